"""The requests that somebody has to do something about, and in which order."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext

from appointments.moves import MoveRefused
from appointments.statuses import CLOSED, Status

# The sickest child first, then whoever has waited for us longest.
QUEUE_ORDER = ("priority", F("next_action_at").asc(nulls_last=True), "pk")


class AppointmentRequestQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Somebody still has to do something; a withdrawal counts until it is confirmed."""
        confirmed = Q(status=Status.WITHDRAWN, next_action_at__isnull=True)
        return self.exclude(status__in=CLOSED).exclude(confirmed)

    def waiting(self) -> Self:
        """Now is the time to do it."""
        return self.open().filter(next_action_at__lte=timezone.now())

    def late(self) -> Self:
        """A promised call has not reached the family in time."""
        return self.filter(answer_due__lt=timezone.now())

    def update(self, **changes: Any) -> int:
        if "status" in changes:
            raise MoveRefused(gettext("A status changes through move_to() only."))
        return super().update(**changes)
