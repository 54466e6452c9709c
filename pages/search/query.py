"""What a family means by the words it typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pages.glossary import GlossaryTerm
from pages.search.index import Phrase, Phrases, Term
from pages.search.stemming import other_forms
from pages.search.thesaurus import Meaning, Name, Thesaurus

SHORT = 2  # letters of a word that would begin too many others


@dataclass(frozen=True)
class Group:
    """Words that are looked for as one: as they were typed, in other forms, by other names."""

    typed: Name
    names: tuple[Name, ...]  # of the same thing, folded
    phrases: Phrases
    term: GlossaryTerm | None = None
    in_titles_only: bool = False

    def found_in(self, words: Iterable[str]) -> set[str]:
        """Those of the folded words that are looked for; of a name, where all of it is there."""
        likely = {word for word in words if self._any.fits(word)}
        found: set[str] = set()
        for phrase in self._phrases if likely else ():
            parts = [set(filter(part.fits, likely)) for part in phrase]
            if all(parts):
                found.update(*parts)
        return found

    @cached_property
    def _phrases(self) -> list[list[_Terms]]:
        return [[_Terms(word) for word in phrase] for phrase in self.phrases]

    @cached_property
    def _any(self) -> _Terms:
        return _Terms(term for phrase in self.phrases for word in phrase for term in word)


class _Terms:
    """As the index understands them."""

    def __init__(self, terms: Iterable[Term]) -> None:
        terms = list(terms)
        self.whole = {term for term in terms if not term.endswith("*")}
        self.beginnings = tuple(term.rstrip("*") for term in terms if term.endswith("*"))

    def fits(self, word: str) -> bool:
        return word in self.whole or word.startswith(self.beginnings)


def groups(words: list[str], thesaurus: Thesaurus) -> list[Group]:
    """What the words mean; a lone letter or digit beside others means nothing."""
    found = [
        Group(typed, meaning.names, tuple(_phrases(meaning)), meaning.term)
        for typed, meaning in thesaurus.read(words)
    ]
    return [group for group in found if len("".join(group.typed)) > 1] or found


def beginning(word: str) -> Group:
    """Any word of a title that begins so."""
    return Group((word,), ((word,),), (((f"{word}*",),),), in_titles_only=True)


def _phrases(meaning: Meaning) -> Iterator[Phrase]:
    for name in meaning.names:
        yield tuple((word,) if name in meaning.whole else _word(word) for word in name)


def _word(word: str) -> tuple[Term, ...]:
    return (word if len(word) <= SHORT else f"{word}*", *other_forms(word))
