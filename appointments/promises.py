"""Until when a family is promised a call."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from appointments.statuses import Priority
from pages.clinic import Clinic


def due(priority: int, start: datetime) -> datetime | None:
    """When the working hours promised for this priority have passed; None if nobody ever works."""
    clinic = Clinic.load()
    hours = getattr(clinic, f"promise_{Priority(priority).name.lower()}")
    return clinic.working_time().after(start, hours)


def from_now(priority: int) -> dict[str, Any]:
    """The columns of a promise that is made now; managers have not heard of it being late."""
    return {"answer_due": due(priority, timezone.now()), "late_told": False}
