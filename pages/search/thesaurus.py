"""What means the same: the words of the glossary, and the names that families type."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from pages import languages
from pages.glossary import IN_BRACKETS, GlossaryTerm
from pages.search import folding
from pages.search.stemming import possible_stems

FILE = Path(__file__).with_name("names.toml")

Name = tuple[str, ...]  # its words, folded, without fillers


@dataclass(frozen=True)
class Meaning:
    """Names of one thing, and the word of the glossary that explains it, if one does."""

    names: tuple[Name, ...]
    whole: frozenset[Name]  # those of them that begin no other words of this meaning
    term: GlossaryTerm | None = None


class Thesaurus:
    """The names by which meanings are found."""

    def __init__(self, terms: Iterable[GlossaryTerm]) -> None:
        self.meanings: dict[Name, list[Meaning]] = defaultdict(list)
        for written, *whole in _file()["names"]:
            self._add(written, *whole)
        for term in terms:
            self._add(_names_of(term), term=term)
        self.by_first_word: dict[str, list[Name]] = defaultdict(list)
        for name in self.meanings:
            self.by_first_word[name[0]].append(name)

    def _add(
        self,
        written: Iterable[str],
        whole: Iterable[str] = (),
        *,
        term: GlossaryTerm | None = None,
    ) -> None:
        names, as_they_are = _names(written), _names(whole)
        meaning = Meaning((*names, *as_they_are), frozenset(as_they_are), term)
        for name in meaning.names:
            self.meanings[name].append(meaning)

    @property
    def words(self) -> set[str]:
        """Every word of a name."""
        return {word for name in self.meanings for word in name}

    def read(self, words: list[str]) -> Iterator[tuple[Name, Meaning]]:
        """The words in groups: those that are a name together, and what it means."""
        while words:
            length, names = self._longest(words)
            typed = tuple(words[:length])
            yield typed, self._meaning(typed, names)
            words = words[length:]

    def _longest(self, words: list[str]) -> tuple[int, list[Name]]:
        """How many words at the beginning are a name, in whatever form; and which names."""
        fitting = [
            name
            for first in _may_be(words[0])
            for name in self.by_first_word.get(first, ())
            if len(name) <= len(words)
            and all(part in _may_be(word) for part, word in zip(name, words, strict=False))
        ]
        longest = max(map(len, fitting), default=1)
        return longest, [name for name in fitting if len(name) == longest]

    def _meaning(self, typed: Name, names: list[Name]) -> Meaning:
        """Everything that has one of the names, and what else has one of their names."""
        near = [each for name in names for each in self.meanings[name]]
        far = [each for one in near for name in one.names for each in self.meanings[name]]
        all_names = dict.fromkeys([typed, *(name for each in far for name in each.names)])
        whole = frozenset().union(*(each.whole for each in far))
        terms = (each.term for each in [*near, *far] if each.term)
        return Meaning(tuple(all_names), whole, next(terms, None))


def significant(words: list[str]) -> list[str]:
    """The words without fillers, unless there is nothing else."""
    return [word for word in words if word not in _fillers()] or words


def _names(written: Iterable[str]) -> tuple[Name, ...]:
    return tuple(dict.fromkeys(filter(None, map(_name, written))))


def _name(written: str) -> Name:
    return tuple(significant(_folded(written)))


@lru_cache(maxsize=4096)
def _folded(written: str) -> list[str]:
    return folding.words(written)


def _may_be(word: str) -> list[str]:
    return [word, *possible_stems(word)]


def _names_of(term: GlossaryTerm) -> list[str]:
    """Its words in both languages; one word in brackets is a name, more of them explain it."""
    names = [name for code in languages.CODES for name in term.ways_to_write(code)]
    for written in filter(None, (term.term_en, term.term_bn)):
        names += [part for part in IN_BRACKETS.findall(written) if len(part.split()) == 1]
    return names


@cache
def _fillers() -> frozenset[str]:
    return frozenset(word for filler in _file()["fillers"] for word in folding.words(filler))


@cache
def _file() -> dict[str, list]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
