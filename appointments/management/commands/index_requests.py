"""Writes anew what staff find requests by: after a change of names.py, or many new rows at once."""

from django.core.management.base import BaseCommand
from django.db import transaction

from appointments import search
from appointments.models import AppointmentRequest

BATCH = 500


class Command(BaseCommand):
    help = "Writes anew what staff find requests by."

    def handle(self, *args, **options) -> None:
        done, last = 0, 0
        while batch := index_after(last):
            done, last = done + len(batch), batch[-1].pk
        self.stdout.write(f"Requests indexed: {done}")


@transaction.atomic
def index_after(last: int) -> list[AppointmentRequest]:
    """The next requests in order of their keys; nobody corrects them meanwhile."""
    named = AppointmentRequest.objects.filter(erased_at__isnull=True, pk__gt=last)
    batch = list(named.order_by("pk").select_for_update()[:BATCH])
    search.index(*batch)
    return batch
