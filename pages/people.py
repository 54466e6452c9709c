"""The people of the clinic, as families meet them on the team's page."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pages.pictures import Picture


class TeamMember(models.Model):
    """Somebody real: the site ships without any."""

    name = models.CharField(_("name"), max_length=120, blank=True)
    role = models.CharField(
        _("what this person does"),
        max_length=160,
        blank=True,
        help_text=_("In families' words, for example: children's surgeon."),
    )
    is_doctor = models.BooleanField(
        _("doctor"), default=False, help_text=_("Search engines are told who is a doctor.")
    )
    introduction = models.TextField(
        _("introduction"), blank=True, help_text=_("Two or three sentences.")
    )
    picture = models.ForeignKey(
        Picture,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("picture"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_shown = models.BooleanField(
        _("on the site"), default=True, help_text=_("Remove the tick when somebody leaves.")
    )

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name or self.name_bn or self.name_en or ""
