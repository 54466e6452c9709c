// Something is chosen in a dialog for a text; the cursor stays where it was.

import { choose } from "../admin/chooser.js";

export async function chooseFor(editor, from) {
  const { selection, storedMarks } = editor.state;
  const chosen = await choose(from);
  // Browsers put the cursor to the start when the dialog gives the focus back.
  editor.view.dispatch(editor.state.tr.setSelection(selection).setStoredMarks(storedMarks));
  editor.view.focus();
  return chosen;
}
