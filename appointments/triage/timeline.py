"""The story of a request: what happened to it and what the family was told, in one order."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.events import READ, Event, EventKind
from appointments.messages import Channel, Message, State
from appointments.models import AppointmentRequest
from appointments.phones import grouped
from appointments.staff_actions import PRESENT, called
from pages.bengali import moment


@dataclass(frozen=True)
class Entry:
    """One line: what happened (`change`: from what to what), the words, who, when."""

    at: datetime
    what: str
    change: str
    text: str
    who: str


def timeline(stored: AppointmentRequest, *, with_reading: bool = False) -> list[Entry]:
    """Oldest first; who opened and exported it only `with_reading`."""
    events = stored.events.select_related("by")
    if not with_reading:
        events = events.exclude(kind__in=READ)
    entries = [_of_event(event) for event in events]
    entries += [_of_message(message) for message in stored.messages.select_related("by")]
    return sorted(entries, key=lambda entry: entry.at)


def readers(stored: AppointmentRequest) -> list[Entry]:
    """Who opened or exported it, newest first."""
    events = stored.events.filter(kind__in=READ).select_related("by")
    return [_of_event(event) for event in events.order_by("-at", "-pk")]


def present(stored: AppointmentRequest, but: AbstractUser) -> list[Event]:
    """Others who opened it a moment ago, and may be at work on it."""
    since = timezone.now() - PRESENT
    views = stored.events.filter(kind=EventKind.VIEWED, at__gte=since).exclude(by=but)
    return list(views.select_related("by"))


def _of_event(event: Event) -> Entry:
    what = event.get_kind_display()
    old, new, detail = event.old_label, event.new_label, event.detail_label
    match event.kind:
        case EventKind.CALL:
            detail = grouped(event.detail) if event.detail else ""
        case EventKind.ASSIGNED:
            old, new = old or _("nobody"), new or _("nobody")
        case EventKind.CORRECTED:
            old, new = old or "–", new or "–"
    change = f"{old} → {new}" if old else new
    return Entry(
        event.at, what, f"{change} ({detail})" if detail else change, event.text, _who(event)
    )


def _who(event: Event) -> str:
    if event.by:
        return called(event.by)
    if event.kind == EventKind.ERASED:
        return _("the site, by age")
    return _("the family")


def _of_message(message: Message) -> Entry:
    what = f"{message.get_channel_display()}: {message.name or message.get_template_display()}"
    state = message.get_state_display()
    if message.state == State.SENT:
        state = f"{state} {moment(message.sent_at)}"
    elif message.error:
        state = f"{state} – {message.get_error_display()}"
    whom = message.recipient
    if whom and message.channel != Channel.MAIL:
        whom = grouped(whom)
    change = f"{state} ({whom})" if whom else state
    return Entry(
        message.created_at, what, change, message.text, called(message.by) or _("the site")
    )
