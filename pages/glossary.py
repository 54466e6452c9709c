"""Words that families meet at the hospital, and the Bengali that the clinic has agreed on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from pages import outline, phrases
from pages.bengali import clean_text
from pages.inflection import whole_words

if TYPE_CHECKING:
    from pages.articles import Article


class GlossaryTerm(models.Model):
    """One word in both languages. Editors see it when the English stands in their text."""

    term = models.CharField(_("word"), max_length=120, blank=True)
    other_words = models.TextField(
        _("other words and spellings"),
        blank=True,
        help_text=_("One a line. They are found as well."),
    )
    explanation = models.TextField(
        _("explanation"), blank=True, help_text=_("One plain sentence for families.")
    )
    note = models.CharField(
        _("note for editors"),
        max_length=250,
        blank=True,
        help_text=_("For example: what not to write. Families do not see it."),
    )
    # For the sitemap; not known of rows from before.
    changed_at = models.DateTimeField(auto_now=True, null=True)

    is_everyday = models.BooleanField(
        _("everyday word"),
        default=False,
        help_text=_("Families know it: articles need not explain it."),
    )

    class Meta:
        ordering = ["term_en", "pk"]
        verbose_name = _("glossary word")
        verbose_name_plural = _("glossary")

    def __str__(self) -> str:
        return self.term or self.term_bn or self.term_en or ""

    def other_words_in(self, language: str) -> list[str]:
        return _lines(getattr(self, f"other_words_{language}"))

    def ways_to_write(self, language: str) -> list[str]:
        """The word, without what stands in brackets to explain it, and the other words."""
        own = IN_BRACKETS.sub("", getattr(self, f"term_{language}") or "").strip()
        return [way for way in (own, *self.other_words_in(language)) if way]


@dataclass(frozen=True)
class Hint:
    """A word of a text as it stands there, and the Bengali to write for it."""

    language: str  # of `found`
    found: str
    bengali: str
    note: str


IN_BRACKETS = re.compile(r"\(([^()]*)\)")


def found_in(text_en: str) -> list[GlossaryTerm]:
    """The terms whose English stands in the text, in the order in which they first do."""
    return list(dict.fromkeys(term for term, _found in _in_english(text_en, _all_terms())))


def hints(article: Article, terms: list[GlossaryTerm] | None = None) -> list[Hint]:
    """For an article that need not be saved: its English words first, then its Bengali ones.

    Of a Bengali text: words that are not the agreed ones, unless they explain it in brackets.
    `terms` are by default the stored ones.
    """
    terms = _all_terms() if terms is None else terms
    return [
        *_unique("en", _in_english(_text_of(article, "en"), terms)),
        *_unique("bn", _in_bengali(_text_of(article, "bn"), terms)),
    ]


def _all_terms() -> list[GlossaryTerm]:
    return list(GlossaryTerm.objects.all())


def _text_of(article: Article, language: str) -> str:
    title, summary, body = (
        getattr(article, f"{name}_{language}") or "" for name in ("title", "summary", "body")
    )
    return "\n".join([title, summary, outline.read(body).text])


def _unique(language: str, found: Iterator[tuple[GlossaryTerm, str]]) -> list[Hint]:
    """One hint for each term, of the word that comes first."""
    first: dict[GlossaryTerm, str] = {}
    for term, word in found:
        first.setdefault(term, word)
    return [
        Hint(language, word, term.term_bn, term.note)
        for term, word in first.items()
        if term.term_bn
    ]


def _in_english(text: str, terms: list[GlossaryTerm]) -> Iterator[tuple[GlossaryTerm, str]]:
    # A term's own word goes before another term's other spelling.
    own = {term.term_en: term for term in reversed(terms) if term.term_en}
    others = {word: term for term in reversed(terms) for word in term.other_words_in("en")}
    return phrases.find(text, others | own)


def _in_bengali(text: str, terms: list[GlossaryTerm]) -> Iterator[tuple[GlossaryTerm, str]]:
    known = {
        clean_text(word).casefold(): term
        for term in terms
        for word in term.other_words_in("bn")
        if term.term_bn
    }
    if known:
        outside = IN_BRACKETS.sub(" ", clean_text(text))
        for match in whole_words(known).finditer(outside):
            if term := known.get(match["word"].casefold()):
                yield term, match["word"]


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
