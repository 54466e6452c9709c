"""What an article is found by: its words, by the place where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from pages import languages, outline
from pages.search import folding, index

if TYPE_CHECKING:
    from pages.articles import Article


class Place(models.IntegerChoices):
    """Where words stand, in the order in which it counts."""

    TITLE = 1
    SYNONYM = 2  # the title in the other language
    SUMMARY = 3  # and headings
    BODY = 4


# The columns of an article that the entries are made of.
COLUMNS = {f"{name}_{code}" for name in ("title", "summary", "body") for code in languages.CODES}


class SearchEntry(models.Model):
    """What stands at one place of an article in one language; never changed, but written anew."""

    article = models.ForeignKey(
        "pages.Article", on_delete=models.CASCADE, related_name="search_entries"
    )
    language = models.CharField(max_length=2)
    place = models.PositiveSmallIntegerField()  # one of Place
    text = models.TextField()  # as it can be read, a line for each paragraph
    words = index.WordsField()  # the same folded, each word once

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["article", "language", "place"], name="search_entry_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.language} {Place(self.place).name}"


def write(article: Article) -> None:
    """Brings the entries of a stored article in line with its text; what is the same stays."""
    wanted = texts(article)
    stored = {(row.language, row.place): row for row in article.search_entries.all()}
    stale = [row.pk for key, row in stored.items() if wanted.get(key) != row.text]
    fresh = [key for key in wanted if key not in stored or stored[key].pk in stale]
    if stale:
        SearchEntry.objects.filter(pk__in=stale).delete()
    SearchEntry.objects.bulk_create(
        SearchEntry(
            article_id=article.pk,
            language=language,
            place=place,
            text=wanted[language, place],
            words=folded(wanted[language, place]),
        )
        for language, place in fresh
    )
    if stale or fresh:
        index.follow()


def texts(article: Article) -> dict[tuple[str, Place], str]:
    """What stands at each place in each language; only where there is something."""
    found = {
        (language, place): text
        for language in languages.CODES
        for place, text in _texts_in(language, article).items()
    }
    return {key: text for key, text in found.items() if text.strip()}


def _texts_in(language: str, article: Article) -> dict[Place, str]:
    body = outline.read(getattr(article, f"body_{language}") or "")
    headings = [block.text for block in body.blocks if block.level]
    others = [block.text for block in body.blocks if not block.level]
    return {
        Place.TITLE: getattr(article, f"title_{language}") or "",
        Place.SYNONYM: getattr(article, f"title_{languages.other(language)}") or "",
        Place.SUMMARY: "\n".join([getattr(article, f"summary_{language}") or "", *headings]),
        Place.BODY: "\n".join(others),
    }


def folded(text: str) -> str:
    return " ".join(dict.fromkeys(folding.words(text)))
