// Editor extension: the toolbar speaks the admin's language and works by keyboard and by screen
// reader; a table begins with a header row. The package leaves its titles in English and asks "Yes"
// or "No".

import { Extension } from "django-prose-editor/editor";

const set = (element, name, value) =>
  value ? element.setAttribute(name, value) : element.removeAttribute(name);

export const Toolbar = Extension.create({
  name: "toolbar",
  priority: 1, // after all that put something into the toolbar

  // What the toolbar is called, the button of a text of several kinds, and every other by its name.
  addOptions: () => ({ name: "", mixed: "", titles: {} }),

  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "table",
      groups: "table",
      button: buttons.material("grid_on"),
      command: (editor) =>
        editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
      hidden: (editor) => editor.isActive("table"),
    });
    const { titles } = this.options;
    for (const { name, button, option } of menu.items("blockType marks link table history")) {
      if (!titles[name]) continue;
      button.title = titles[name];
      button.setAttribute("aria-label", titles[name]);
      if (option) option.textContent = titles[name];
    }
  },

  onCreate() {
    const { editor, options } = this;
    const { dom } = editor.storage.menu;
    dom.setAttribute("role", "group");
    dom.setAttribute("aria-label", options.name);
    const textarea = dom.parentElement.querySelector("textarea");
    editor.view.dom.setAttribute("aria-label", textarea.labels[0]?.textContent);
    editor.view.dom.lang = textarea.lang;

    // The package says by colour alone what is on and what does not work here.
    editor.on("transaction", () => {
      for (const button of dom.querySelectorAll(".prose-menubar__button")) {
        set(button, "aria-pressed", button.classList.contains("active"));
        set(button, "aria-disabled", button.classList.contains("disabled"));
      }
      for (const button of dom.querySelectorAll(".prose-menubar__selected > button")) {
        button.setAttribute("aria-haspopup", "true");
        if (button.textContent !== "question_mark") continue;
        button.title = options.mixed;
        button.setAttribute("aria-label", options.mixed);
      }
    });
    editor.view.dispatch(editor.state.tr);
  },
});
