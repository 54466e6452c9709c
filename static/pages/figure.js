// Editor extension: a picture of the library as <figure data-picture="42"></figure>.
// Its twin on the server is pages/figures.py.

import { crel, isNodeSelection, Node } from "django-prose-editor/editor";
import { chooseFor } from "./choice.js";

const number = new Intl.NumberFormat(document.documentElement.lang, { useGrouping: false });

export const LibraryFigure = Node.create({
  name: "libraryFigure",
  group: "block",
  atom: true,
  draggable: true,

  // The picker's address, that of a thumbnail with 0 for the picture's number, and the words.
  addOptions: () => ({ address: "", thumbnail: "", labels: {} }),

  addAttributes: () => ({
    picture: {
      default: null,
      parseHTML: (element) => element.dataset.picture,
      renderHTML: ({ picture }) => ({ "data-picture": picture }),
    },
  }),

  parseHTML: () => [{ tag: "figure[data-picture]" }],

  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes],

  addNodeView() {
    const { thumbnail, labels } = this.options;
    return ({ node }) => {
      const { picture } = node.attrs;
      const src = thumbnail.replace("/0/", `/${encodeURIComponent(picture)}/`);
      const alt = `${labels.button} ${number.format(picture)}`;
      return { dom: crel("figure", { className: "library-figure" }, [crel("img", { src, alt })]) };
    };
  },

  addMenuItems({ menu, buttons }) {
    const { name, options } = this;
    const { address, labels } = options;
    menu.defineItem({
      name,
      groups: "figure",
      button: buttons.text(labels.button),
      active: (editor) => editor.isActive(name),
      async command(editor) {
        const chosen = await chooseFor(editor, { address, labels });
        if (!chosen) return;
        // A selected figure gives way to the new one.
        editor.commands.insertContent({ type: name, attrs: { picture: chosen.picture } });
        const { selection } = editor.state;
        if (!isNodeSelection(selection)) return;
        // What is typed next must not take the figure's place.
        const { pos, nodeAfter } = selection.$to;
        const after = editor.chain();
        if (!nodeAfter?.isTextblock) after.insertContentAt(pos, { type: "paragraph" });
        after.setTextSelection(pos + 1).run();
      },
    });
  },
});
