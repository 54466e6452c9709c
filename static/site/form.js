// A second press while the first is under way would only confuse; the server stores once anyway.
document.querySelector("form.questions").addEventListener("submit", (event) => {
  const button = event.target.querySelector("button");
  if (button.getAttribute("aria-disabled") === "true") event.preventDefault();
  button.setAttribute("aria-disabled", "true");
});
addEventListener("pageshow", () => {
  document.querySelector("form.questions button").removeAttribute("aria-disabled");
});
document.querySelector(".error-summary")?.focus();
