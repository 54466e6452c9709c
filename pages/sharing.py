"""The picture that messengers show with a shared link: the article's own, or its section's."""

from __future__ import annotations

from dataclasses import dataclass

from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

from pages.models import Article, Picture, Section

# static/social/<name>.png, drawn by `make pictures` → what it shows, for who cannot see it.
DRAWN = {
    "site": _("A mother holds her child; beside them flies a kite."),
    "tumours": _("Healthy cells in rows, and cells that form a lump."),
    "surgery": _("A patient lies under the lamp of an operating room."),
    "team": _("A child and its mother in the middle of a whole team."),
    "recovery": _("A child with a dressing on the tummy; hands are washed under a tap."),
    "innovation": _("A child lies on the table of a scanner; the mother holds the child."),
    "hope": _("A house with a kite above it."),
}
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
    name = section.slug if section and section.slug in DRAWN else "site"
    return SharedPicture(static(f"social/{name}.png"), 1200, 630, str(DRAWN[name]))


def _own(picture: Picture) -> SharedPicture:
    return SharedPicture(
        picture.address_of(WIDTH, "webp"),
        WIDTH,
        round(picture.height * WIDTH / picture.width),
        picture.alternative_here,
    )
