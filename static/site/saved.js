// The pages that readers saved on this phone, each in a cache named by its path.
const section = document.querySelector(".saved");

async function entry(path) {
  const copy = await caches.match(path, { cacheName: path });
  if (!copy) return void (await caches.delete(path)); // the saving broke off
  const page = new DOMParser().parseFromString(await copy.text(), "text/html");
  const item = section.querySelector("template").content.cloneNode(true);
  const link = item.querySelector("a");
  link.href = path;
  link.lang = page.documentElement.lang;
  link.textContent = page.querySelector("h1").textContent;
  return item;
}

async function list() {
  const paths = (await caches.keys()).filter((name) => name.startsWith("/"));
  const entries = (await Promise.all(paths.map(entry))).filter(Boolean);
  section.querySelector("ul").replaceChildren(...entries);
  section.hidden = !entries.length;
}

section.querySelector("button").onclick = async ({ target }) => {
  for (const path of await caches.keys()) if (path.startsWith("/")) await caches.delete(path);
  document.querySelector("[role=status]").textContent = target.dataset.done;
  list();
};
if (window.caches) list();
