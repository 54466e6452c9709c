"""The clinic's own particulars, and whom to call in an emergency."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from pages import prose


class Clinic(models.Model):
    """The clinic's particulars: one row, edited by managers. What is empty is left out."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(_("name"), max_length=120, blank=True)
    introduction = models.TextField(
        _("introduction"),
        blank=True,
        help_text=_("Who you are, in two sentences, on the home page."),
    )
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    second_phone = models.CharField(_("second phone"), max_length=40, blank=True)
    whatsapp = models.CharField(_("WhatsApp number"), max_length=40, blank=True)
    email = models.EmailField(_("email"), blank=True)
    address = models.TextField(_("address"), blank=True)
    map_url = models.URLField(_("link to a map"), max_length=500, blank=True)
    hours = models.TextField(
        _("opening hours"),
        blank=True,
        help_text=_("Also when somebody reads appointment requests, for example 9 am to 5 pm."),
    )
    privacy = ProseEditorField(
        _("privacy notice"), blank=True, extensions=prose.EXTENSIONS, sanitize=True
    )

    # The row as last read in this process, for error pages that must not ask the database.
    last_known: Clinic | None = None

    class Meta:
        verbose_name = _("clinic")
        verbose_name_plural = _("clinic")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="clinic_is_one_row"),
        ]

    def __str__(self) -> str:
        return self.name or str(_("clinic"))

    @classmethod
    def load(cls) -> Clinic:
        """The clinic without its long texts, or an empty one before the first is saved."""
        clinic = cls.objects.defer("privacy").first()
        cls.last_known = clinic or cls()
        return cls.last_known


class EmergencyNumber(models.Model):
    """Whom to call in a country when a child is in danger now."""

    clinic = models.ForeignKey(
        Clinic, on_delete=models.CASCADE, related_name="emergency_numbers", default=1
    )
    country = models.CharField(_("country"), max_length=60)
    number = models.CharField(_("number"), max_length=20)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("emergency number")
        verbose_name_plural = _("emergency numbers")

    def __str__(self) -> str:
        return f"{self.country} {self.number}"
