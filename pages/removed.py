"""What the sanitiser took out of a text, in words for the editor who pasted it."""

from collections import Counter
from html.parser import HTMLParser

from django.utils.translation import gettext_lazy as _

LOOK = {"style", "class", "color", "face", "size", "align", "bgcolor", "width", "height", "border"}
# Tag → what an editor calls it. Any other tag that went is "other formatting".
TAGS = {
    **dict.fromkeys(("script", "noscript", "template"), _("program code")),
    **dict.fromkeys(
        ("img", "picture", "svg", "canvas"), _("pictures (put them into the library first)")
    ),
    **dict.fromkeys(
        ("iframe", "video", "audio", "object", "embed"), _("embedded films and other pages")
    ),
    **dict.fromkeys(("form", "input", "button", "select", "textarea"), _("form fields")),
    **dict.fromkeys(("style", "font", "span", "link"), _("colours, fonts and sizes")),
    **dict.fromkeys(("em", "i", "u", "s", "sub", "sup"), _("italics and the like")),
    **dict.fromkeys(("h1", "h4", "h5", "h6"), _("headings of other sizes")),
}
LINKS = _("links to addresses that are not allowed")
OTHER = _("other formatting")
# Without a word: the text stays, or they stand for another tag that stays.
SILENT = {
    *("html", "head", "body", "meta", "title", "base", "o:p", "b", "a", "div", "p", "br", "li"),
    *("ul", "ol", "h2", "h3", "table", "tbody", "thead", "tfoot", "tr", "td", "th", "figure"),
}


class _Parts(HTMLParser):
    """Counts the tags of a text, their looks, their programs and where their links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.looks = self.programs = self.links = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        for name, _value in attrs:
            self.looks += name in LOOK
            self.programs += name.startswith("on")
            self.links += tag == "a" and name == "href"


def _read(html: str) -> _Parts:
    parts = _Parts()
    parts.feed(html)
    parts.close()
    return parts


def what_was_removed(dirty: str, clean: str) -> list[str]:
    """Each kind of thing once; nothing for what only changed its shape."""
    before, after = _read(dirty), _read(clean)
    found = [
        TAGS.get(tag, OTHER) for tag in before.tags if tag not in after.tags and tag not in SILENT
    ]
    if before.programs:
        found.append(TAGS["script"])
    if before.links > after.links:
        found.append(LINKS)
    if before.looks > after.looks:
        found.append(TAGS["style"])
    return list(dict.fromkeys(str(each) for each in found))
