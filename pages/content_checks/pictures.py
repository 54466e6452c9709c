"""Pictures: that they exist, and say in words what they show."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pages.content_checks.findings import Finding, error, excerpt
from pages.models import Article, Picture
from pages.outline import Outline


def check(article: Article, body: Outline, language: str) -> Iterator[Finding]:
    """The picture of the article itself has no place in the text."""
    places = [(figure.picture, excerpt(figure.before)) for figure in body.figures]
    if article.picture_id:
        places.insert(0, (article.picture_id, ""))
    if not places:
        return
    # Not in_bulk(), which asks several times for many.
    found = {
        each.pk: each for each in Picture.objects.filter(pk__in={key for key, _place in places})
    }
    for key, place in places:
        picture = found.get(key)
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
