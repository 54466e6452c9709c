"""Erasing what a family wrote: the row still counts, but names nobody."""

from datetime import datetime, timedelta

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import AbstractUser
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q
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
    **{"referred_to": "", "referral_told": "", "many_from_phone": False},
    **{"visit_at": None, "reminded_of": None},  # a printed day tells who came then
}


def past_retention(days: int | None = None) -> AppointmentRequestQuerySet:
    """To be erased by age: settled for longer than the clinic keeps requests (or `days`).

    What was sent twice goes together, so the kept one waits until the time of all has come.
    """
    end = _end_of_retention(days)
    twins = AppointmentRequest.objects.filter(duplicate_of__isnull=False, erased_at__isnull=True)
    waiting = twins.filter(Q(closed_at__gte=end) | Q(hold=True))
    old = AppointmentRequest.objects.filter(closed_at__lt=end, erased_at__isnull=True, hold=False)
    # Found once: asked of each row, SQLite would read the whole table every time.
    return old.exclude(pk__in=waiting.values("duplicate_of"))


def held(days: int | None = None) -> AppointmentRequestQuerySet:
    """Old enough to be erased, but somebody keeps it from that."""
    return AppointmentRequest.objects.filter(
        closed_at__lt=_end_of_retention(days), erased_at__isnull=True, hold=True
    )


def _end_of_retention(days: int | None) -> datetime:
    return timezone.now() - timedelta(days=days or Clinic.load().retention_days)


def too_long_open() -> AppointmentRequestQuerySet:
    """Open for more than half a year: the managers decide about each."""
    return AppointmentRequest.objects.open().filter(received_at__lt=timezone.now() - TOO_LONG_OPEN)


def erase(request: AppointmentRequest, *, by: AbstractUser | None, reason: str = "") -> None:
    """Erase a settled request, and with it those that were sent twice for the same child.

    `by` is None for the site itself, by age. Raises MoveRefused with a sentence, or MovedOn;
    either way nothing is erased.
    """
    changes = BLANKED | {"erased_at": timezone.now()}
    with transaction.atomic():
        together = [request, *twins(request)]
        _lock(together)
        if refusal := why_not(together):
            raise MoveRefused(refusal)
        for each in together:
            _erase_row(each, changes, by=by, reason=reason)
    request._adopt(changes)


def twins(request: AppointmentRequest) -> AppointmentRequestQuerySet:
    """What goes with it: sent twice for the same child."""
    return request.duplicates.filter(erased_at__isnull=True).order_by("pk")


def why_not(together: list[AppointmentRequest]) -> str:
    """What has to happen before these can be erased; empty when they can."""
    if together[0].erased_at:
        return _("This request was erased already.")
    for each in together:
        if each.hold:
            return _("%(reference)s is kept from erasure. End that first.") % {"reference": each}
        if each.closed_at is None:
            return _("%(reference)s is still open. Settle it first.") % {"reference": each}
    return ""


def _lock(together: list[AppointmentRequest]) -> None:
    """All rows that change, in one order, so that two people who erase at once do not lock up."""
    ids = [each.pk for each in together]
    touched = AppointmentRequest.objects.filter(Q(pk__in=ids) | Q(related_to__in=ids))
    list(touched.order_by("pk").select_for_update().values_list("pk"))


def _erase_row(
    request: AppointmentRequest,
    changes: dict[str, object],
    *,
    by: AbstractUser | None,
    reason: str,
) -> None:
    request._compare_and_set(changes)
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
