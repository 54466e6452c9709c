"""The trail of everything that happens to a request."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from appointments.choices import CallOutcome
from appointments.statuses import Priority, Status
from pages.bengali import moment


class EventKind(models.TextChoices):
    RECEIVED = "received", _("Request received")
    STATUS = "status", _("Status")
    PRIORITY = "priority", _("Priority")
    CALL = "call", _("Call")
    NOTE = "note", _("Note")
    CORRECTED = "corrected", _("Phone number corrected")
    CALL_ASKED = "call_asked", _("The family asks for a call")
    VIEWED = "viewed", _("Opened")


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
    old = models.CharField(_("before"), max_length=40, blank=True)
    new = models.CharField(_("after"), max_length=40, blank=True)
    detail = models.CharField(
        max_length=200,
        blank=True,
        help_text="Visit or promised time (ISO 8601), place or other reference.",
    )
    text = models.TextField(_("text"), blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [models.Index(fields=["request", "at"], name="event_timeline")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.request_id}"

    @property
    def old_label(self) -> str:
        return self._label(self.old)

    @property
    def new_label(self) -> str:
        return self._label(self.new)

    @property
    def detail_label(self) -> str:
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
            case _:
                return value
