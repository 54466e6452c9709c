// Editor extension: care boxes, do lists and don't lists as <div class="care care-KIND">.
// Its twin on the server is pages/care_boxes.py.

import { crel, Node } from "django-prose-editor/editor";

export const CareBox = Node.create({
  name: "careBox",
  group: "block",
  content: "block+",
  defining: true,

  // Labels in the editor's language: one for each kind, one for being outside of any box.
  addOptions: () => ({ kinds: {}, none: "" }),

  addAttributes() {
    return {
      kind: {
        default: "urgent",
        rendered: false,
        parseHTML: (element) =>
          Object.keys(this.options.kinds).find((kind) => element.classList.contains(`care-${kind}`)),
      },
    };
  },

  parseHTML: () => [{ tag: "div.care" }],

  renderHTML: ({ node }) => ["div", { class: `care care-${node.attrs.kind}` }, 0],

  addCommands() {
    return {
      setCareBox:
        (kind) =>
        ({ editor, commands }) => {
          if (!kind) return commands.lift(this.name);
          if (editor.isActive(this.name)) return commands.updateAttributes(this.name, { kind });
          return commands.wrapIn(this.name, { kind });
        },
    };
  },

  addMenuItems({ menu, buttons }) {
    for (const [kind, label] of [["", this.options.none], ...Object.entries(this.options.kinds)]) {
      menu.defineItem({
        name: `${this.name}:${kind || "none"}`,
        groups: this.name,
        button: buttons.text(label),
        option: crel("p", { textContent: label }),
        command: (editor) => editor.chain().focus().setCareBox(kind).run(),
        active: (editor) =>
          kind ? editor.isActive(this.name, { kind }) : !editor.isActive(this.name),
      });
    }
  },
});
