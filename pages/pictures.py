"""The picture library: what a picture is called, in either language, and where it is used."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

PERCENT = [MaxValueValidator(100)]


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
        return self.alternative or self.alternative_bn or self.alternative_en or f"{self.pk}"
