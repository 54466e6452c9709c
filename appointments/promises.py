"""The promise to call: until when, and what happens when it is missed."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from appointments import outbox
from appointments.messages import Template
from appointments.models import AppointmentRequest
from pages.clinic import Clinic


def due(priority: int, start: datetime) -> datetime | None:
    """When the working hours promised for this priority have passed; None if nobody ever works."""
    clinic = Clinic.load()
    return clinic.working_time().after(start, clinic.promised_hours(priority))


def report_late() -> int:
    """Tell the managers, once a promise, that calls are late; the number of promises just told."""
    late = AppointmentRequest.objects.late().filter(late_told=False)
    with transaction.atomic():
        count = late.update(late_told=True)
        if count:
            for email, language in _managers() or _triage():
                outbox.queue(Template.LATE, email, language)
    return count


def _managers() -> list[tuple[str, str]]:
    users = get_user_model().objects.with_perm(
        "appointments.hear_of_late_calls",
        backend="django.contrib.auth.backends.ModelBackend",
        include_superusers=False,
    )
    return list(users.exclude(email="").values_list("email", "language"))


def _triage() -> list[tuple[str, str]]:
    return [(email, settings.LANGUAGE_CODE) for email in settings.TRIAGE_EMAILS]
