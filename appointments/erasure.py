"""Erasing what a family wrote: the row still counts, but names nobody."""

from datetime import timedelta

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import AbstractUser
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.answers import FamilyAnswers
from appointments.events import Event, EventKind
from appointments.messages import State
from appointments.models import AppointmentRequest
from appointments.moves import MoveRefused
from appointments.queue import AppointmentRequestQuerySet
from pages.clinic import Clinic

TOO_LONG_OPEN = timedelta(days=180)
# What the figures need of the answers; the consent says that there was one.
COUNTED = {"concern", "preferred_language", "consent_version"}
# What such events say beside who and when is a code, no word of anybody's.
CODED = (EventKind.STATUS, EventKind.PRIORITY, EventKind.CALL, EventKind.HOLD)
KEPT_WORDS = (EventKind.HOLD, EventKind.ERASED)  # staff's own, about keeping and erasing


def blank(field: models.Field) -> object:
    if field.null:
        return None
    return [] if isinstance(field, models.JSONField) else ""


BLANKED = {
    field.name: blank(field)
    for field in FamilyAnswers._meta.get_fields()
    if field.name not in COUNTED
} | {
    **{"submission_key": None, "form_nonce": "", "answers_digest": "", "related_to": None},
    **{"referred_to": "", "referral_told": "", "many_from_phone": False, "reminded_of": None},
}


def past_retention(days: int | None = None) -> AppointmentRequestQuerySet:
    """Settled for longer than the clinic keeps requests (or `days`), and not erased yet."""
    days = days or Clinic.load().retention_days
    ended = timezone.now() - timedelta(days=days)
    return AppointmentRequest.objects.filter(closed_at__lt=ended, erased_at__isnull=True)


def too_long_open() -> AppointmentRequestQuerySet:
    """Open for more than half a year: the managers decide about each."""
    return AppointmentRequest.objects.open().filter(received_at__lt=timezone.now() - TOO_LONG_OPEN)


def erase(request: AppointmentRequest, *, by: AbstractUser | None, reason: str = "") -> None:
    """Erase a settled request, and with it those that were sent twice for the same child.

    `by` is None for the site itself, by age. Raises MoveRefused with a sentence, or MovedOn;
    either way nothing is erased.
    """
    together = [request, *request.duplicates.filter(erased_at__isnull=True)]
    refuse_unless_erasable(together)
    with transaction.atomic():
        for each in together:
            _erase_row(each, by=by, reason=reason)
    for each in together:
        each.refresh_from_db()


def refuse_unless_erasable(together: list[AppointmentRequest]) -> None:
    if together[0].erased_at:
        raise MoveRefused(_("This request was erased already."))
    for each in together:
        if each.hold:
            raise MoveRefused(
                _("%(reference)s is kept from erasure. End that first.") % {"reference": each}
            )
        if each.closed_at is None:
            raise MoveRefused(
                _("%(reference)s is still open. Settle it first.") % {"reference": each}
            )


def _erase_row(request: AppointmentRequest, *, by: AbstractUser | None, reason: str) -> None:
    request._compare_and_set(BLANKED | {"erased_at": timezone.now()})
    request.search_keys.all().delete()
    request.followers.update(related_to=None)
    request.messages.filter(state=State.QUEUED).delete()  # nothing goes out any more
    request.messages.update(recipient="", subject="", text="")
    events = Event.objects.filter(request=request)
    events.exclude(kind__in=CODED).update(old="", new="")
    events.exclude(kind__in=KEPT_WORDS).update(text="")
    events.update(detail="")
    LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(AppointmentRequest),
        object_id=str(request.pk),
    ).update(object_repr=str(request), change_message="")
    request.events.create(kind=EventKind.ERASED, by=by, text=reason)
