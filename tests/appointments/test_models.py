"""A request's row guards itself, and everything that happens to it is written down."""

from datetime import timedelta
from unittest import mock

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import override

from appointments.models import (
    AppointmentRequest,
    Event,
    MoveRefused,
    Priority,
    Status,
)
from appointments.queue import QUEUE_ORDER
from appointments.references import ALPHABET
from tests.makers import make_call, make_request, make_user

pytestmark = pytest.mark.django_db

REFUSAL = "A status changes through move_to() only."


def after(**delta: float):
    """The clock, so much later."""
    return mock.patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(**delta))


# The row


def test_new_request_waits_to_be_called_soon():
    earliest = timezone.now()
    request = AppointmentRequest.objects.get(pk=make_request().pk)
    assert (request.status, request.priority, request.version) == (Status.NEW, Priority.SOON, 1)
    assert earliest <= request.received_at <= request.next_action_at <= timezone.now()
    assert (len(request.reference), set(request.reference) - set(ALPHABET)) == (8, set())


def test_name_of_a_request_is_its_reference_alone():
    assert str(make_request(reference="7K0M1Q9D")) == "7K0M-1Q9D"


@pytest.mark.parametrize("changed", [{"status": Status.SPAM}, {"district": "Sylhet"}, {}])
def test_stored_request_is_not_saved_over(changed, nurse, stored):
    request = make_request()
    AppointmentRequest.objects.get().move_to(Status.CONTACTED, by=nurse)
    before = stored()
    for name, value in changed.items():
        setattr(request, name, value)
    with override("en"), pytest.raises(MoveRefused) as caught:
        request.save()
    with pytest.raises(MoveRefused):
        request.save(update_fields=["status"])
    sentence = "A stored request changes through its own methods only."
    assert (str(caught.value), stored()) == (sentence, before)


@pytest.mark.parametrize(
    "read",
    [
        lambda requests: requests.get(),
        lambda requests: requests.defer("status").get(),
        lambda requests: requests.only("pk").get(),
    ],
    ids=["get", "defer", "only"],
)
def test_changed_status_of_a_row_read_anew_is_refused(read, stored):
    make_request()
    before = stored()
    request = read(AppointmentRequest.objects)
    request.status = Status.SPAM
    with pytest.raises(MoveRefused):
        request.save()
    assert stored() == before


def test_rows_are_updated_in_bulk_but_for_their_status(stored):
    request = make_request()
    before = stored()
    with override("en"), pytest.raises(MoveRefused) as caught:
        AppointmentRequest.objects.update(status=Status.SPAM, district="Sylhet")
    request.status = Status.SPAM
    with pytest.raises(MoveRefused), transaction.atomic():
        AppointmentRequest.objects.bulk_update([request], ["status"])
    assert (str(caught.value), stored()) == (REFUSAL, before)
    AppointmentRequest.objects.update(district="Sylhet")
    assert AppointmentRequest.objects.get().district == "Sylhet"


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"status": "lost"}, "request_status_known"),
        ({"status": ""}, "request_status_known"),
        ({"priority": 0}, "request_priority_known"),
        ({"priority": 5}, "request_priority_known"),
        ({"status": Status.SCHEDULED}, "request_scheduled_has_visit"),
        ({"status": Status.DUPLICATE}, "request_duplicate_names_other"),
    ],
)
def test_database_itself_refuses(fields, name, stored):
    make_request()
    before = stored()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        AppointmentRequest._base_manager.update(**fields)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make_request(**fields)
    assert stored() == before


@pytest.mark.parametrize("field", ["reference", "submission_key"])
def test_database_refuses_a_second_row_with_the_same(field, stored):
    make_request(**{field: "7K0M1Q9D"})
    before = stored()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_request(**{field: "7K0M1Q9D"})
    assert stored() == before


def test_kept_request_cannot_be_deleted_and_a_person_with_events_neither(nurse):
    kept, request = make_request(), make_request()
    request.move_to(Status.DUPLICATE, by=nurse, duplicate_of=kept)
    with pytest.raises(ProtectedError):
        kept.delete()
    with pytest.raises(ProtectedError):
        nurse.delete()
    request.delete()
    kept.delete()
    nurse.delete()
    assert Event.objects.count() == 0


