"""What the start page of the admin shows of the requests."""

from datetime import timedelta
from typing import Any

from django import template
from django.contrib.auth.models import AbstractUser

from appointments import charts, overview
from appointments.triage.columns import duration

register = template.Library()
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NO_BREAK = "\N{NO-BREAK SPACE}"  # a number stays beside its unit


@register.filter
def span(length: timedelta) -> str:
    """`3 hours 20 minutes`: of a promise of hours, 59 minutes are too much to leave out."""
    larger, smaller = (HOUR, MINUTE) if length < 2 * DAY else (DAY, HOUR)
    rest = length % larger
    parts = [length - rest, rest - rest % smaller]
    words = [duration(part) for part in parts if part] or [duration(length)]
    return " ".join(each.replace(" ", NO_BREAK) for each in words)


@register.simple_tag
def needs_of(person: AbstractUser) -> list[overview.Need] | None:
    """What waits for somebody; None for who may not know."""
    may = person.has_perm("appointments.view_appointmentrequest")
    return overview.needs_of(person) if may else None


@register.simple_tag
def last_weeks() -> dict[str, Any]:
    """The figures, each with its bars."""
    figures = overview.figures()
    weeks = figures.weeks
    most = max(week.requests for week in weeks)
    medians, ninetieths = (
        [getattr(week, name).total_seconds() if getattr(week, name) else 0.0 for week in weeks]
        for name in ("median", "ninetieth")
    )
    longest = max(ninetieths)
    return {
        "any": most > 0,
        "longest": timedelta(seconds=longest),
        "weeks": list(
            zip(
                weeks,
                charts.upright([week.requests for week in weeks], most),
                charts.upright(medians, longest, 0, 2),
                charts.upright(ninetieths, longest, 1, 2),
                strict=True,
            )
        ),
        "lists": [
            [(label, number, charts.share(number, counted[0][1])) for label, number in counted]
            for counted in (figures.by_concern, figures.by_language)
        ],
        "width": charts.WIDTH,
        "height": charts.HEIGHT,
        "top": charts.TOP,
        "base": charts.HEIGHT - charts.BOTTOM,
        "days": charts.HEIGHT - 8,
    }
