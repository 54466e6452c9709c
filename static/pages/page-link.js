// Editor extension: a link to a page of the site, chosen by its title. It names the page's lasting
// address, so that it survives a change of the address that readers see.

import { Extension } from "django-prose-editor/editor";
import { chooseFor } from "./choice.js";

export const PageLink = Extension.create({
  name: "pageLink",

  // Where the choices come from, and the words of the dialog (chooser.js) with the button's.
  addOptions: () => ({ address: "", labels: {} }),

  addMenuItems({ menu, buttons }) {
    const { address, labels } = this.options;
    menu.defineItem({
      name: this.name,
      groups: "link",
      priority: 110,
      button: buttons.text(labels.button),
      async command(editor) {
        const chosen = await chooseFor(editor, { address, labels });
        if (!chosen) return;
        const { href } = chosen;
        const { from, to, empty } = editor.state.selection;
        const link = editor.chain();
        if (empty && !editor.isActive("link")) {
          const titles = [chosen.titleBn, chosen.titleEn];
          if (editor.view.dom.lang === "en") titles.reverse();
          const text = titles.find(Boolean) ?? chosen.href;
          const marks = [{ type: "link", attrs: { href } }];
          // What is typed next stands outside of the link.
          link.insertContent({ type: "text", text, marks }).unsetMark("link").run();
        } else {
          link.extendMarkRange("link").setMark("link", { href, title: null });
          link.setTextSelection({ from, to }).run();
        }
      },
    });
  },
});
