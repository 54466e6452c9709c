"""The visits of one day, to work with, to print and to take into a calendar."""

from datetime import date, datetime, timedelta
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from appointments import visits
from appointments.calendar_file import day_calendar
from appointments.statuses import Status
from appointments.triage.gate import admin_page, needs
from pages import languages
from pages.bengali import clock_time, listed, local_digits, long_date
from pages.clinic import Clinic
from pages.fields import LocalDateField
from pages.opening import weekday


def day_of(request: HttpRequest) -> date:
    """The day asked for, in either digits; today for none, or for what is no day."""
    today = timezone.localdate()
    try:
        asked = LocalDateField(required=False).clean(request.GET.get("date", ""))
    except ValidationError:
        asked = None
    # The ends of the calendar have no day before or after them to lead to.
    return asked if asked and abs(asked.year - today.year) < 1000 else today


@needs("view_appointmentrequest")
@require_safe
def day(request: HttpRequest) -> HttpResponse:
    """A list like the queue: looking at it is no view of each request."""
    language = request.GET.get("language")
    if language not in languages.CODES:
        language = languages.current()
    chosen = day_of(request)
    with translation.override(language):
        shown = list(visits.on(chosen).select_related("assigned_to"))
        response = admin_page(
            request,
            "day.html",
            _("Visits on %(weekday)s, %(date)s")
            % {"weekday": weekday(chosen.weekday()), "date": long_date(chosen)},
            day=chosen,
            before=chosen - timedelta(days=1),
            after=chosen + timedelta(days=1),
            visits=shown,
            clinic=Clinic.load(),
            warnings=warnings([each.visit_at for each in shown if each.status == Status.SCHEDULED]),
            language=language,
            languages=languages.NAMES.items(),
        )
    response.headers["Content-Language"] = language
    return response


def warnings(times: list[datetime]) -> list[str]:
    """What does not fit on one day: visits too close together, more than there is room for."""
    found, clinic = [], Clinic.load()
    close = [
        clock_time(later) for earlier, later in pairwise(times) if later - earlier < visits.LENGTH
    ]
    if close:
        found.append(_("Too close to the visit before: %(times)s.") % {"times": listed(close)})
    if clinic.capacity_per_day and len(times) > clinic.capacity_per_day:
        found.append(
            _("%(count)s visits, but room for %(room)s.")
            % {"count": local_digits(len(times)), "room": local_digits(clinic.capacity_per_day)}
        )
    return found


@needs("view_appointmentrequest")
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    chosen = day_of(request)
    name = f"visits-{chosen.isoformat()}.ics"
    return HttpResponse(
        day_calendar(visits.on(chosen)),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
