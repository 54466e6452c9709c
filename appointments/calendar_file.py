"""Visits as calendar files, which others may read: no illness, no name of the child."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from appointments.models import AppointmentRequest
from appointments.visits import LENGTH
from pages.clinic import Clinic


def visit_calendar(request: AppointmentRequest, clinic: Clinic) -> bytes:
    """An iCalendar file (RFC 5545) with the visit of a scheduled request, for its family."""
    event = _event(request, _("Appointment: %(clinic)s") % {"clinic": clinic.sender_name})
    if clinic.address:
        event.add("location", " ".join(clinic.address.split()))
    if clinic.phone:
        event.add("description", _("Questions? Call %(phone)s.") % {"phone": clinic.phone})
    return _file([event])


def day_calendar(requests: Iterable[AppointmentRequest]) -> bytes:
    """The visits of a day for staff, told apart by their references."""
    return _file(_event(each, _("Visit %(reference)s") % {"reference": each}) for each in requests)


def _event(request: AppointmentRequest, summary: str) -> Event:
    event = Event()
    # Always the same, so that a visit that was moved replaces the old entry.
    anonymous = salted_hmac("appointments.calendar", request.reference).hexdigest()
    event.add("uid", f"{anonymous}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", request.version)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", request.visit_at)
    event.add("dtend", request.visit_at + LENGTH)
    event.add("summary", summary)
    return event


def _file(events: Iterable[Event]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//clinic site//")
    calendar.add("version", "2.0")
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical()
