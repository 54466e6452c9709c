"""What the sanitiser took out of a text, in words for the editor who pasted it."""

import re
from collections import Counter
from collections.abc import Iterator

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


# What is skipped, or a start tag. Each piece is read once, whatever is missing at its end: the
# standard library's parser needs the square of the length for tags that do not end.
PIECE = re.compile(
    r"""
    <!--.*?(?:-->|\Z)                                            # a comment
    | <[!?][^>]*                                                 # a declaration
    | <(?P<tag>(?P<raw>script|style)(?![^\s/<>"'])|[a-z][^\s/<>"']*)
      (?P<attributes>(?:[^<>"']|"[^"]*"|'[^']*')*+(?=>)|[^<>]*+)>
      (?(raw).*?(?:</(?P=raw)|\Z))                               # program code, not tags
    """,
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
ATTRIBUTE = re.compile(
    r"""([^\s"'/=<>]++)(?:\s*+=\s*+(?:"[^"]*"|'[^']*'|[^\s"'>]*))?""", re.IGNORECASE
)


class _Parts:
    """How many there are of each tag, of looks, of programs and of links that lead somewhere."""

    def __init__(self, html: str) -> None:
        self.tags: Counter[str] = Counter()
        self.looks = self.programs = self.links = 0
        for tag, names in start_tags(html):
            self.tags[tag] += 1
            for name in names:
                self.looks += name in LOOK
                self.programs += name.startswith("on")
                self.links += tag == "a" and name == "href"


def start_tags(html: str) -> Iterator[tuple[str, list[str]]]:
    """Each start tag that is complete, with the names of its attributes."""
    for piece in PIECE.finditer(html):
        if piece["tag"]:
            names = ATTRIBUTE.findall(piece["attributes"])
            yield piece["tag"].lower(), [name.lower() for name in names]


def what_was_removed(dirty: str, clean: str) -> list[str]:
    """Each kind of thing once; nothing for what only changed its shape."""
    before, after = _Parts(dirty), _Parts(clean)
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
