"""A request with all that the pages of triage look at."""

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from appointments.messages import Message
from appointments.models import AppointmentRequest, Event
from appointments.phones import grouped


def requests() -> QuerySet:
    """With who has it, what it comes after, its last event and whether a mail is stuck."""
    events = Event.objects.filter(request=OuterRef("pk")).order_by("-pk")
    failing = Message.objects.failing().filter(request=OuterRef("pk"))
    return AppointmentRequest.objects.select_related(
        "related_to", "duplicate_of", "assigned_to"
    ).annotate(last_event=Subquery(events.values("pk")[:1]), failing_mails=Exists(failing))


def find(pk: int) -> AppointmentRequest:
    return get_object_or_404(requests(), pk=pk)


def numbers(stored: AppointmentRequest) -> list[tuple[str, str]]:
    """Every number that can be called, the first one first: for the link, and to read."""
    first = stored.phone_e164
    ordered = sorted(stored.numbers, key=lambda number: number != first)
    return [(number, grouped(number)) for number in ordered]
