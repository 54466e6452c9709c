// A dialog in which something is found by its words and chosen: a picture of the library, a page to
// link to. What is found comes as HTML from the server; a form in it may add to it.

import { sendWithProgress } from "./picture-upload.js";

// `address` answers ?q= and ?page= with `.results`; `labels` are words: title, search, loading, failed,
// close. Resolves to the data of the `.choice` that was pressed, with its text, or to null.
export function choose({ address, labels }) {
  return new Promise((resolve) => {
    const { dialog, close, search, status, list } = build(labels);
    let typing;
    let latest = 0;

    // In the same task: whoever types on at once must find the cursor where the caller puts it.
    const end = (chosen) => {
      clearTimeout(typing);
      latest += 1;
      dialog.close();
      dialog.remove();
      resolve(chosen);
    };

    const load = async (page) => {
      const mine = ++latest;
      status.textContent = labels.loading;
      const query = new URLSearchParams({ q: search.value, ...(page && { page }) });
      let found;
      try {
        found = await fetched(`${address}?${query}`);
      } catch {
        if (mine === latest) status.textContent = labels.failed;
        return;
      }
      if (mine !== latest) return; // something else is being looked for by now
      status.textContent = "";
      show(list, found, page);
    };

    const take = (button) => end({ ...button.dataset, text: button.textContent.trim() });

    list.addEventListener("click", ({ target }) => {
      const choice = target.closest("button.choice");
      const more = target.closest("button[data-page]");
      if (choice) take(choice);
      else if (more) load(more.dataset.page);
    });
    list.addEventListener("toggle", (event) => prepareUpload(event.target, take), true);

    search.addEventListener("input", () => {
      clearTimeout(typing);
      typing = setTimeout(load, 250);
    });
    search.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      clearTimeout(typing);
      load();
    });

    close.addEventListener("click", () => end(null));
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      end(null);
    });
    dialog.addEventListener("close", () => end(null)); // where browsers ask nobody before they close
    document.body.append(dialog);
    dialog.showModal(); // gives the focus back by itself when it closes
    load();
  });
}

function build(labels) {
  const dialog = element("dialog", { className: "chooser" });
  const heading = element("h2", { textContent: labels.title, id: "chooser-title" });
  const close = element("button", { type: "button", className: "press", textContent: labels.close });
  const search = element("input", { type: "search", autofocus: true });
  const label = element("label", { className: "search" });
  const status = element("p", { role: "status" });
  const list = element("div", { className: "library" });
  dialog.setAttribute("aria-labelledby", heading.id);
  label.append(labels.search, " ", search);
  const top = element("div", { className: "top" });
  top.append(heading, close);
  dialog.append(top, label, status, list);
  return { dialog, close, search, status, list };
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}

async function fetched(url) {
  const response = await fetch(url);
  // A session that has ended leads to the login page.
  if (!response.ok || response.redirected) throw new Error(response.status);
  return parsed(await response.text());
}

function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

// First the whole fragment; then only the results, so that a half-written form stays.
function show(list, found, page) {
  const old = list.querySelector(".results");
  const fresh = found.querySelector(".results");
  if (!old) return list.replaceChildren(...found.children);
  if (!page) return old.replaceWith(fresh);

  const choices = [...fresh.querySelectorAll(".choices > li")];
  const more = fresh.querySelector(".more");
  old.querySelector(".choices").append(...choices);
  old.querySelector(".more").replaceWith(...(more ? [more] : []));
  choices[0]?.querySelector("button").focus(); // the button that was pressed is gone
}

function prepareUpload(details, take) {
  const form = details.querySelector("form.upload:not([data-ready])");
  if (!form) return;
  form.dataset.ready = "";
  sendWithProgress(form, (html) => take(parsed(html).querySelector("button.choice")));
}
