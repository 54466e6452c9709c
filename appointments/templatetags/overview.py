"""What the start page of the admin shows of the requests."""

from typing import Any

from django import template
from django.contrib.auth.models import AbstractUser

from appointments import charts, overview
from appointments.triage.columns import duration

register = template.Library()
register.filter("duration", duration)


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
        "base": charts.HEIGHT - charts.BOTTOM,
        "days": charts.HEIGHT - 8,
    }
