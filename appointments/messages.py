"""What families and staff are told: mails of the outbox, and what staff opened or read out."""

from __future__ import annotations

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from appointments.choices import Language
from pages.bengali import local_digits


class Template(models.TextChoices):
    """The kinds of mail; in templates/appointments/mail/ each has a file for each language."""

    RECEIVED = "received", _("To the family: request received")
    NEW_REQUEST = "new_request", _("To staff: a new request")
    LATE = "late", _("To managers: promised calls are late")
    TEXT = "text", _("To the family: a text of the clinic")  # rendered when it was chosen


class Channel(models.TextChoices):
    MAIL = "mail", _("Email")
    WHATSAPP = "whatsapp", _("WhatsApp")
    SMS = "sms", _("Text message (SMS)")
    CALL = "call", _("Telephone")


class State(models.TextChoices):
    """Only the outbox knows that something was sent."""

    QUEUED = "queued", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    OPENED = "opened", _("Opened, to be sent by hand")  # a prepared link: WhatsApp, SMS
    READ_OUT = "read_out", _("Read out on the telephone")


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
    """One text to one address or number, kept in the words that went out.

    A mail waits in the outbox until it is sent and is never dropped. What staff send by hand or
    read out is noted as just that, in one row like a mail's.
    """

    request = models.ForeignKey(
        "appointments.AppointmentRequest",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("appointment request"),
    )
    template = models.CharField(_("what"), max_length=12, choices=Template.choices)
    channel = models.CharField(_("by"), max_length=8, choices=Channel.choices, default=Channel.MAIL)
    name = models.CharField(_("name of the text"), max_length=80, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
        help_text=_("Empty: the site by itself."),
    )
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    recipient = models.CharField(_("to"), max_length=254)
    # Every try carries it, so that a mail program shows a repeat after a crash once.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(_("written"), default=timezone.now)

    state = models.CharField(_("status"), max_length=8, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    # Also the lease: whoever moves it forward may send until then.
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    error = models.CharField(_("last failure"), max_length=16, choices=Failure.choices, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    text = models.TextField(_("text, as it went out"), blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "next_try_at"], name="message_outbox"),
            models.Index(fields=["created_at", "id"], name="message_list"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=State.QUEUED) | models.Q(sent_at__isnull=False),
                name="message_sent_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_template_display()} {local_digits(self.pk)}"
