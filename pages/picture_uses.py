"""Where pictures are used, asked once for all of them."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from pages import figures, languages
from pages.models import Article, Clinic, Picture, TeamMember


def uses_of(pictures: Iterable[Picture]) -> dict[int, list[models.Model]]:
    """By the keys of the pictures: the articles, the clinic and the people that show each.

    Public or not: a picture must stay for a draft as well.
    """
    uses: dict[int, list[models.Model]] = {picture.pk: [] for picture in pictures}
    for article in Article.objects.filter(Q(picture__in=uses) | _shows_one_of(uses, "body")):
        for key in uses.keys() & {article.picture_id, *_in_texts(article, "body")}:
            uses[key].append(article)
    for clinic in Clinic.objects.filter(_shows_one_of(uses, "privacy")):
        for key in uses.keys() & _in_texts(clinic, "privacy"):
            uses[key].append(clinic)
    for person in TeamMember.objects.filter(picture__in=uses):
        uses[person.picture_id].append(person)
    return uses


def _shows_one_of(keys: Iterable[int], text: str) -> Q:
    shows = Q(pk__in=[])
    for key in keys:
        for code in languages.CODES:
            shows |= Q(**{f"{text}_{code}__contains": figures.naming(key)})
    return shows


def _in_texts(row: models.Model, text: str) -> set[int]:
    texts = [getattr(row, f"{text}_{code}") or "" for code in languages.CODES]
    return {key for html in texts for key in figures.in_text(html)}
