"""Where the pictures of a list are used, asked once for all of them."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from pages import figures, languages
from pages.models import Article, Picture, TeamMember


def uses_of(pictures: Iterable[Picture]) -> dict[int, list[models.Model]]:
    """What `Picture.used_in()` tells of one, by the keys of the pictures."""
    uses: dict[int, list[models.Model]] = {picture.pk: [] for picture in pictures}
    for article in Article.objects.filter(_shows_one_of(uses)):
        in_text = {key for body in _bodies(article) for key in figures.pictures_in(body)}
        for key in uses.keys() & {article.picture_id, *in_text}:
            uses[key].append(article)
    for person in TeamMember.objects.filter(picture__in=uses):
        uses[person.picture_id].append(person)
    return uses


def _shows_one_of(keys: Iterable[int]) -> Q:
    shows = Q(picture__in=keys)
    for key in keys:
        for code in languages.CODES:
            shows |= Q(**{f"body_{code}__contains": figures.naming(key)})
    return shows


def _bodies(article: Article) -> list[str]:
    return [getattr(article, f"body_{code}") or "" for code in languages.CODES]
