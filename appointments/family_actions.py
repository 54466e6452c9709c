"""What a family does with its request after sending it."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from appointments import phones, promises
from appointments.changes import Changes
from appointments.events import Event, EventKind
from appointments.moves import MoveRefused
from appointments.statuses import CALLED_ON_WISH, TAKEN_UP_AGAIN, Status


class FamilyActions(Changes):
    """Each is an event by nobody on the staff, and refused with a sentence where it cannot be."""

    class Meta:
        abstract = True

    @property
    def is_late(self) -> bool:
        """A promised call has not reached the family in time."""
        return self.answer_due is not None and self.answer_due < timezone.now()

    @property
    def withdrawal_is_open(self) -> bool:
        """The family withdrew and staff have not spoken to it since."""
        return self.status == Status.WITHDRAWN and self.next_action_at is not None

    def correct_phone(self, phone: str) -> Event | None:
        """Call `phone` from now on; the trail keeps the old one. None when it is the same number.

        Raises PhoneError when nobody can be called there.
        """
        if phones.e164(phone) == self.phone_e164:
            return None
        return self.correct_contact({"phone": phone}, by=None)

    def withdraw(self) -> Event:
        return self.move_to(Status.WITHDRAWN, by=None)

    def take_back_withdrawal(self) -> Event:
        """Undo the family's own withdrawal; raises MoveRefused once staff have confirmed it."""
        if not self.withdrawal_is_open:
            raise MoveRefused(gettext("Please call us about this request."))
        return self.move_to(Status.NEW, by=None)

    def ask_for_call(self) -> Event | None:
        """The family wants to be called: up in the queue, with a promise. None if asked already.

        What was settled, or could not be reached, is taken up again. Raises MoveRefused where
        the family has to call itself.
        """
        if self.status in TAKEN_UP_AGAIN:
            with transaction.atomic():
                self.move_to(Status.NEW, by=None)
                return self.events.create(kind=EventKind.CALL_ASKED)
        if self.status not in CALLED_ON_WISH:
            raise MoveRefused(gettext("Please call us about this request."))
        last = self.events.filter(kind__in=(EventKind.CALL, EventKind.CALL_ASKED)).last()
        if last and last.kind == EventKind.CALL_ASKED and not self.is_late:
            return None
        changes: dict[str, Any] = {"next_action_at": timezone.now()}
        if self.answer_due is None or self.is_late:
            changes |= promises.from_now(self.priority)
        return self._change(changes, kind=EventKind.CALL_ASKED)
