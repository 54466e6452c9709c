"""The picture that messengers show with a shared link: the article's own, or its section's."""

from __future__ import annotations

from dataclasses import dataclass

from django.templatetags.static import static

from pages import drawings
from pages.models import Article, Picture, Section

# Wide enough for a large preview, light enough for WhatsApp, which leaves heavy ones out.
WIDTH = 960


@dataclass(frozen=True)
class SharedPicture:
    path: str
    width: int
    height: int
    alternative: str


def picture_for(section: Section | None, article: Article | None) -> SharedPicture:
    """For a page of the site; `section` is the article's, or the one that is shown."""
    if article and (own := article.picture) and WIDTH in own.widths and not own.is_tall:
        return _own(own)
    drawing = (section and section.drawing) or drawings.library()[drawings.OF_SITE]
    # Drawn by `make pictures`.
    path = static(f"social/{drawing.name}.png")
    return SharedPicture(path, 1200, 630, drawing.alternative)


def _own(picture: Picture) -> SharedPicture:
    return SharedPicture(
        picture.address_of(WIDTH, "webp"),
        WIDTH,
        round(picture.height * WIDTH / picture.width),
        picture.alternative_here,
    )
