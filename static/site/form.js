// A second press while the first is under way would only confuse; the server stores once anyway.
const button = document.querySelector("form.questions button");
const release = () => button.removeAttribute("aria-disabled");
document.querySelector("form.questions").addEventListener("submit", (event) => {
  if (button.getAttribute("aria-disabled") === "true") event.preventDefault();
  else setTimeout(release, 5000); // the network may have failed without a word
  button.setAttribute("aria-disabled", "true");
});
addEventListener("pageshow", release);
document.querySelector(".error-summary")?.focus();
