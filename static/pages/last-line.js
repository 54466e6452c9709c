// Editor extension: a text ends with a line to write in, after a table or a box too. The server does
// not store it while it is empty.

import { Extension, Plugin } from "django-prose-editor/editor";

export const LastLine = Extension.create({
  name: "lastLine",

  // Before the text is read, so that merely opening it is no change.
  onBeforeCreate() {
    const { options } = this.editor;
    if (!options.content.endsWith("</p>")) options.content += "<p></p>";
  },

  addProseMirrorPlugins() {
    return [
      new Plugin({
        appendTransaction(transactions, _before, { doc, schema, tr }) {
          if (!transactions.some(({ docChanged }) => docChanged)) return null;
          if (doc.lastChild.type === schema.nodes.paragraph) return null;
          return tr.insert(doc.content.size, schema.nodes.paragraph.create());
        },
      }),
    ];
  },
});
