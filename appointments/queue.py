"""The requests that somebody has to do something about, and in which order."""

from collections.abc import Iterable
from typing import Any, Self

from django.contrib.auth.models import AbstractUser
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from appointments.moves import MoveRefused

# The sickest child first, then whoever has waited for us longest.
QUEUE_ORDER = ("priority", "next_action_at", "pk")


class AppointmentRequestQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Somebody still has to do something; a withdrawal counts until it is confirmed."""
        return self.filter(closed_at__isnull=True)

    def closed(self) -> Self:
        """Nothing is left to do."""
        # Not "is not null", for which SQLite reads the whole index.
        return self.filter(closed_at__lte=timezone.now())

    def waiting(self) -> Self:
        """Now is the time to do it."""
        return self.open().filter(next_action_at__lte=timezone.now())

    def late(self) -> Self:
        """A promised call has not reached the family in time."""
        return self.open().filter(answer_due__lt=timezone.now())

    def in_nobodys_hands(self) -> Self:
        """Nobody has taken it, or whoever had it has left."""
        return self.filter(Q(assigned_to__isnull=True) | Q(assigned_to__is_active=False))

    @transaction.atomic
    def hand_back(self, person: AbstractUser, *, by: AbstractUser) -> int:
        """Open requests of somebody who no longer answers them become nobody's; how many."""
        theirs = self.open().filter(assigned_to=person).select_for_update()
        return sum(stored.assign(None, by=by) is not None for stored in theirs)

    def update(self, **changes: Any) -> int:
        if "status" in changes:
            raise MoveRefused(gettext("A status changes through move_to() only."))
        return super().update(**changes)

    def bulk_create(
        self, objs: Iterable[models.Model], batch_size: int | None = None, **options: Any
    ) -> list[models.Model]:
        if options.get("update_conflicts"):
            raise MoveRefused(gettext("A status changes through move_to() only."))
        return super().bulk_create(objs, batch_size, **options)
