// Editor extension: what is pasted from Word, Google Docs or a web page comes out clean, and the
// editor is told what was left out.

import { crel, Extension, Plugin } from "django-prose-editor/editor";

const GONE =
  "script, meta, link, title, xml, iframe, object, svg, input, button, select, textarea, " +
  "[hidden], [data-style*='mso-element:comment-list']";
const PICTURES = "img, picture, video, v\\:shape";
const KEPT = {
  A: ["href"],
  TD: ["colspan", "rowspan"],
  TH: ["colspan", "rowspan"],
  FIGURE: ["data-picture", "data-drawing"],
  OL: ["start"],
};
const HEADINGS = { H1: "h2", H4: "h3", H5: "h3", H6: "h3" };
const BLOCKS = "p, h1, h2, h3, h4, h5, h6, ul, ol, table, div, figure";
const NUMBERED = /^\s*[(\d০-৯a-z]{1,4}[.)।]/i;
// What programs write on text that nobody has coloured.
const UNCOLOURED = /^(inherit|initial|auto|none|transparent|windowtext|black|white|#0{3,6}|#f{3,6}|)$/;

// The policy of the page blocks styles and programs even while they are only read, and reports each.
const disarmed = (html) =>
  html
    .replace(/<style[^>]*>.*?<\/style>/gis, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/[\s/](style|on\w+)\s*=/gi, " data-$1="));

