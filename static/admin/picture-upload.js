// Sends the form of a new picture with a visible progress. Its words are the form's data- attributes.

const percent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" });

// `added(answer, address)` gets the HTML of the picker's button and the address of the picture.
export function sendWithProgress(form, added) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form, added);
  });
}

function send(form, added) {
  const [file] = form.elements.file.files;
  if (file && file.size > Number(form.dataset.mostBytes)) return say(form, form.dataset.tooLarge);

  const button = form.querySelector("button");
  const progress = form.querySelector("progress");
  const request = new XMLHttpRequest();
  const stop = (words) => {
    button.disabled = false;
    progress.hidden = true;
    say(form, words);
  };
  request.open("POST", form.action);
  request.setRequestHeader("X-Requested-With", "fragment");
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    progress.value = loaded / total;
    // Whole tens only: each change of the words is read aloud.
    say(form, `${form.dataset.sending} ${percent.format(Math.floor((10 * loaded) / total) / 10)}`);
  });
  request.upload.addEventListener("load", () => {
    progress.removeAttribute("value"); // how long this takes is not known
    say(form, form.dataset.preparing);
  });
  request.addEventListener("error", () => stop(form.dataset.failed));
  request.addEventListener("load", () => {
    if (request.status === 201) added(request.responseText, request.getResponseHeader("Location"));
    else if (request.status === 422) correct(form, request.responseText, added);
    else stop(request.status === 413 ? form.dataset.tooLarge : form.dataset.failed);
  });
  request.send(new FormData(form));
  button.disabled = true;
  progress.value = 0;
  progress.hidden = false;
}

function say(form, words) {
  const status = form.querySelector("[role=status]");
  if (status.textContent === words) return;
  status.textContent = words;
  status.scrollIntoView({ block: "nearest" });
}

// The same form with its mistakes; the chosen file stays chosen.
function correct(form, html, added) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const fresh = template.content.querySelector("form");
  fresh.elements.file.files = form.elements.file.files;
  form.replaceWith(fresh);
  sendWithProgress(fresh, added);
  fresh.querySelector("[aria-invalid=true]")?.focus();
}
