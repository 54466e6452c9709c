"""What the site writes to families and staff: the outbox's rows."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from appointments.choices import Language


class Template(models.TextChoices):
    """The kinds of mail; in templates/appointments/mail/ each has a file for each language."""

    RECEIVED = "received", _("To the family: request received")
    NEW_REQUEST = "new_request", _("To staff: a new request")
    LATE = "late", _("To managers: promised calls are late")


class State(models.TextChoices):
    QUEUED = "queued", _("Waiting to be sent")
    SENT = "sent", _("Sent")


class Failure(models.TextChoices):
    """Why the last try failed, for staff; the mail server's own words may name people."""

    NO_CONNECTION = "no_connection", _("The mail server cannot be reached")
    TIMEOUT = "timeout", _("The mail server does not answer")
    LOGIN = "login", _("The mail server does not accept user and password")
    ENCRYPTION = (
        "encryption",
        _("The mail server lacks the encryption or login that EMAIL_URL asks for"),
    )
    ADDRESS = "rejected_address", _("The mail server refuses this address")
    REFUSED = "refused", _("The mail server refuses the mail")
    TEMPLATE = "template", _("The text could not be put together")
    UNEXPECTED = "unexpected", _("Something unexpected")


class MessageQuerySet(models.QuerySet):
    def unsent(self) -> Self:
        return self.filter(state=State.QUEUED)

    def due(self) -> Self:
        """What a sender should take up now, oldest first."""
        return self.unsent().filter(next_try_at__lte=timezone.now()).order_by("next_try_at", "pk")

    def failing(self) -> Self:
        """Tried at least once, without success so far."""
        return self.unsent().exclude(error="")


class Message(models.Model):
    """One mail to one address: rendered when it is sent, kept as it was sent, never dropped."""

    request = models.ForeignKey(
        "appointments.AppointmentRequest",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("appointment request"),
    )
    template = models.CharField(_("what"), max_length=12, choices=Template.choices)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    recipient = models.EmailField(_("to"))
    # Every try carries it, so that a mail program shows a repeat after a crash once.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(_("written"), default=timezone.now)

    state = models.CharField(_("status"), max_length=6, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    # Also the lease: whoever moves it forward may send until then.
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    error = models.CharField(_("last failure"), max_length=16, choices=Failure.choices, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    text = models.TextField(_("text, as sent"), blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "next_try_at"], name="message_outbox")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=State.QUEUED) | models.Q(sent_at__isnull=False),
                name="message_sent_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_template_display()} {self.pk}"
