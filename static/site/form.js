const form = document.querySelector("form.questions");
const button = form.querySelector("button");
const noNetwork = form.querySelector("#no-network");
const release = () => button.removeAttribute("aria-disabled");

form.addEventListener("submit", (event) => {
  noNetwork.hidden = navigator.onLine;
  // The browser's own error would take the place of the form, and of all that was typed.
  if (!navigator.onLine) {
    event.preventDefault();
    noNetwork.focus();
    return;
  }
  // A second press while the first is under way would only confuse; the server stores once anyway.
  if (button.getAttribute("aria-disabled") === "true") event.preventDefault();
  else setTimeout(release, 5000); // the network may have failed without a word
  button.setAttribute("aria-disabled", "true");
});
addEventListener("pageshow", release);
document.querySelector(".error-summary")?.focus();
