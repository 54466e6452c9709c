"""Pictures: that they exist, and say in words what they show."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pages import drawings
from pages.content_checks.findings import Finding, error, excerpt
from pages.models import Article, Picture
from pages.outline import Outline


def check(article: Article, body: Outline, language: str) -> Iterator[Finding]:
    """The picture of the article itself has no place in the text."""
    places = [(figure.shows, excerpt(figure.before)) for figure in body.figures]
    if article.picture_id:
        places.insert(0, (article.picture_id, ""))
    keys = {shows for shows, _place in places if isinstance(shows, int)}
    # Not in_bulk(), which asks several times for many; where there is none, it asks nothing.
    found = {each.pk: each for each in Picture.objects.filter(pk__in=keys)}
    for shows, place in places:
        if shows in drawings.library():
            continue
        picture = found.get(shows)
        if picture is None:
            yield error(
                "picture_gone",
                _("A picture is no longer in the library. Pick another one, or take it out."),
                place,
            )
        elif not picture.decorative and not getattr(picture, f"alternative_{language}"):
            yield error(
                "alternative_text",
                _(
                    "A picture has no alternative text in this language. Write it in the picture "
                    "library, or mark the picture as decorative."
                ),
                excerpt(picture.alternative_bn or picture.alternative_en or "") or place,
            )
