"""Appointment requests: what a family asked and where the answer stands."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from appointments import promises
from appointments.answers import FamilyAnswers
from appointments.arrival import Arrival
from appointments.events import Event, EventKind
from appointments.family_actions import FamilyActions
from appointments.limits import Attempt
from appointments.messages import Message
from appointments.moves import MovedOn, MoveRefused, next_action_after, refuse_unless_allowed
from appointments.progress import Progress
from appointments.queue import AppointmentRequestQuerySet
from appointments.references import spaced
from appointments.search import SearchKey, index
from appointments.staff_actions import ANSWERS_REQUESTS, StaffActions, called
from appointments.statuses import CLOSED, SPOKEN_TO, TRANSITIONS, VISITS, Priority, Status
from appointments.texts import Text

__all__ = [
    "TRANSITIONS",
    "AppointmentRequest",
    "Attempt",
    "Event",
    "EventKind",
    "Message",
    "MoveRefused",
    "MovedOn",
    "Priority",
    "SearchKey",
    "Status",
    "Text",
]


class AppointmentRequest(FamilyAnswers, Arrival, Progress, FamilyActions, StaffActions):
    """What a family asked, in its own words, and where the answer stands.

    The family's answers stay as they were sent, but for wrong contact details. Everything changes
    through methods only, which write an Event each and raise MovedOn when somebody changed the row
    since it was read; the row is then as it was.
    """

    objects = AppointmentRequestQuerySet.as_manager()

    class Meta(Progress.Meta):
        verbose_name = _("appointment request")
        verbose_name_plural = _("appointment requests")
        permissions = [
            ("hear_of_late_calls", _("Gets a mail when promised calls are late")),
            ("export_appointmentrequest", _("Can export appointment requests")),
            ("erase_appointmentrequest", _("Can erase what families wrote")),
        ]

    def __str__(self) -> str:
        # The reference alone: this text ends up in logs, histories and notices.
        return spaced(self.reference)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Stores a new request with what it is found by."""
        if self.status in CLOSED and self.closed_at is None:
            self.next_action_at, self.closed_at = None, self.received_at
        with transaction.atomic():
            super().save(*args, **kwargs)
            index(self)

    def moves(self) -> tuple[Status, ...]:
        """The statuses this request can move to from here."""
        return () if self.erased_at else TRANSITIONS[Status(self.status)]

    def move_to(
        self,
        status: Status,
        *,
        by: AbstractUser | None,
        note: str = "",
        visit_at: datetime | None = None,
        referred_to: str = "",
        referral_urgency: str = "",
        referral_told: str = "",
        duplicate_of: AppointmentRequest | None = None,
    ) -> Event:
        """Move to `status` and write its event; the only way a status changes.

        `by` is the member of staff, None for the family itself. *scheduled* needs `visit_at`,
        *referred* needs `referred_to` and a ReferralUrgency and takes who was told there,
        *duplicate* needs `duplicate_of`, a correction of a settled request needs a `note` from
        staff; *declined* needs a call that reached someone and *unreachable* three attempts on
        two days.

        Raises MoveRefused with a sentence, or MovedOn; either way the row is unchanged.
        """
        old, status = Status(self.status), Status(status)
        refuse_unless_allowed(
            self,
            status,
            by_family=by is None,
            note=note,
            visit_at=visit_at,
            referred_to=referred_to,
            referral_urgency=referral_urgency,
            duplicate_of=duplicate_of,
        )
        next_action_at = next_action_after(self, status, visit_at, by_family=by is None)
        # What no longer holds goes; the trail keeps it.
        changes = {
            "status": status,
            "next_action_at": next_action_at,
            "closed_at": None if next_action_at else timezone.now(),
            "answer_due": None,
            "visit_at": self.visit_at if status in VISITS else None,
            "referred_to": "",
            "referral_urgency": "",
            "referral_told": "",
            "duplicate_of": None,
        }
        if by and status in SPOKEN_TO:
            changes["suspicious"] = False
        detail, further_events = "", []
        match status:
            case Status.NEW:
                changes |= promises.from_now(self.priority)
                if self.assigned_to and not self.assigned_to.has_perm(ANSWERS_REQUESTS):
                    changes["assigned_to"] = None
                    left = {"kind": EventKind.ASSIGNED, "by": by, "old": called(self.assigned_to)}
                    further_events.append(left)
            case Status.SCHEDULED:
                changes["visit_at"], detail = visit_at, visit_at.isoformat()
            case Status.REFERRED:
                changes["referred_to"] = detail = referred_to
                changes["referral_urgency"] = referral_urgency
                changes["referral_told"] = referral_told
            case Status.DUPLICATE:
                changes["duplicate_of"], detail = duplicate_of, str(duplicate_of)
        with transaction.atomic():
            if status == Status.DUPLICATE:
                # Both in one order, so that two people who mark each as the other's do not lock up.
                pair = AppointmentRequest.objects.filter(pk__in=(self.pk, duplicate_of.pk))
                list(pair.order_by("pk").select_for_update())
                duplicate_of._compare_and_set({})  # it must still be what the rules looked at
            event = self._change(
                changes,
                *further_events,
                kind=EventKind.STATUS,
                by=by,
                old=old,
                new=status,
                detail=detail,
                text=note,
            )
        if status == Status.DUPLICATE:
            duplicate_of._adopt({})
        return event