def test_request_outlives_the_one_it_was_sent_again_from():
    first = make_request()
    second = make_request(related_to=first)
    first.delete()
    second.refresh_from_db()
    assert second.related_to is None


# The queue


def test_queue_is_the_sickest_first_then_the_longest_waiting():
    now = timezone.now()
    make_request(child_name="later", next_action_at=now + timedelta(hours=1))
    make_request(child_name="routine", priority=Priority.ROUTINE, next_action_at=now)
    make_request(child_name="first", next_action_at=now)
    make_request(child_name="second", next_action_at=now)
    make_request(
        child_name="emergency",
        priority=Priority.EMERGENCY,
        next_action_at=now + timedelta(days=1),
    )
    make_request(child_name="urgent", priority=Priority.URGENT, next_action_at=now)
    assert [
        request.child_name for request in AppointmentRequest.objects.order_by(*QUEUE_ORDER)
    ] == [*("emergency", "urgent", "first", "second", "later", "routine")]


def test_open_requests_are_those_with_something_to_do():
    other = make_request()
    for status in Status:
        make_request(status=status, visit_at=timezone.now(), duplicate_of=other)
    open_ones = AppointmentRequest.objects.open().exclude(pk=other.pk).order_by("pk")
    assert [request.status for request in open_ones] == [
        *("new", "contacted", "unreachable", "scheduled", "missed", "withdrawn")
    ]


# What happens to it


def test_priority_changes_with_its_event(nurse):
    request = make_request()
    event = request.set_priority(Priority.URGENT, by=nurse)
    written = [getattr(event, name) for name in ("kind", "by", "old", "new", "text")]
    assert written == ["priority", nurse, "3", "2", ""]
    assert list(request.events.all()) == [event]
    request.refresh_from_db()
    assert (request.priority, request.version) == (Priority.URGENT, 2)


@pytest.mark.parametrize("outcome", ["no_answer", "switched_off", "wrong_number", "someone_else"])
def test_call_that_reached_nobody_comes_back_in_three_hours(outcome, nurse):
    request = make_request()
    earliest = timezone.now() + timedelta(hours=3)
    event = request.log_call(outcome, by=nurse, note="Rang twice")
    request.refresh_from_db()
    assert earliest <= request.next_action_at <= timezone.now() + timedelta(hours=3)
    written = [getattr(event, name) for name in ("kind", "by", "old", "new", "text")]
    assert written == ["call", nurse, "", outcome, "Rang twice"]
    assert list(request.events.all()) == [event]


def test_call_that_reached_nobody_comes_back_when_asked(nurse):
    request = make_request()
    tomorrow = timezone.now() + timedelta(days=1)
    request.log_call("no_answer", by=nurse, again_at=tomorrow)
    request.refresh_from_db()
    assert request.next_action_at == tomorrow


def test_call_that_reached_the_family_leaves_the_next_action(nurse):
    request = make_request()
    before = request.next_action_at
    event = request.log_call("reached", by=nurse)
    request.refresh_from_db()
    assert (request.next_action_at, request.version, event.new) == (before, 2, "reached")


def test_note_is_an_event_and_nothing_else(nurse):
    request = make_request()
    before = AppointmentRequest.objects.values().get()
    event = request.add_note("Speaks Sylheti", by=nurse)
    assert AppointmentRequest.objects.values().get() == before
    written = [getattr(event, name) for name in ("kind", "by", "old", "new", "text")]
    assert written == ["note", nurse, "", "", "Speaks Sylheti"]


def test_view_counts_once_in_fifteen_minutes_for_each_person_and_request(nurse):
    request, other = make_request(), make_request()
    colleague = make_user("colleague")
    request.record_view(nurse)
    with after(minutes=14):
        request.record_view(nurse)
        request.record_view(colleague)
        other.record_view(nurse)
    assert [event.by for event in request.events.all()] == [nurse, colleague]
    with after(minutes=16):
        request.record_view(nurse)
    views = request.events.filter(kind="viewed")
    assert sorted(event.by.username for event in views) == ["colleague", "nurse", "nurse"]
    assert [event.by for event in other.events.all()] == [nurse]


def test_call_is_no_view(nurse):
    request = make_request()
    make_call(request, nurse)
    request.record_view(nurse)
    assert [event.kind for event in request.events.all()] == ["call", "viewed"]
