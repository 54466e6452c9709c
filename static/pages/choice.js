// Something is chosen in a dialog for a text; the cursor stays where it was.

import { choose } from "../admin/chooser.js";

export async function chooseFor(editor, from) {
  const { storedMarks } = editor.state;
  let cursor = editor.state.selection.getBookmark();
  // The last letters typed may reach the text only now.
  const follow = ({ transaction }) => {
    if (transaction.docChanged) cursor = cursor.map(transaction.mapping);
  };
  editor.on("transaction", follow);
  const chosen = await choose(from);
  editor.off("transaction", follow);
  // Browsers put the cursor to the start when the dialog gives the focus back.
  const { tr } = editor.state;
  editor.view.dispatch(tr.setSelection(cursor.resolve(tr.doc)).setStoredMarks(storedMarks));
  editor.view.focus();
  return chosen;
}
