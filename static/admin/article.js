// The form of an article: the check beside the text, and no typed word lost by leaving.

const form = document.getElementById("article_form");
let touched = false;

form.addEventListener("input", () => (touched = true));
form.addEventListener("submit", (event) => {
  // Preview and check open beside the form; it is still unsaved.
  if (event.submitter?.formTarget !== "_blank") touched = false;
});
addEventListener("beforeunload", (event) => touched && event.preventDefault());

for (const button of form.querySelectorAll("[data-check]")) {
  const shown = document.getElementById(button.dataset.check);
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    shown.setAttribute("aria-busy", "true");
    const response = await fetch(button.formAction, { method: "POST", body: new FormData(form) });
    if (response.ok) shown.innerHTML = await response.text();
    else form.requestSubmit(button); // without the script: in a tab of its own
    shown.removeAttribute("aria-busy");
  });
}
