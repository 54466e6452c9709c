// Editor extension: care boxes, do lists and don't lists as <div class="care care-KIND">.
// Its twin on the server is pages/care_boxes.py.

import { crel, findParentNode, Node } from "django-prose-editor/editor";

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

  // In the editor each box says what it is: its style shows the label.
  addNodeView() {
    const { kinds } = this.options;
    return ({ node: { attrs } }) => {
      const looks = { className: `care care-${attrs.kind}`, "data-label": kinds[attrs.kind] };
      const dom = crel("div", looks);
      return { dom, contentDOM: dom };
    };
  },

  addCommands() {
    return {
      // Without a kind the box goes and what is in it stays, wherever in the box the cursor is.
      setCareBox:
        (kind) =>
        ({ state, tr }) => {
          const box = findParentNode(({ type }) => type === this.type)(state.selection);
          if (box && kind) {
            tr.setNodeMarkup(box.pos, null, { kind });
          } else if (box) {
            const inside = tr.doc.resolve(box.start);
            const all = inside.blockRange(tr.doc.resolve(box.pos + box.node.nodeSize - 1));
            tr.lift(all, all.depth - 1);
          } else if (kind) {
            const { $from, $to } = state.selection;
            // A list goes into the box whole, not its one item.
            const mayHold = ({ type }) => type.contentMatch.matchType(this.type);
            const range = $from.blockRange($to, mayHold);
            if (!range) return false;
            tr.wrap(range, [{ type: this.type, attrs: { kind } }]);
          }
          return true;
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
