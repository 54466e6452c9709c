"""Mails about a visit that nobody has to think of: when it is arranged, and the day before."""

from datetime import time, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from appointments import outbox, visits
from appointments.messages import Channel, Message, Template
from appointments.models import AppointmentRequest, Status
from appointments.queue import AppointmentRequestQuerySet
from appointments.texts import Purpose, Text

FROM = time(9)  # on the clinic's clock, on the day before the visit
NOT_REMINDED = Q(reminded_of__isnull=True) | ~Q(reminded_of=F("visit_at"))


def confirm(request: AppointmentRequest) -> Message | None:
    """Queue the mail with the time of the visit, in the caller's transaction.

    None for families without an address, or that look automatic, and for visits in the past.
    """
    if not has_visit_ahead(request) or not request.email or request.suspicious:
        return None
    text = Text.objects.in_use().filter(purpose=Purpose.VISIT).first()
    if text is None:
        return None
    message = outbox.queue_text(request, text)
    # A mail that still waits would tell the family of the old time after it read the new one.
    automatic = request.messages.unsent().filter(
        template=Template.TEXT, channel=Channel.MAIL, by=None, recipient=request.email
    )
    words = {name: getattr(message, name) for name in ("name", "language", "subject", "text")}
    automatic.exclude(pk=message.pk).update(**words)
    note_told(request, text)
    return message


def has_visit_ahead(request: AppointmentRequest) -> bool:
    return request.status == Status.SCHEDULED and request.visit_at > timezone.now()


def is_near(request: AppointmentRequest) -> bool:
    """Whether the visit is still to come, tomorrow or today."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    return has_visit_ahead(request) and timezone.localdate(request.visit_at) <= tomorrow


def to_remind() -> AppointmentRequestQuerySet:
    """Tomorrow's visits of whose time the family was not reminded yet."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    scheduled = AppointmentRequest.objects.filter(NOT_REMINDED, status=Status.SCHEDULED)
    return visits.between(tomorrow, 1, scheduled)


def note_told(request: AppointmentRequest, text: Text) -> bool:
    """Remember that the family was reminded, if `text` does that; whether nobody was faster.

    The day before, the time of the visit is a reminder of it.
    """
    reminds = text.purpose == Purpose.VISIT and is_near(request)
    if text.purpose != Purpose.REMINDER and not reminds:
        return False
    unchanged = AppointmentRequest.objects.filter(
        NOT_REMINDED, pk=request.pk, version=request.version, status=Status.SCHEDULED
    )
    return bool(unchanged.update(reminded_of=request.visit_at))


def queue_due() -> int:
    """Queue the mails of the day before, each once however many senders there are; their number."""
    if timezone.localtime().time() < FROM:
        return 0
    text = Text.objects.in_use().filter(purpose=Purpose.REMINDER).first()
    due = to_remind().exclude(email="").filter(suspicious=False) if text else ()
    return sum(_remind(request, text) for request in due)


@transaction.atomic
def _remind(request: AppointmentRequest, text: Text) -> bool:
    is_ours = note_told(request, text)
    if is_ours:
        outbox.queue_text(request, text)
    return is_ours
