"""What staff do with a request beside moving it on."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from appointments import phones, promises
from appointments.changes import Changes
from appointments.choices import CallOutcome
from appointments.events import Event, EventKind
from appointments.moves import MoveRefused, next_try_after
from appointments.search import index
from appointments.statuses import Priority, Status

PRESENT = timedelta(minutes=15)  # for so long a view says that somebody is there; it counts once
ANSWERS_REQUESTS = "appointments.change_appointmentrequest"
# The answers that may turn out wrong; everything else stays as the family wrote it.
CONTACT_DETAILS = (
    *("guardian_name", "phone", "phone_alternative", "email"),
    *("contact_method", "best_time", "preferred_language"),
)


class StaffActions(Changes):
    """Each is an event by a person on the staff, and refused with a sentence where it cannot be."""

    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("in whose hands"),
    )
    # Calls that reached nobody do not count as an answer.
    first_reached_at = models.DateTimeField(
        _("first reached"), null=True, blank=True, editable=False
    )
    hold = models.BooleanField(_("kept from erasure"), default=False, editable=False)

    class Meta:
        abstract = True

    def set_priority(self, priority: Priority, *, by: AbstractUser) -> Event:
        """Change the place in the queue. An earlier promise comes with it, a later one does not."""
        old, changes = str(self.priority), {"priority": Priority(priority)}
        promised = promises.due(priority, timezone.now())
        if self.answer_due and promised and promised < self.answer_due:
            changes["answer_due"] = promised
        new = str(changes["priority"].value)
        return self._change(changes, kind=EventKind.PRIORITY, by=by, old=old, new=new)

    def log_call(
        self,
        outcome: CallOutcome,
        *,
        by: AbstractUser,
        number: str = "",
        note: str = "",
        again_at: datetime | None = None,
    ) -> Event:
        """Record a call to `number`; one that reached nobody brings the request back `again_at`."""
        now, changes = timezone.now(), {}
        if outcome == CallOutcome.REACHED:
            changes |= {"answer_due": None, "suspicious": False}
            changes["first_reached_at"] = self.first_reached_at or now
            match self.status:
                case Status.WITHDRAWN:  # that was the confirmation
                    changes |= {"next_action_at": None, "closed_at": self.closed_at or now}
                case Status.SCHEDULED:
                    changes["next_action_at"] = self.visit_at
                case Status.UNREACHABLE:
                    changes["next_action_at"] = now
        elif self.closed_at is None and not self._visit_lies_ahead:
            changes["next_action_at"] = again_at or next_try_after(self)
        return self._change(
            changes, kind=EventKind.CALL, by=by, new=outcome, detail=number, text=note
        )

    @property
    def _visit_lies_ahead(self) -> bool:
        return self.status == Status.SCHEDULED and self.visit_at > timezone.now()

    def add_note(self, text: str, *, by: AbstractUser) -> Event:
        """A note fits whatever others do meanwhile, unless they erase the request."""
        rows = type(self)._base_manager.filter(pk=self.pk, erased_at__isnull=True)
        with transaction.atomic():
            if rows.select_for_update().first() is None:
                raise MoveRefused(gettext("This request was erased. Nothing about it can change."))
            return self.events.create(kind=EventKind.NOTE, by=by, text=text)

    def assign(self, person: AbstractUser | None, *, by: AbstractUser) -> Event | None:
        """Put the request into the hands of `person`, or of nobody; None if it is there already."""
        if person == self.assigned_to:
            return None
        if person and not person.has_perm(ANSWERS_REQUESTS):
            raise MoveRefused(gettext("This person does not answer requests."))
        return self._change(
            {"assigned_to": person},
            kind=EventKind.ASSIGNED,
            by=by,
            old=called(self.assigned_to),
            new=called(person),
        )

    def correct_contact(self, details: dict[str, str], *, by: AbstractUser | None) -> Event | None:
        """Change CONTACT_DETAILS, an event for each with what stood there; None if none differs.

        A number in `details` has to be one that can be called, else PhoneError is raised.
        """
        changes: dict[str, Any] = {
            name: value for name, value in details.items() if value != getattr(self, name)
        }
        if not changes:
            return None
        events = [
            {
                "kind": EventKind.CORRECTED,
                "by": by,
                "old": getattr(self, name),
                "new": value,
                "detail": name,
            }
            for name, value in changes.items()
        ]
        if "phone" in changes:
            changes["phone_e164"] = phones.e164(changes["phone"])
            if self.status in (Status.NEW, Status.CONTACTED, Status.UNREACHABLE):
                changes["next_action_at"] = timezone.now()  # the calls so far went elsewhere
        first, *others = events
        with transaction.atomic():
            event = self._change(changes, *others, **first)
            index(self)
        return event

    def set_hold(self, hold: bool, *, by: AbstractUser, reason: str) -> Event:
        """Keep the request from being erased, or no longer."""
        if not reason.strip():
            raise MoveRefused(gettext("Write the reason."))
        if hold == self.hold:
            raise MoveRefused(gettext("That is how it is already."))
        new = "on" if hold else "off"
        return self._change({"hold": hold}, kind=EventKind.HOLD, by=by, new=new, text=reason)

    def record_view(self, by: AbstractUser) -> None:
        """Remember that somebody read this request; once in fifteen minutes is enough."""
        since = timezone.now() - PRESENT
        if not self.events.filter(kind=EventKind.VIEWED, by=by, at__gte=since).exists():
            self.events.create(kind=EventKind.VIEWED, by=by)


def called(person: AbstractUser | None) -> str:
    """Their name as colleagues know it; empty for nobody."""
    return (person.get_full_name() or person.get_username()) if person else ""
