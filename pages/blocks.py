"""A text cut into blocks: a heading, a paragraph, an item, a cell."""

import re
from html import unescape
from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pages.bengali import local_digits
from pages.care_boxes import KINDS

BLOCKS = {
    "h2": _("Heading"),
    "h3": _("Small heading"),
    "p": "",
    "li": _("List item"),
    "li numbered": _("Numbered list item"),
    "th": _("Table heading"),
    "td": _("Table cell"),
    "div": _("Box"),
    "figure": _("Picture"),
}
# What the sanitiser writes. Anything else is text, so that no input costs more than its length.
PIECE = re.compile(r"<(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)(?P<names>(?:\s[^<>]*)?)>|[^<]+|<")
ATTRIBUTE = re.compile(r'\s([a-z-]++)="([^"]*)"')


class Block(NamedTuple):
    """One block of a text: what it is (`li`, `div care-urgent`), and its words."""

    kind: str
    text: str

    @property
    def words(self) -> list[str]:
        return self.text.split()

    @property
    def label(self) -> str:
        tag, _space, names = self.kind.partition(" ")
        box = names.rpartition("care-")[2]
        # Looked up by key: to ask a lazy text whether it is empty translates it once more.
        name = KINDS[box] if box in KINDS else BLOCKS.get(self.kind, BLOCKS[tag])
        return str(name)


class _Reader:
    """Collects the blocks of sanitised HTML; formatting within them is shown by signs."""

    def __init__(self) -> None:
        self.kinds: list[str] = []
        self.texts: list[list[str]] = []
        self.addresses: list[str] = []
        self.lists: list[str] = []
        self.bold = 0
        self.item_is_empty = False
        self.start = ""  # of a numbered list, until its first item

    def read(self, html: str) -> list[Block]:
        for piece in PIECE.finditer(html):
            if not piece["tag"]:
                self._words(unescape(piece[0]))
            elif piece["end"]:
                self._end(piece["tag"])
            else:
                self._start(piece["tag"], dict(ATTRIBUTE.findall(piece["names"])))
        texts = (" ".join("".join(text).split()) for text in self.texts)
        return [Block(*each) for each in zip(self.kinds, texts, strict=True)]

    def _start(self, tag: str, values: dict[str, str]) -> None:
        match tag:
            case "a":
                address = f"{values.get('href', '')} {values.get('title', '')}".strip()
                self.addresses.append(unescape(address))
            case "br":
                self._sign(" ↵ ")
            case "strong":
                self.bold += 1
            case "ul" | "ol":
                self.lists.append(tag)
                self.start = values.get("start", "")
            case "p" if self.item_is_empty:
                self.item_is_empty = False  # `<li>a` and `<li><p>a` are read alike
            case _ if tag in BLOCKS:
                self._open(tag, values)

    def _open(self, tag: str, values: dict[str, str]) -> None:
        numbered = tag == "li" and self.lists[-1:] == ["ol"]
        kind = "li numbered" if numbered else f"{tag} {values.get('class', '')}".strip()
        self.kinds.append(kind)
        self.texts.append([])
        self.item_is_empty = tag in ("li", "th", "td")
        if numbered and self.start:
            self._sign(f"{self.start}. ")
            self.start = ""
        if (columns := values.get("colspan", "1")) != "1":
            shown = gettext("%(number)s columns wide") % {"number": local_digits(columns)}
            self._sign(f"[{shown}] ")
        if (rows := values.get("rowspan", "1")) != "1":
            shown = gettext("%(number)s rows high") % {"number": local_digits(rows)}
            self._sign(f"[{shown}] ")
        if tag == "figure":
            self._sign(values.get("data-picture") or values.get("data-drawing", ""))

    def _end(self, tag: str) -> None:
        if tag == "a" and self.addresses:
            # An address that changed is a change, though no word did.
            self._sign(f" [{self.addresses.pop()}]")
        elif tag == "strong" and self.bold:
            self.bold -= 1
        elif tag in ("ul", "ol") and self.lists:
            self.lists.pop()

    def _words(self, text: str) -> None:
        if text.strip():
            self.item_is_empty = False
            self._sign(re.sub(r"\S+", r"*\g<0>*", text) if self.bold else text)
        elif self.texts:
            self._sign(text)

    def _sign(self, text: str) -> None:
        if not self.texts:
            self.kinds.append("p")
            self.texts.append([])
        self.texts[-1].append(text)


def blocks(html: str) -> list[Block]:
    """The blocks that hold something to read, and the boxes around them."""
    return [each for each in _Reader().read(html) if each.text or each.kind.startswith("div")]


def lines(text: str) -> list[Block]:
    """Plain text: a block for each line that holds something to read."""
    return [Block("p", " ".join(line.split())) for line in text.splitlines() if line.strip()]
