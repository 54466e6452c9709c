"""Requests of an earlier version get what the new columns say."""

from datetime import UTC, datetime, timedelta

import pytest

from appointments import search
from appointments.models import AppointmentRequest, Status
from tests.upgrade import database_at

pytestmark = pytest.mark.django_db(transaction=True)

NOON = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
OPEN = ("new", "contacted", "unreachable", "scheduled", "missed", "withdrawn")


def insert(apps, status: str, **fields):
    Request = apps.get_model("appointments", "AppointmentRequest")
    request = Request.objects.create(
        **{
            "reference": f"{Request.objects.count():08}", "status": status, "received_at": NOON,
            "child_name": "রাফি", "child_age": "3", "guardian_name": "Rahima", "concern": "lump",
            "phone": "01712345678", "phone_e164": "+8801712345678", "page_language": "bn",
            "consent_version": "x", "visit_at": NOON, "next_action_at": NOON, **fields,
        }
    )  # fmt: skip
    return request


def test_old_requests_are_open_or_closed_and_can_be_found():
    with database_at("appointments", "0002_promises_outbox_limits") as apps:
        Event = apps.get_model("appointments", "Event")
        kept = insert(apps, "new")
        for status in Status:
            closed = status not in OPEN
            request = insert(
                apps, status, duplicate_of=kept, child_name=f"child {status}",
                next_action_at=None if closed or status == "unreachable" else NOON,
            )  # fmt: skip
            for hours, event in enumerate(
                [
                    ("call", "no_answer"),
                    ("call", "reached"),
                    ("status", "contacted"),
                    ("call", "reached"),
                    ("status", status),
                    ("note", ""),
                ]
            ):
                at = NOON + timedelta(hours=hours)
                Event.objects.create(request=request, kind=event[0], new=event[1], at=at)
        insert(apps, "withdrawn", child_name="confirmed", next_action_at=None)
        insert(apps, "spam", child_name="without a trail", next_action_at=None)
        insert(apps, "answered", child_name="left to do")
        insert(
            apps, "missed", child_name="many numbers", next_action_at=NOON - timedelta(days=1),
            phone_alternative="০১৮১২-৩৪৫৬৭৯", filled_by_phone="no number", filled_by_name="কামাল",
        )  # fmt: skip
    rows = {each.child_name: each for each in AppointmentRequest.objects.all()}
    for status in Status:
        row = rows[f"child {status}"]
        is_open = status in OPEN
        assert (status, row.closed_at) == (status, None if is_open else NOON + timedelta(hours=4))
        assert (status, row.next_action_at is not None) == (status, is_open)
        assert row.first_reached_at == NOON + timedelta(hours=1)
        assert {key.key for key in row.search_keys.all()} >= {"wrahima", "n1712345678"}
    assert rows["confirmed"].closed_at == rows["without a trail"].closed_at == NOON
    assert rows["রাফি"].first_reached_at is None
    left_to_do, many = rows["left to do"], rows["many numbers"]
    assert (left_to_do.closed_at, left_to_do.next_action_at) == (NOON, None)
    assert (many.closed_at, many.next_action_at) == (None, NOON - timedelta(days=1))
    for row in rows.values():
        assert {key.key for key in row.search_keys.all()} == search.keys(row)
    assert search.found("01812345679") == search.found("Kamal") == [many.pk]
