"""What a page does to those who see it large, in the dark, or walk it without a mouse."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

LEFT_OUT = {
    # Level AAA: 7 to 1, which the colours of links and warnings do not reach; 4.5 is kept.
    "color-contrast-enhanced",
}
AXE = """async (leftOut) => {
  const rules = axe.getRules().map((each) => each.ruleId).filter((id) => !leftOut.includes(id));
  const { violations } = await axe.run({ runOnly: rules, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.map((each) => `${id}: ${each.html}`));
}"""

# A link in a sentence may be as small as its words: WCAG's "inline" exception.
SMALL_TARGETS = """(least) => {
  const all = "a, button, summary, select, textarea, input:not([type=hidden])";
  const inSentence = (each) => {
    const around = each.parentElement.closest("p, li, dd, dt, td, div");
    return getComputedStyle(each).display === "inline" && around.innerText !== each.innerText;
  };
  return [...document.querySelectorAll(all)]
    .filter((each) => each.checkVisibility() && !each.closest(".decoy") && !inSentence(each))
    .map((each) => [each, (each.closest(".card, label") ?? each).getBoundingClientRect()])
    .filter(([, { width, height }]) => Math.min(width, height) < least - 0.5)
    .map(([each, { width, height }]) => `${width} × ${height}: ${each.outerHTML}`);
}"""

# From edge to edge; and letters as far apart as WCAG's "text spacing" wants them.
WIDTH = "document.documentElement.scrollWidth"
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""

# What has the focus: its beginning, and whether it can be seen that it has it.
FOCUSED = """() => {
  const each = document.activeElement;
  if (each === document.body) return null;
  const { left, top, right, bottom } = each.getClientRects()[0];
  const middle = (from, to, most) => (Math.max(from, 0) + Math.min(to, most)) / 2;
  const there = [middle(left, right, innerWidth), middle(top, bottom, innerHeight)];
  const seen = each.contains(document.elementFromPoint(...there));
  const { outlineStyle, outlineWidth } = getComputedStyle(each);
  const marked = outlineStyle === "solid" && parseFloat(outlineWidth) >= 2;
  return { html: each.outerHTML.slice(0, 80), seen: seen && marked };
}"""


# What moves although the reader wants nothing to move.
MOVING = """() => [...document.querySelectorAll("*")].filter((each) => {
  const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(each);
  return animationName !== "none" || transitionDuration !== "0s" || scrollBehavior !== "auto";
}).map((each) => each.outerHTML)"""

# Kind of care box → all that tells it from the others where every ground has one colour.
CARE_BOXES = """() => Object.fromEntries([...document.querySelectorAll(".care")].map((each) => {
  const { borderStyle, outlineStyle } = getComputedStyle(each);
  const signs = ["h3", "li"].map((at) => each.querySelector(at))
    .map((at) => getComputedStyle(at, "::before").content);
  return [each.className, [borderStyle, outlineStyle, ...signs].join()];
}))"""


def violations(page: Page) -> list[str]:
    """Of every rule that axe has, the experimental ones and level AAA included."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"{AXE_SCRIPT}; null")
    return page.evaluate(AXE, list(LEFT_OUT))


def small_targets(page: Page) -> list[str]:
    return page.evaluate(SMALL_TARGETS, 44)


def moving(page: Page) -> list[str]:
    return page.evaluate(MOVING)


def care_boxes(page: Page) -> dict[str, str]:
    return page.evaluate(CARE_BOXES)


def width(page: Page) -> int:
    return page.evaluate(WIDTH)


def spaced_width(page: Page) -> int:
    page.evaluate(SPACED)
    return page.evaluate(WIDTH)


def hidden_stops(page: Page) -> list[str]:
    """Where the Tab key leads to on the way through the page, and that cannot be seen there."""
    hidden = []
    while True:
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            return hidden
        if not focused["seen"]:
            hidden.append(focused["html"])
