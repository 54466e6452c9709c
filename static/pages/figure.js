// Editor extension: a picture of the library as <figure data-picture="42"></figure>, a drawing of the
// site as <figure data-drawing="kidney"></figure>.
// Its twin on the server is pages/figures.py.

import { crel, isNodeSelection, Node } from "django-prose-editor/editor";
import { chooseFor } from "./choice.js";

const number = new Intl.NumberFormat(document.documentElement.lang, { useGrouping: false });

export const LibraryFigure = Node.create({
  name: "libraryFigure",
  group: "block",
  atom: true,
  draggable: true,

  // The picker's address, that of a thumbnail with 0 for the picture's number, the drawings as JSON
  // (name: {address, text}), and the words.
  addOptions: () => ({ address: "", thumbnail: "", drawings: "{}", labels: {} }),

  addAttributes: () => ({
    picture: {
      default: null,
      parseHTML: (element) => element.dataset.picture,
      renderHTML: ({ picture }) => (picture ? { "data-picture": picture } : {}),
    },
    drawing: {
      default: null,
      parseHTML: (element) => element.dataset.drawing,
      renderHTML: ({ drawing }) => (drawing ? { "data-drawing": drawing } : {}),
    },
  }),

  parseHTML: () => [{ tag: "figure[data-picture]" }, { tag: "figure[data-drawing]" }],

  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes],

  addNodeView() {
    const { thumbnail, labels } = this.options;
    const drawings = JSON.parse(this.options.drawings);
    const ofPicture = (picture) => ({
      src: thumbnail.replace("/0/", `/${encodeURIComponent(picture)}/`),
      alt: `${labels.button} ${number.format(picture)}`,
    });
    const ofDrawing = (name) => ({
      src: drawings[name]?.address ?? "",
      alt: `${labels.button}: ${drawings[name]?.text ?? name}`,
    });
    return ({ node }) => {
      const { picture, drawing } = node.attrs;
      const image = crel("img", drawing ? ofDrawing(drawing) : ofPicture(picture));
      return { dom: crel("figure", { className: "library-figure" }, [image]) };
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
        const { picture = null, drawing = null } = chosen;
        editor.commands.insertContent({ type: name, attrs: { picture, drawing } });
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
