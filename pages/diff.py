"""What changed between two texts, word by word, as people read it.

A text is cut into blocks (a heading, a paragraph, an item, a cell). Blocks are matched first and
words only within blocks that were replaced. All of it together costs no more than a set amount:
what lies beyond it is shown as a whole.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from html import unescape
from itertools import accumulate
from typing import Literal, NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pages.bengali import local_digits
from pages.care_boxes import KINDS

Change = Literal["same", "gone", "new"]

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
MOST_COMPARISONS = 2_000_000  # of blocks or words, in one comparison of two texts

Opcode = tuple[str, int, int, int, int]


class Block(NamedTuple):
    """One block of a text: what it is (`li`, `div care-urgent`), and its words."""

    kind: str
    text: str

    @property
    def words(self) -> list[str]:
        return self.text.split()


@dataclass(frozen=True)
class Passage:
    """A block as the reader of the comparison sees it: its name, and runs of words.

    Between two runs a space is meant.
    """

    label: str
    runs: list[tuple[Change, str]]
    change: Change | Literal["mended"]


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
            self._sign(values.get("data-picture", ""))

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


def compare(old: str, new: str) -> list[Passage]:
    """Every block of both texts in reading order; `old` and `new` are sanitised HTML."""
    return _Comparison().passages(blocks(old), blocks(new))


def compare_plain(old: str, new: str) -> list[Passage]:
    """Every line of both texts, which are no HTML."""
    return _Comparison().passages(lines(old), lines(new))


class _Comparison:
    """One comparison of two texts, with what it may still cost."""

    def __init__(self) -> None:
        self.left = MOST_COMPARISONS

    def passages(self, before: list[Block], after: list[Block]) -> list[Passage]:
        passages: list[Passage] = []
        for operation, i1, i2, j1, j2 in self.opcodes(before, after):
            if operation == "equal":
                passages += (_whole(block, "same") for block in after[j1:j2])
            else:
                passages += self._replaced(before[i1:i2], after[j1:j2])
        return passages

    def _replaced(self, before: list[Block], after: list[Block]) -> Iterator[Passage]:
        """Blocks of one kind that stand at the same place are compared word by word."""
        for old, new in zip(before, after, strict=False):
            if old == new:
                yield _whole(new, "same")
            elif old.kind == new.kind:
                yield Passage(_label(new), list(self._runs(old.words, new.words)), "mended")
            else:
                yield _whole(old, "gone")
                yield _whole(new, "new")
        yield from (_whole(block, "gone") for block in before[len(after) :])
        yield from (_whole(block, "new") for block in after[len(before) :])

    def _runs(self, before: list[str], after: list[str]) -> Iterator[tuple[Change, str]]:
        for operation, i1, i2, j1, j2 in self.opcodes(before, after):
            if operation == "equal":
                yield "same", _joined(after[j1:j2])
                continue
            if i1 < i2:
                yield "gone", _joined(before[i1:i2])
            if j1 < j2:
                yield "new", _joined(after[j1:j2])

    def opcodes(self, before: Sequence, after: Sequence) -> Iterator[Opcode]:
        """As SequenceMatcher gives them; what is alike at both ends costs nothing."""
        head = _alike(before, after)
        tail = _alike(before[head:][::-1], after[head:][::-1])
        i2, j2 = len(before) - tail, len(after) - tail
        if head:
            yield "equal", 0, head, 0, head
        old, new = before[head:i2], after[head:j2]
        if set(old).isdisjoint(new):
            if old or new:
                yield "replace", head, i2, head, j2
        else:
            for operation, *places in _Matcher(self, old, new).get_opcodes():
                yield operation, *(head + place for place in places)
        if tail:
            yield "equal", i2, len(before), j2, len(after)


class _Matcher(SequenceMatcher):
    """Finds nothing more in common once its comparison has cost what it may."""

    def __init__(self, comparison: _Comparison, before: Sequence, after: Sequence) -> None:
        super().__init__(None, before, after, autojunk=False)
        self.comparison = comparison
        pairs = (1 + len(self.b2j.get(each, ())) for each in before)
        self.costs = [0, *accumulate(pairs)]

    def find_longest_match(self, alo: int, ahi: int, blo: int, bhi: int) -> Match:
        cost = self.costs[ahi] - self.costs[alo]
        if cost > self.comparison.left:
            return Match(alo, blo, 0)
        self.comparison.left -= cost
        return super().find_longest_match(alo, ahi, blo, bhi)


def _alike(before: Sequence, after: Sequence) -> int:
    """How many are equal from the start on."""
    pairs = enumerate(zip(before, after, strict=False))
    return next(
        (number for number, (old, new) in pairs if old != new), min(len(before), len(after))
    )


def _joined(words: list[str]) -> str:
    """Words that are bold one by one are shown as one bold run, `*two words*`."""
    return " ".join(words).replace("* *", " ")


def _whole(block: Block, change: Change) -> Passage:
    return Passage(_label(block), [(change, _joined(block.words))], change)


def _label(block: Block) -> str:
    tag, _space, names = block.kind.partition(" ")
    box = names.rpartition("care-")[2]
    # Looked up by key: to ask a lazy text whether it is empty translates it once more.
    name = KINDS[box] if box in KINDS else BLOCKS.get(block.kind, BLOCKS[tag])
    return str(name)


def shortened(passages: list[Passage]) -> list[Passage | int]:
    """With a number in place of each run of unchanged passages: how many are left out."""
    short: list[Passage | int] = []
    for passage in passages:
        if passage.change != "same":
            short.append(passage)
        elif short and isinstance(short[-1], int):
            short[-1] += 1
        else:
            short.append(1)
    return short
