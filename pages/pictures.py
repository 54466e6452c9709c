"""The picture library: what a picture is called, in either language, and where it is used."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from pages import drawings, figures, languages
from pages.bengali import local_digits
from pages.picture_files import rendition

PERCENT = [MaxValueValidator(100)]

# How wide a figure is shown (static/site/site.css), and whether it is one that would fill a screen.
SIZES = {
    False: "(min-width: 49em) 748px, calc(100vw - 2rem)",  # the column: 44em of 17 px
    True: "(min-width: 26em) 384px, calc(100vw - 2rem)",
}


class Picture(models.Model):
    """An uploaded picture. Its files are written by pages/picture_files.py before the row is."""

    # `pictures/<random>.<jpg or png>`, upright and without metadata; renditions lie beside it.
    file = models.FileField(_("file"), editable=False, max_length=100)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    # The widths in which renditions exist, the smallest first: never wider than the picture.
    widths = models.JSONField(default=list, editable=False)
    decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("It says nothing that the text does not say: screen readers pass it over."),
    )
    alternative = models.CharField(
        _("alternative text"),
        max_length=250,
        blank=True,
        help_text=_("What a person who cannot see the picture needs to know, in one sentence."),
    )
    caption = models.CharField(
        _("caption"), max_length=250, blank=True, help_text=_("Stands under the picture.")
    )
    credit = models.CharField(_("whose picture it is"), max_length=160, blank=True)
    # The spot that stays in view when the picture is cropped, in percent from the top left.
    focal_x = models.PositiveSmallIntegerField(
        _("important spot, from the left (percent)"), default=50, validators=PERCENT
    )
    focal_y = models.PositiveSmallIntegerField(
        _("important spot, from the top (percent)"), default=50, validators=PERCENT
    )
    added_at = models.DateTimeField(_("added"), auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-added_at", "-pk"]
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focal_x__lte=100, focal_y__lte=100),
                name="picture_focal_point_is_inside",
            ),
        ]

    def __str__(self) -> str:
        said = self.alternative or self.alternative_bn or self.alternative_en
        return said or local_digits(self.pk)

    def clean(self) -> None:
        """Nobody is left with a picture and without its words."""
        missing = [code for code in languages.CODES if not self.alternative_in(code).strip()]
        if missing and not self.decorative:
            ask = _("Say in one sentence what the picture shows, or mark it as decorative.")
            raise ValidationError({f"alternative_{code}": ask for code in missing})

    @property
    def thumbnail(self) -> str:
        """Address of the smallest rendition."""
        return self.address_of(self.widths[0], "webp")

    @property
    def srcset_avif(self) -> str:
        return self.srcset("avif")

    @property
    def srcset_webp(self) -> str:
        return self.srcset("webp")

    def srcset(self, kind: str) -> str:
        """All renditions of this kind with their widths, as a `srcset` names them."""
        return ", ".join(f"{self.address_of(width, kind)} {width}w" for width in self.widths)

    def address_of(self, width: int, kind: str) -> str:
        return self.file.storage.url(rendition(self.file.name, width, kind))

    @property
    def is_tall(self) -> bool:
        return self.height > self.width

    @property
    def sizes(self) -> str:
        """For browsers to choose from a `srcset`."""
        return SIZES[self.is_tall]

    @property
    def alternative_here(self) -> str:
        """For the page's own language."""
        return self.alternative_in(languages.current())

    def alternative_in(self, language: str) -> str:
        """What screen readers say; empty, so that they say nothing, when it only decorates."""
        return "" if self.decorative else getattr(self, f"alternative_{language}") or ""

    @property
    def focus(self) -> str:
        """Classes that keep the important spot in view, in quarters: a style is not allowed."""
        return f"focus-x-{round(self.focal_x / 25)} focus-y-{round(self.focal_y / 25)}"


def figures_of(html: str) -> dict[int | str, SafeString]:
    """The figures of a text by what they name, in the current language."""
    named = figures.in_text(html)
    # Not in_bulk(), which asks several times for many.
    found = Picture.objects.filter(pk__in=[key for key in named if isinstance(key, int)])
    pictures = {
        each.pk: render_to_string("includes/figure.html", {"picture": each, "lazy": True})
        for each in found
    }
    return {**pictures, **drawings.figures_of(named)}
