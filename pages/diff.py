"""What changed between two texts, word by word, as people read it.

A text is cut into blocks (a heading, a paragraph, an item, a cell). Blocks are matched first and
words only within blocks that were replaced. All of it together costs no more than a set amount:
what lies beyond it is shown as a whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import accumulate
from typing import Literal

from pages.blocks import Block, blocks, lines

MOST_COMPARISONS = 2_000_000  # of blocks or words, in one comparison of two texts

Change = Literal["same", "gone", "new"]
Opcode = tuple[str, int, int, int, int]


@dataclass(frozen=True)
class Passage:
    """A block as the reader of the comparison sees it: its name, and runs of words.

    Between two runs a space is meant.
    """

    label: str
    runs: list[tuple[Change, str]]
    change: Change | Literal["mended"]


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
                yield Passage(new.label, list(self._runs(old.words, new.words)), "mended")
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
    return Passage(block.label, [(change, _joined(block.words))], change)


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
