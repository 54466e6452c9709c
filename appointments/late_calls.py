"""When a promised call is late, the managers hear of it: a count, nothing else."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction

from appointments import outbox
from appointments.messages import Template
from appointments.models import AppointmentRequest


def report() -> int:
    """Queue a mail about calls that became late since the last report; their number."""
    untold = AppointmentRequest.objects.late().filter(late_told=False)
    with transaction.atomic():
        recipients = _managers() or _triage()
        count = untold.update(late_told=True) if recipients else 0  # one sender gets each row
        if count:
            for email, language in recipients:
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
