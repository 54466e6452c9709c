"""The article that an address of editing names, and the language."""

from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404

from pages import languages
from pages.models import Article


def article_at(pk: int, language: str | None = None) -> Article:
    """For reading; 404 for a number or a language that is not there."""
    return _of(Article.objects.all(), pk, language)


def locked(pk: int, language: str | None = None) -> Article:
    """For writing, within a transaction: nobody else writes it meanwhile."""
    return _of(Article.objects.select_for_update(of=("self",)), pk, language)


def _of(articles: models.QuerySet, pk: int, language: str | None) -> Article:
    if language is not None and language not in languages.CODES:
        raise Http404
    return get_object_or_404(articles.select_related("section"), pk=pk)
