"""Which entries of the index a family may find something by."""

from django.db.models import Q, QuerySet

from pages import languages
from pages.articles import Article
from pages.search.entries import Place, SearchEntry


def public_entries(language: str) -> QuerySet[SearchEntry]:
    """Those of public articles; a title in the other language only where it is public, too."""
    public, others = (_public(code) for code in (language, languages.other(language)))
    draft = Q(place=Place.SYNONYM) & ~Q(article__in=others)
    return SearchEntry.objects.filter(language=language, article__in=public).exclude(draft)


def _public(language: str) -> QuerySet:
    return Article.objects.published(language).values("pk")
