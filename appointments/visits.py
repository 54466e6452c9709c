"""Visits: which lie on a day, and what speaks against a time for another one."""

from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.models import AppointmentRequest
from appointments.statuses import VISITS, Status
from pages.bengali import clock_time, listed, local_digits
from pages.clinic import Clinic

LENGTH = timedelta(minutes=30)


def on(day: date) -> QuerySet[AppointmentRequest]:
    """The visits of a day of the clinic's zone that were not called off, by time."""
    return between(day, 1, AppointmentRequest.objects.all()).order_by("visit_at", "pk")


def between(first: date, days: int, requests: QuerySet) -> QuerySet[AppointmentRequest]:
    """Those of `requests` whose visit lies in so many days from `first` on."""
    start, end = start_of(first), start_of(first + timedelta(days=days))
    return requests.filter(status__in=VISITS, visit_at__gte=start, visit_at__lt=end)


def start_of(day: date) -> datetime:
    """The first moment of a day in the clinic's zone."""
    return timezone.make_aware(datetime.combine(day, time()))


def warnings(visit_at: datetime, *, but: AppointmentRequest) -> list[str]:
    """What speaks against a visit of `but` at that time, in the reader's language."""
    clinic, day = Clinic.load(), timezone.localdate(visit_at)
    others = on(day).filter(status=Status.SCHEDULED).exclude(pk=but.pk)
    times = list(others.values_list("visit_at", flat=True))
    found = []
    if not clinic.working_time().is_open(visit_at):
        found.append(_("The clinic is closed at that time."))
    if close := [at for at in times if abs(at - visit_at) < LENGTH]:
        found.append(
            _("Another child comes at %(times)s already.")
            % {"times": listed([clock_time(at) for at in close])}
        )
    if clinic.capacity_per_day and len(times) >= clinic.capacity_per_day:
        found.append(
            _("That day has %(count)s visits already, as many as the clinic can take.")
            % {"count": local_digits(len(times))}
        )
    return found
