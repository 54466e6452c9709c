// Something is chosen in a dialog for a text; the cursor stays where it was.

import { choose } from "../admin/chooser.js";

export async function chooseFor(editor, from) {
  const { selection } = editor.state;
  const chosen = await choose(from);
  // Browsers put the cursor to the start when the dialog gives the focus back.
  editor.view.dispatch(editor.state.tr.setSelection(selection));
  editor.view.focus();
  return chosen;
}