const look = ({ dataset }, property) =>
  new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;]*)`, "i")
    .exec(dataset?.style ?? "")?.[1]
    .trim()
    .toLowerCase() ?? "";

const rename = (element, tag) => {
  const renamed = crel(tag, {}, element.childNodes);
  for (const { name, value } of element.attributes) renamed.setAttribute(name, value);
  element.replaceWith(renamed);
  return renamed;
};

const unwrap = (element) => element.replaceWith(...element.childNodes);

const remove = (elements) => {
  for (const element of elements) element.remove();
  return elements.length > 0;
};

// Returns what is not kept, by the names of the words for it in the options.
function leaveOut(body) {
  const find = (selector) => [...body.querySelectorAll(selector)];
  remove(find(GONE));
  const isStruck = (each) =>
    each.matches("s, strike, del") || look(each, "text-decoration").includes("line-through");
  const isSlanted = (each) => each.matches("i, em, u") || look(each, "font-style") === "italic";
  const isColoured = (each) =>
    !each.closest("a, h1, h2, h3, h4, h5, h6, table") &&
    [look(each, "color"), each.getAttribute("color") ?? ""].some((colour) => !UNCOLOURED.test(colour));
  const left = {
    pictures: remove(find(PICTURES)),
    struck: remove(find("*").filter(isStruck)),
    slanted: find("*").some(isSlanted),
    look: find("*").some(isColoured),
  };
  return Object.keys(left).filter((kind) => left[kind]);
}

function bold(body) {
  // Google Docs wraps everything into a <b> that is not bold, and says bold by style.
  for (const element of body.querySelectorAll("b")) {
    if (look(element, "font-weight") === "normal") unwrap(element);
  }
  for (const element of body.querySelectorAll("span, font")) {
    if (/^(bold|[6-9]00)$/.test(look(element, "font-weight"))) rename(element, "strong");
  }
}

// Word's lists are paragraphs that name their level; the sign before each is in a span of its own.
function wordLists(body) {
  let open = []; // lists from the outermost in
  for (const paragraph of body.querySelectorAll("[data-style*='mso-list']:not(span)")) {
    const level = Number(/level(\d)/.exec(look(paragraph, "mso-list"))?.[1]);
    if (!level) continue;
    const sign = paragraph.querySelector("[data-style*='Ignore']");
    const tag = NUMBERED.test(sign?.textContent ?? "") ? "ol" : "ul";
    sign?.remove();
    const item = crel("li", {}, [crel("p", {}, paragraph.childNodes)]);
    if (paragraph.previousElementSibling !== open[0]) open = [];
    open.length = Math.min(open.length, level);
    if (open[level - 1] && open[level - 1].localName !== tag) open.length = level - 1;
    while (open.length < level) {
      const list = crel(tag);
      const parent = open.at(-1);
      if (parent) (parent.lastElementChild ?? parent.appendChild(crel("li"))).append(list);
      else paragraph.before(list);
      open.push(list);
    }
    open.at(-1).append(item);
    paragraph.remove();
  }
}

// Google Docs puts an inner list beside its item, not into it.
function innerLists(body) {
  for (const list of body.querySelectorAll(":is(ul, ol) > :is(ul, ol)")) {
    list.previousElementSibling?.append(list);
  }
}

// A first row whose words are all bold is a row of headings.
function headerRows(body) {
  for (const { rows } of body.querySelectorAll("table")) {
    const cells = [...(rows[0]?.cells ?? [])];
    const isHeading = (cell) => cell.closest("thead") || cell.tagName === "TH" || isBold(cell);
    if (!cells.some((cell) => cell.textContent.trim()) || !cells.every(isHeading)) continue;
    for (const cell of cells) {
      for (const element of cell.querySelectorAll("b, strong")) unwrap(element);
      rename(cell, "th");
    }
  }
}

function isBold(cell) {
  const words = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const { data, parentElement } = words.currentNode;
    if (data.trim() && !parentElement.closest("b, strong")) return false;
  }
  return true;
}

// Google Docs leads every link over its own site.
function address(link) {
  const over = link.hostname === "www.google.com" && link.pathname === "/url";
  return (over && new URLSearchParams(link.search).get("q")) || link.getAttribute("href");
}

// The nearest words or element on this side.
function beside(element, side) {
  let found = element[side];
  while (found && (found.nodeName === "BR" || !(found.matches || found.data.trim()))) {
    found = found[side];
  }
  return found;
}

export function clean(html) {
  const { body } = new DOMParser().parseFromString(disarmed(html), "text/html");
  const left = leaveOut(body);
  for (const element of body.querySelectorAll("*")) {
    if (element.localName.includes(":")) unwrap(element); // Word's own
  }
  bold(body);
  wordLists(body);
  innerLists(body);
  headerRows(body);
  for (const [from, to] of Object.entries(HEADINGS)) {
    for (const element of body.querySelectorAll(from)) rename(element, to);
  }
  for (const element of body.querySelectorAll(":is(h2, h3) :is(b, strong)")) unwrap(element);
  for (const link of body.querySelectorAll("a[href]")) link.setAttribute("href", address(link));
  for (const element of body.querySelectorAll("*")) {
    const isBox = element.matches("div.care");
    for (const { name } of [...element.attributes]) {
      const kept = KEPT[element.tagName]?.includes(name) || (isBox && name === "class");
      if (!kept) element.removeAttribute(name);
    }
  }
  // Line ends that end no line, and blocks that are only there for the space.
  for (const end of body.querySelectorAll("br")) {
    const around = [beside(end, "previousSibling"), beside(end, "nextSibling")];
    if (!around.every((each) => each && !each.matches?.(BLOCKS))) end.remove();
  }
  for (const block of body.querySelectorAll("p, h2, h3")) {
    if (!block.textContent.trim() && !block.querySelector("figure")) block.remove();
  }
  return { html: body.innerHTML, left };
}

export const CleanPaste = Extension.create({
  name: "cleanPaste",

  // "Left out of what you pasted:", and what each kind of thing is called.
  addOptions: () => ({ said: "", pictures: "", struck: "", slanted: "", look: "" }),

  addProseMirrorPlugins() {
    const { options } = this;
    const note = crel("p", { className: "paste-note", role: "status" });
    return [
      new Plugin({
        view({ dom }) {
          dom.after(note);
          return { destroy: () => note.remove() };
        },
        props: {
          transformPastedHTML(html) {
            if (html.includes("data-pm-slice")) return disarmed(html); // out of an editor
            const pasted = clean(html);
            const left = pasted.left.map((kind) => options[kind]).join(", ");
            note.textContent = left && `${options.said} ${left}.`;
            return pasted.html;
          },
        },
      }),
    ];
  },
});
