"""How plain a text is: the words in its sentences, and how many are plain enough."""

import re
from dataclasses import dataclass

from pages.outline import Outline

WORD = re.compile(r"\w")
# A colon too: what leads in to a list is a sentence of its own. The point of 38.5 ends nothing.
SENTENCE_END = re.compile(r"[।?!:]|\.(?!\d)")
LONG_SHARE = 0.05  # so many of the sentences may be long


@dataclass(frozen=True)
class Limits:
    mean: int  # words in a sentence
    long: int  # more words than these make a sentence long


LIMITS = {"bn": Limits(mean=9, long=15), "en": Limits(mean=20, long=25)}


@dataclass(frozen=True)
class Measure:
    """The sentences of a text against the limits of its language."""

    limits: Limits
    sentences: list[str]

    @property
    def mean(self) -> float:
        return sum(map(words, self.sentences)) / max(len(self.sentences), 1)

    @property
    def long(self) -> list[str]:
        return [each for each in self.sentences if words(each) > self.limits.long]

    @property
    def mean_is_high(self) -> bool:
        return self.mean > self.limits.mean

    @property
    def too_many_are_long(self) -> bool:
        return len(self.long) > len(self.sentences) * LONG_SHARE


def measure(outline: Outline, language: str) -> Measure:
    return Measure(LIMITS[language], sentences(outline))


def grade(sentences: list[str]) -> float:
    """About how many years of school English asks for: the Automated Readability Index.

    Source: Smith and Senter, AMRL-TR-66-220 (1967). It counts letters, so that no syllables are
    guessed.
    """
    written = [word for sentence in sentences for word in sentence.split()]
    if not written:
        return 0
    letters = sum(character.isalnum() for word in written for character in word)
    return 4.71 * letters / len(written) + 0.5 * len(written) / len(sentences) - 21.43


def sentences(outline: Outline) -> list[str]:
    """Of paragraphs, items and cells; headings are none."""
    texts = [block.text for block in outline.blocks if not block.level]
    parts = [part.strip() for text in texts for part in SENTENCE_END.split(text)]
    return [part for part in parts if WORD.search(part)]


def words(text: str) -> int:
    return len(text.split())
