"""What changed between two texts, word by word, as people read it.

A text is cut into blocks (a heading, a paragraph, an item, a cell). Blocks are matched first and
words only within blocks that were replaced, so that a long article costs little.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser
from typing import Literal

from django.utils.translation import gettext_lazy as _

from pages.care_boxes import KINDS

Change = Literal["same", "gone", "new"]

BLOCKS = {
    "h2": _("Heading"),
    "h3": _("Small heading"),
    "p": "",
    "li": _("List item"),
    "th": _("Table heading"),
    "td": _("Table cell"),
    "div": _("Box"),
    "figure": _("Picture"),
}
# Above this many comparisons a replaced passage is shown as a whole.
MOST_COMPARISONS = 1_000_000


@dataclass
class Block:
    """One block of a text: what it is (`li`, `div care-urgent`), and its words."""

    kind: str
    text: str = ""

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


class _Blocks(HTMLParser):
    """Collects the blocks of sanitised HTML; formatting within them is shown by signs."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag == "a":
            self.addresses.append(names.get("href") or "")
        elif tag == "br":
            self._add(" ")
        elif tag == "p" and self._is_in_empty_item():
            return  # `<li>a` and `<li><p>a` are read alike
        elif tag in BLOCKS:
            self.blocks.append(Block(f"{tag} {names.get('class') or ''}".strip()))
            if tag == "figure":
                self._add(names.get("data-picture") or "")

    def _is_in_empty_item(self) -> bool:
        last = self.blocks[-1] if self.blocks else None
        return last is not None and last.kind in ("li", "th", "td") and not last.words

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.addresses:
            # An address that changed is a change, though no word did.
            self._add(f" [{self.addresses.pop()}]")

    def handle_data(self, data: str) -> None:
        if data.strip() or self.blocks:
            self._add(data)

    def _add(self, text: str) -> None:
        if not self.blocks:
            self.blocks.append(Block("p"))
        self.blocks[-1].text += text


def blocks(html: str) -> list[Block]:
    """The blocks that hold something to read, and the boxes around them."""
    parser = _Blocks()
    parser.feed(html)
    parser.close()
    return [each for each in parser.blocks if each.words or each.kind.startswith("div")]


def compare(old: str, new: str) -> list[Passage]:
    """Every block of both texts in reading order; `old` and `new` are sanitised HTML or plain."""
    before, after = blocks(old), blocks(new)
    matcher = SequenceMatcher(
        None,
        *([(each.kind, *each.words) for each in side] for side in (before, after)),
        autojunk=False,
    )
    passages: list[Passage] = []
    for operation, i1, i2, j1, j2 in matcher.get_opcodes():
        if operation == "equal":
            passages += (_whole(block, "same") for block in after[j1:j2])
        else:
            passages += _replaced(before[i1:i2], after[j1:j2])
    return passages


def _replaced(before: list[Block], after: list[Block]) -> Iterator[Passage]:
    """Blocks of one kind that stand at the same place are compared word by word."""
    for old, new in zip(before, after, strict=False):
        if old.kind == new.kind and len(old.words) * len(new.words) <= MOST_COMPARISONS:
            yield Passage(_label(new), list(_runs(old.words, new.words)), "mended")
        else:
            yield _whole(old, "gone")
            yield _whole(new, "new")
    yield from (_whole(block, "gone") for block in before[len(after) :])
    yield from (_whole(block, "new") for block in after[len(before) :])


def _runs(before: list[str], after: list[str]) -> Iterator[tuple[Change, str]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for operation, i1, i2, j1, j2 in matcher.get_opcodes():
        if operation == "equal":
            yield "same", " ".join(after[j1:j2])
            continue
        if i1 < i2:
            yield "gone", " ".join(before[i1:i2])
        if j1 < j2:
            yield "new", " ".join(after[j1:j2])


def _whole(block: Block, change: Change) -> Passage:
    return Passage(_label(block), [(change, " ".join(block.words))], change)


def _label(block: Block) -> str:
    tag, _space, names = block.kind.partition(" ")
    kind = names.rpartition("care-")[2]
    return str(KINDS.get(kind) or BLOCKS[tag])


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
