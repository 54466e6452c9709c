// Listen, save, share: what this browser can. The words are in includes/reading_tools.html.
const workers = navigator.serviceWorker;
const { worker } = document.querySelector("[data-worker]")?.dataset ?? {};
const tools = document.querySelector(".tools");
const path = location.pathname;

const nothing = () => {};

if (worker && workers) addEventListener("load", () => workers.register(worker).catch(nothing));
if (tools) {
  if (window.speechSynthesis) offerListening(speechSynthesis);
  if (worker && workers) offerKeeping().catch(nothing); // some browsers refuse in private windows
  offerSharing();
}

function tool(name) {
  return tools.querySelector(`[data-tool=${name}]`);
}

// Of these tools the wanted ones; whoever pressed one that goes is led to the first of them.
function show(names, ...wanted) {
  const focused = document.activeElement;
  for (const name of names) tool(name).hidden = !wanted.includes(name);
  if (focused.hidden) tool(wanted[0]).focus();
}

function onPress(name, act, failed = tool(name).dataset.failed) {
  const say = (words) => (tools.querySelector("[role=status]").textContent = words);
  tool(name).onclick = async () => {
    try {
      await act();
      say(tool(name).dataset.done);
    } catch {
      say(failed);
    }
  };
}

// By paragraphs: long texts break off, and Android cannot pause within one.
function offerListening(speech) {
  const names = ["listen", "pause", "stop"];
  let voice, current, left = [];

  const find = () => {
    // Of this phone only: other voices send the text away.
    const own = speech.getVoices().filter((each) => each.localService);
    voice = own.find((each) => each.lang.startsWith(document.documentElement.lang));
    if (voice && !left.length) show(names, "listen");
  };
  const read = () => {
    if (!left.length) return stop();
    const part = (current = new SpeechSynthesisUtterance(left[0]));
    part.voice = voice;
    part.lang = voice.lang;
    part.onerror = () => part === current && stop();
    part.onend = () => part === current && left.shift() && read();
    speech.speak(part);
  };
  const pause = () => {
    current = null;
    speech.cancel();
    show(names, "listen", "stop");
  };
  const stop = () => {
    pause();
    left = [];
    show(names, "listen");
  };

  onPress("listen", () => {
    if (!left.length) left = paragraphs();
    show(names, "pause", "stop");
    read();
  });
  onPress("pause", pause);
  onPress("stop", stop);
  addEventListener("pagehide", () => current && stop());
  speech.onvoiceschanged = find;
  find();
}

function paragraphs() {
  const blocks = "article > h1, .lead, .prose :is(h2, h3, p, li, th, td, figcaption)";
  const words = [...document.querySelectorAll(blocks)].map((each) => {
    const copy = each.cloneNode(true);
    for (const inner of copy.querySelectorAll("p, li, br, .visually-hidden")) inner.replaceWith(" ");
    return copy.textContent.trim();
  });
  return words.filter(Boolean);
}

// What was saved has a cache named by its path, from which sw.js answers.
async function offerKeeping() {
  const names = ["save", "remove", "kept"];
  onPress("save", async () => {
    try {
      await workers.register(worker);
      await save();
    } catch (error) {
      await caches.delete(path);
      throw error;
    }
    show(names, "remove", "kept");
  });
  onPress("remove", async () => {
    await caches.delete(path);
    show(names, "save");
  });

  if (await caches.has(path)) {
    show(names, "remove", "kept");
    if (!document.querySelector("#offline")) await save(true); // as it is today
  } else if (!(await caches.match(path))) {
    show(names, "save"); // else it is kept anyway
  }
}

async function save(again) {
  const used = document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], img");
  // A picture under its plain address, in the size chosen here.
  const files = [...used].map((each) => [each.src || each.href, each.currentSrc]);
  const got = await Promise.all(
    [[path], ...files].map(async ([address, chosen]) => [address, await fetch(chosen || address)]),
  );
  if (!got[0][1].ok) throw got[0][1];
  if (again && !(await caches.has(path))) return; // removed meanwhile
  const cache = await caches.open(path);
  for (const [address, answer] of got) if (answer.ok) await cache.put(address, answer);
}

function offerSharing() {
  const url = location.origin + path;
  if (navigator.share) {
    tool("share").hidden = false;
    onPress("share", () => navigator.share({ title: document.title, url }));
  } else if (navigator.clipboard) {
    tool("copy").hidden = false;
    onPress("copy", () => navigator.clipboard.writeText(url), url);
  }
}
