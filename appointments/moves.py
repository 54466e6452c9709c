"""What a move needs beside being allowed, with a sentence for each refusal, and what follows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.choices import CallOutcome, ReferralUrgency
from appointments.events import EventKind
from appointments.statuses import CLOSED, Priority, Status
from pages.bengali import clean_text

if TYPE_CHECKING:
    from appointments.models import AppointmentRequest

ATTEMPTS = 3
ATTEMPT_DAYS = 2
# Nobody is given up for good: one more call after that.
AFTER_GIVING_UP = timedelta(days=7)
TRY_AGAIN = {
    Priority.EMERGENCY: timedelta(minutes=15),
    Priority.URGENT: timedelta(hours=1),
    Priority.SOON: timedelta(hours=3),
    Priority.ROUTINE: timedelta(hours=3),
}


class MoveRefused(Exception):
    """A change of status that the rules do not allow; says why in the reader's language."""


class MovedOn(MoveRefused):
    """The row has changed since it was read."""


def refuse_unless_allowed(
    request: AppointmentRequest,
    status: Status,
    *,
    note: str,
    visit_at: datetime | None,
    referred_to: str,
    referral_urgency: str,
    duplicate_of: AppointmentRequest | None,
    by_family: bool = False,
) -> None:
    """Raise MoveRefused unless `request` may move to `status` with these details."""
    old = Status(request.status)
    if status not in request.moves():
        raise MoveRefused(
            _("A request that is “%(old)s” cannot become “%(new)s”.")
            % {"old": old.label, "new": status.label}
        )
    if needs_reason(old) and not by_family and not note.strip():
        raise MoveRefused(_("Write the reason: this request was already settled."))
    match status:
        case Status.SCHEDULED:
            if visit_at is None:
                raise MoveRefused(_("Enter the date and time of the visit."))
        case Status.REFERRED:
            if not referred_to.strip():
                raise MoveRefused(_("Enter where the family was sent."))
            if referral_urgency not in ReferralUrgency.values:
                raise MoveRefused(_("Say whether the family has to go there at once."))
        case Status.DECLINED:
            if not reached_family(request):
                raise MoveRefused(
                    _("Talk to the family first: record a call that reached them, then decline.")
                )
        case Status.UNREACHABLE:
            if not tried_enough(request):
                raise MoveRefused(
                    _("Try at least three times on two different days, and record each call.")
                )
        case Status.DUPLICATE:
            _refuse_other_child(request, duplicate_of)


def needs_reason(old: Status) -> bool:
    """Whether leaving this status corrects something that was settled."""
    return old in (*CLOSED, Status.WITHDRAWN)


def reached_family(request: AppointmentRequest) -> bool:
    return request.events.filter(kind=EventKind.CALL, new=CallOutcome.REACHED).exists()


def failed_attempts(request: AppointmentRequest) -> tuple[int, int]:
    """How many calls reached nobody, and on how many days, since the family last asked."""
    failed = request.events.filter(kind=EventKind.CALL).exclude(new=CallOutcome.REACHED)
    taken_up = request.events.filter(kind=EventKind.STATUS, new=Status.NEW).last()
    if taken_up:  # what was tried before the family asked again does not count
        failed = failed.filter(at__gte=taken_up.at)
    times = list(failed.values_list("at", flat=True))
    return len(times), len({timezone.localdate(at) for at in times})


def tried_enough(request: AppointmentRequest) -> bool:
    """Whether giving up for now is allowed."""
    calls, days = failed_attempts(request)
    return calls >= ATTEMPTS and days >= ATTEMPT_DAYS


def _refuse_other_child(request: AppointmentRequest, other: AppointmentRequest | None) -> None:
    if other is None or other.pk == request.pk:
        raise MoveRefused(_("Enter the reference of the other request for the same child."))
    if other.status in (Status.DUPLICATE, Status.SPAM) or other.erased_at:
        raise MoveRefused(_("That request was not kept itself. Enter the one that was kept."))
    if request.duplicates.exists():
        raise MoveRefused(
            _("Other requests point to this one. Keep it, and mark the other one as sent twice.")
        )
    if not same_child(request, other):
        raise MoveRefused(
            _(
                "The children's names differ. Twins, brothers and sisters each keep "
                "their own request."
            )
        )


def same_child(request: AppointmentRequest, other: AppointmentRequest) -> bool:
    """Whether both can be about one child: the form was sent again, or the names agree."""
    corrected = bool(request.form_nonce) and request.form_nonce == other.form_nonce
    return corrected or _same_name(request.child_name, other.child_name)


def _same_name(one: str, other: str) -> bool:
    """The same words; a short name counts as the long one that holds it."""
    words, other_words = (set(clean_text(name).casefold().split()) for name in (one, other))
    return words <= other_words or other_words <= words


def next_action_after(
    request: AppointmentRequest, status: Status, visit_at: datetime | None, *, by_family: bool
) -> datetime | None:
    """When somebody has to take up `request` again at `status`; None when nothing is left to do."""
    if status == Status.SCHEDULED:
        return visit_at
    if status in (Status.NEW, Status.MISSED):
        return timezone.now()
    if status == Status.UNREACHABLE:
        return timezone.now() + AFTER_GIVING_UP
    if status == Status.WITHDRAWN:
        return timezone.now() if by_family else None  # the family's own: staff confirm by phone
    if status == Status.CONTACTED:
        # A visit that was called off leaves something to settle now.
        waiting = request.next_action_at if request.status != Status.SCHEDULED else None
        return waiting or timezone.now()
    return None


def next_try_after(request: AppointmentRequest) -> datetime:
    """When to call again after a call that reached nobody, unless staff say otherwise."""
    if request.status == Status.UNREACHABLE:
        return timezone.now() + AFTER_GIVING_UP
    return timezone.now() + TRY_AGAIN[Priority(request.priority)]
