{% comment %}
Keeps a few pages readable without a network: those that pages/offline_reading.py names, in the
languages that are read here. A page that a reader saved has a cache of its own, which is named by
its path and filled by static/site/reading.js. Neither these comments nor line ends are sent: every
statement ends in a semicolon or a brace.
{% endcomment %}const { version, pages, notes } = {{ kept|safe }};
const languageOf = (path) => path.split("/")[1];
const gone = (answer) => [0, 404, 410].includes(answer?.status); {# 0: it redirects #}
const keptIn = (language) => `kept /${language}/ ${version}`;

{# What the network does not give is taken from an older copy. #}
async function keep(language) {
  const cache = await caches.open(keptIn(language));
  const get = async (address) => {
    let answer = await fetch(address, { redirect: "error" }).catch(() => {});
    if (!answer?.ok && !gone(answer)) answer = await caches.match(address);
    if (answer?.ok) await cache.put(address, answer.clone());
    return answer?.text() ?? "";
  };
  for (const page of pages[language]) {
    for (const [, file] of (await get(page)).matchAll(/="(\/static\/[^"]+)"/g)) {
      if (!(await cache.match(file))) await get(file);
    }
  }
}

{# A copy is as fresh as the last visit, and goes with its page. #}
async function visited(path, answer) {
  const language = languageOf(path);
  if (!pages[language]) return;
  if (!(await caches.has(keptIn(language)))) await keep(language);
  const cache = await caches.open(keptIn(language));
  if (answer.ok) {
    if (await cache.match(path)) await cache.put(path, answer);
  } else if (gone(answer)) {
    await cache.delete(path);
    await caches.delete(path);
  }
}

{# It says at its top that it is a copy, and of which day. Of a picture it has one size only. #}
async function shown(copy) {
  const language = copy.url.split("/")[3];
  const day = new Date(copy.headers.get("date"))
    .toLocaleDateString(`${language}-IN`, { dateStyle: "long" })
    .replace(",", "");
  const html = (await copy.text())
    .replace(/<source[^>]*>/g, "")
    .replace(
      "<body>",
      `$&<aside class="announcement" id="offline"><p>${
        notes[language].replace("{day}", day)
      }</p></aside>`,
    );
  return new Response(html, copy);
}

{# From the network; without one, or when it is silent for four seconds, the copy. #}
async function page(event, path) {
  const network = fetch(event.request);
  event.waitUntil(network.then((answer) => visited(path, answer.clone())).catch(() => {}));
  let copy = await caches.match(path);
  {# The browser itself may hold the page still, but would not say that it is offline. #}
  if (copy && !navigator.onLine) return shown(copy);
  const silence = new Promise((_, end) => copy && setTimeout(end, 4000));
  return Promise.race([network, silence]).catch(async () => {
    for (const language of [languageOf(path), ...Object.keys(pages)]) {
      copy ||= await caches.match(`/${language}/offline/`);
    }
    return shown(copy); {# without any it fails, as it would without this worker #}
  });
}

{# A phone without room for the new copies keeps the old worker with the old ones. #}
async function install() {
  const open = await clients.matchAll({ includeUncontrolled: true });
  const read = [...open.map((each) => each.url), ...(await caches.keys())].join();
  for (const language in pages) {
    if (read.includes(`/${language}/`)) await keep(language);
  }
  await skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) {
    if (/^kept/.test(name) && !name.endsWith(version)) await caches.delete(name);
  }
  await clients.claim();
}

oninstall = (event) => event.waitUntil(install());
onactivate = (event) => event.waitUntil(activate());
onfetch = (event) => {
  const { method, mode, url } = event.request;
  const path = new URL(url).pathname;
  if (/^\/(media|static\/(site|drawings))/.test(path)) {
    event.respondWith(fetch(event.request).catch(() => caches.match(url)));
  } else if (mode === "navigate" && method === "GET" && !/^.admin/.test(path)) {
    event.respondWith(page(event, path));
  }
};
