"""A visit as a calendar file, which others may read: no illness, no name of the child."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from appointments.models import AppointmentRequest
from pages.clinic import Clinic

LENGTH = timedelta(minutes=30)


def visit_calendar(request: AppointmentRequest, clinic: Clinic) -> bytes:
    """An iCalendar file (RFC 5545) with the visit of a scheduled request."""
    event = Event()
    # Always the same, so that a visit that was moved replaces the old entry.
    anonymous = salted_hmac("appointments.calendar", request.reference).hexdigest()
    event.add("uid", f"{anonymous}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", request.version)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", request.visit_at)
    event.add("dtend", request.visit_at + LENGTH)
    event.add("summary", _("Appointment: %(clinic)s") % {"clinic": clinic.sender_name})
    if clinic.address:
        event.add("location", " ".join(clinic.address.split()))
    if clinic.phone:
        event.add("description", _("Questions? Call %(phone)s.") % {"phone": clinic.phone})
    calendar = Calendar()
    calendar.add("prodid", "-//clinic site//")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return calendar.to_ical()
