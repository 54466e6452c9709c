// The form field of a picture: shows the chosen one, and opens the library.

import { choose as chooseFrom } from "./chooser.js";

for (const field of document.querySelectorAll(".picture-picker")) {
  const input = field.querySelector("input[type=hidden]");
  const image = field.querySelector("img");
  const name = field.querySelector(".name");
  const choose = field.querySelector("[data-choose]");
  const remove = field.querySelector("[data-remove]");
  const { address, ...labels } = field.dataset;

  const show = (chosen) => {
    input.value = chosen?.picture ?? "";
    image.hidden = remove.hidden = !chosen;
    if (chosen) image.src = chosen.thumbnail;
    else image.removeAttribute("src");
    name.textContent = chosen?.text ?? field.dataset.none;
    input.dispatchEvent(new Event("input", { bubbles: true })); // the form has unsaved words
  };

  choose.addEventListener("click", async () => {
    const chosen = await chooseFrom({ address, labels });
    if (chosen) show(chosen);
  });
  remove.addEventListener("click", () => {
    show(null);
    choose.focus();
  });
  field.querySelector(".with-script").hidden = false;
}
