// The page that adds a picture.

import { sendWithProgress } from "./picture-upload.js";

sendWithProgress(document.querySelector("form.upload"), (_button, address) =>
  location.assign(address),
);
