"""Other requests that may be about the same child."""

from dataclasses import dataclass

from django.db.models import QuerySet

from appointments import search
from appointments.models import AppointmentRequest, Status
from appointments.moves import same_child

MOST = 10
YEAR = 365


@dataclass(frozen=True)
class Like:
    """Another request and why it is shown; `can_be_same` when it can be marked with one press."""

    request: AppointmentRequest
    same_phone: bool
    like_name: bool
    can_be_same: bool


def others_like(stored: AppointmentRequest) -> list[Like]:
    """The newest with one of the same numbers, or a name that sounds alike at a like age."""
    if stored.erased_at:
        return []
    by_phone = set(search.with_number(stored.numbers)) if stored.numbers else set()
    by_name = set(search.with_child_called(stored.child_name))
    found: QuerySet = AppointmentRequest.objects.filter(pk__in=by_phone | by_name)
    likes = []
    for other in found.exclude(pk=stored.pk).order_by("-pk"):
        like_name = other.pk in by_name and _like_age(stored, other)
        if other.pk in by_phone or like_name:
            likes.append(Like(other, other.pk in by_phone, like_name, _can_be(stored, other)))
    return likes[:MOST]


def _can_be(stored: AppointmentRequest, other: AppointmentRequest) -> bool:
    kept = other.status not in (Status.DUPLICATE, Status.SPAM)
    return kept and Status.DUPLICATE in stored.moves() and same_child(stored, other)


def _like_age(one: AppointmentRequest, other: AppointmentRequest) -> bool:
    """Within a year, or a fifth of the age; what is not known differs from nothing."""
    if one.child_age_days is None or other.child_age_days is None:
        return True
    apart = abs(one.child_age_days - other.child_age_days)
    return apart <= max(YEAR, one.child_age_days // 5)
