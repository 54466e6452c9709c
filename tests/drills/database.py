"""Whether what is stored is whole."""

from django.db import connection
from django.db.models import Count, Q

from appointments.models import AppointmentRequest, EventKind


def check_whole(mails: int) -> None:
    """Every request has its event and so many mails, and the file is sound."""
    whole = AppointmentRequest.objects.annotate(
        received=Count("events", Q(events__kind=EventKind.RECEIVED), distinct=True),
        mails=Count("messages", distinct=True),
    ).filter(received=1, mails=mails)
    assert whole.count() == AppointmentRequest.objects.count(), "half-written requests"
    if connection.vendor == "sqlite":
        connection.check_constraints()  # rows that point to nothing; PostgreSQL has none
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            assert cursor.fetchall() == [("ok",)], "the file is damaged"
