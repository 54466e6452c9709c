"""What the new columns say of the requests that are there already."""

from django.db import migrations
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from appointments import search

CLOSED = ("attended", "answered", "referred", "declined", "duplicate", "spam")


def fill(apps, schema_editor) -> None:
    Request = apps.get_model("appointments", "AppointmentRequest")
    Event = apps.get_model("appointments", "Event")
    events = Event.objects.filter(request=OuterRef("pk"))
    last_move = events.filter(kind="status").order_by("-at").values("at")[:1]
    reached = events.filter(kind="call", new="reached").order_by("at").values("at")[:1]
    # What is settled has no next action, everything else has one.
    settled = Q(status__in=CLOSED) | Q(status="withdrawn", next_action_at__isnull=True)
    Request.objects.filter(settled).update(closed_at=Subquery(last_move), next_action_at=None)
    nothing_due = Request.objects.filter(next_action_at__isnull=True)
    nothing_due.filter(settled, closed_at__isnull=True).update(closed_at=F("received_at"))
    nothing_due.filter(closed_at__isnull=True).update(next_action_at=timezone.now())
    Request.objects.update(first_reached_at=Subquery(reached))


def index(apps, schema_editor) -> None:
    from appointments.models import AppointmentRequest

    SearchKey = apps.get_model("appointments", "SearchKey")
    names = ("pk", "reference", "child_name", "guardian_name", "filled_by_name")
    numbers = ("phone_e164", "phone_alternative", "filled_by_phone")
    for row in apps.get_model("appointments", "AppointmentRequest").objects.values(*names, *numbers):
        keys = search.keys(AppointmentRequest(**row))
        SearchKey.objects.bulk_create(SearchKey(request_id=row["pk"], key=key) for key in keys)


class Migration(migrations.Migration):

    dependencies = [
        ("appointments", "0003_triage"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(index, migrations.RunPython.noop),
    ]
