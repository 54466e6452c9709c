// Editor extension: a picture of the library as <figure data-picture="42"></figure>.
// Its twin on the server is pages/figures.py.

import { Node } from "django-prose-editor/editor";

export const LibraryFigure = Node.create({
  name: "libraryFigure",
  group: "block",
  atom: true,
  draggable: true,

  addAttributes: () => ({
    picture: {
      default: null,
      parseHTML: (element) => element.dataset.picture,
      renderHTML: ({ picture }) => ({ "data-picture": picture }),
    },
  }),

  parseHTML: () => [{ tag: "figure[data-picture]" }],

  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes],
});
