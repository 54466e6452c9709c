"""How a stored request changes: compared and set, with its events."""

from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext

from appointments.events import Event
from appointments.moves import MovedOn, MoveRefused


class Changes(models.Model):
    """A row that is written once; what people decide about it changes by `_change` only."""

    version = models.PositiveIntegerField(default=1, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Stores a new request. A stored one changes through its own methods only."""
        if not self._state.adding:
            raise MoveRefused(gettext("A stored request changes through its own methods only."))
        # A new object that names a stored row must not write over it.
        super().save(*args, **kwargs | {"force_insert": True})

    def _change(self, changes: dict[str, Any], *more_events: dict[str, Any], **event: Any) -> Event:
        """Write `changes` and their events together, or raise MovedOn and write nothing.

        Returns the event of the keywords; `more_events` are written after it.
        """
        with transaction.atomic():
            self._compare_and_set(changes)
            written = self.events.create(**event)
            for another in more_events:
                self.events.create(**another)
        self._adopt(changes)
        return written

    def _compare_and_set(self, changes: dict[str, Any]) -> None:
        """Write `changes` if nobody wrote since this object was read, else raise MovedOn."""
        if self.erased_at:
            raise MoveRefused(gettext("This request was erased. Nothing about it can change."))
        unchanged = type(self)._base_manager.filter(pk=self.pk, version=self.version)
        if not unchanged.update(version=F("version") + 1, **changes):
            raise MovedOn(
                gettext(
                    "Somebody else changed this request just now. Look at it again, then decide."
                )
            )

    def _adopt(self, changes: dict[str, Any]) -> None:
        """Bring this object level with the row, once the transaction has gone through."""
        self.version += 1
        for name, value in changes.items():
            setattr(self, name, value)
