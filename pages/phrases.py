"""Finding English words and phrases in a text: whole words, in any case, also in the plural."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

WORD = re.compile(r"[^\W_]+")
JOINT = re.compile(r"[\s'’‐‑-]*")


@dataclass(frozen=True)
class Word:
    text: str  # in small letters
    start: int
    end: int
    joined: bool  # only a space, an apostrophe or a hyphen is between it and the word before


T = TypeVar("T")
Known = dict[str, list[tuple[tuple[str, ...], T]]]  # by the first word, the longest first


def find(text: str, phrases: Mapping[str, T]) -> Iterator[tuple[T, str]]:
    """Each place where a phrase stands: what it maps to, and the words as they stand there.

    The longest one counts: “tumour” is not found in “Wilms tumour” where both are looked for.
    """
    known: Known = {}
    for phrase, value in phrases.items():
        if written := tuple(word.text for word in _words(phrase)):
            known.setdefault(written[0], []).append((written, value))
    for each in known.values():
        each.sort(key=lambda item: len(item[0]), reverse=True)
    words, at = _words(text), 0
    while at < len(words):
        written, *value = _longest(words, at, known)
        last = at + len(written) - 1
        if value:
            yield value[0], text[words[at].start : words[last].end]
        at = last + 1


def whole_words(phrases: Iterable[str]) -> re.Pattern:
    """Matches any of the phrases, of which there must be one, in any case and in the plural.

    Group `word` is it without the plural's ending.
    """
    longest_first = sorted(phrases, key=len, reverse=True)
    either = "|".join(map(re.escape, longest_first))
    return re.compile(rf"(?<!\w)(?P<word>{either})s?(?!\w)", re.IGNORECASE)


def _longest(words: list[Word], at: int, known: Known) -> tuple:
    """The phrase that begins there and its value; the one word alone where none does."""
    first = words[at].text
    for written, value in [*known.get(first, []), *known.get(first.removesuffix("s"), [])]:
        here = words[at : at + len(written)]
        texts = tuple(word.text for word in here)
        if texts in (written, (*written[:-1], f"{written[-1]}s")) and all(
            word.joined for word in here[1:]
        ):
            return written, value
    return ((first,),)


def _words(text: str) -> list[Word]:
    words, end = [], 0
    for match in WORD.finditer(text):
        joined = JOINT.fullmatch(text, end, match.start()) is not None
        words.append(Word(match[0].casefold(), match.start(), match.end(), joined))
        end = match.end()
    return words
