"""The trail of everything that happens to a request."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from appointments.choices import CallOutcome
from appointments.statuses import Priority, Status
from pages.bengali import local_digits, moment


class EventKind(models.TextChoices):
    RECEIVED = "received", _("Request received")
    STATUS = "status", _("Status")
    PRIORITY = "priority", _("Priority")
    CALL = "call", _("Call")
    NOTE = "note", _("Note")
    CORRECTED = "corrected", _("Contact details corrected")
    CALL_ASKED = "call_asked", _("The family asks for a call")
    ASSIGNED = "assigned", _("In whose hands")
    VIEWED = "viewed", _("Opened")
    EXPORTED = "exported", _("Exported")
    HOLD = "hold", _("Kept from erasure")
    ERASED = "erased", _("Erased")


# Who read what: beside the story of a request, not part of it.
READ = (EventKind.VIEWED, EventKind.EXPORTED)


class Event(models.Model):
    """One thing that happened to a request: audit trail and timeline in one; never changed."""

    request = models.ForeignKey(
        "appointments.AppointmentRequest", on_delete=models.CASCADE, related_name="events"
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,  # the trail outlives accounts: deactivate them instead
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
        help_text=_("Empty: the family."),
    )
    kind = models.CharField(_("what"), max_length=12, choices=EventKind.choices)
    old = models.CharField(_("before"), max_length=254, blank=True)
    new = models.CharField(_("after"), max_length=254, blank=True)
    detail = models.CharField(
        max_length=200,
        blank=True,
        help_text="Visit or promised time (ISO 8601), place, other reference, number called, "
        "or name of the field that was corrected.",
    )
    text = models.TextField(_("text"), blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            models.Index(fields=["request", "at"], name="event_timeline"),
            models.Index(fields=["kind", "at"], name="event_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {local_digits(self.request_id)}"

    @property
    def old_label(self) -> str:
        return self._label(self.old)

    @property
    def new_label(self) -> str:
        return self._label(self.new)

    @property
    def detail_label(self) -> str:
        if self.kind == EventKind.CORRECTED:
            return str(self._corrected_field().verbose_name) if self.detail else ""
        timed = self.kind == EventKind.RECEIVED or self.new == Status.SCHEDULED
        if timed and self.detail:
            return moment(datetime.fromisoformat(self.detail))
        return self.detail

    def _label(self, value: str) -> str:
        """The stored code in words of the active language."""
        match self.kind:
            case EventKind.STATUS:
                return str(Status(value).label) if value else ""
            case EventKind.PRIORITY:
                return str(Priority(int(value)).label)
            case EventKind.CALL:
                return str(CallOutcome(value).label) if value else ""
            case EventKind.CORRECTED:
                choices = self._corrected_field().flatchoices if self.detail else ()
                return str(dict(choices).get(value, value))
            case EventKind.HOLD:
                return {"on": gettext("yes"), "off": gettext("no")}.get(value, "")
            case _:
                return value

    def _corrected_field(self) -> models.Field:
        return self._meta.get_field("request").related_model._meta.get_field(self.detail)
