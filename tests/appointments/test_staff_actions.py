"""What staff do beside moving a request on: one event each, and nobody is overwritten."""

from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils.translation import override

from appointments.models import AppointmentRequest, MovedOn, MoveRefused, Priority
from appointments.phones import PhoneError
from clinic_site.groups import APPOINTMENT_STAFF, EDITORS, MANAGERS
from clinic_site.models import User
from tests.appointments.desk import trail
from tests.makers import make_request, make_user

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


def row(request: AppointmentRequest) -> dict[str, Any]:
    return AppointmentRequest.objects.filter(pk=request.pk).values().get()


# In whose hands


def test_request_is_handed_over_with_the_names_of_that_day(nurse):
    mina = make_user("mina", MANAGERS, first_name="Mina", last_name="Begum")
    request = make_request()
    request.assign(mina, by=nurse)
    assert request.assign(mina, by=nurse) is None
    request.assign(None, by=nurse)
    assert [event[:3] for event in trail(request)] == [
        ("assigned", "", "Mina Begum"),
        ("assigned", "Mina Begum", ""),
    ]
    assert (row(request)["assigned_to_id"], row(request)["version"]) == (None, 3)


@pytest.mark.parametrize(("groups", "active"), [([EDITORS], True), ([], True), ([MANAGERS], False)])
def test_who_answers_no_requests_gets_none(groups, active, nurse, stored):
    request = make_request()
    person = make_user("other", *groups, is_active=active)
    before = stored()
    with override("en"), pytest.raises(MoveRefused) as caught:
        request.assign(person, by=nurse)
    assert (str(caught.value), stored()) == ("This person does not answer requests.", before)


def save_account(client, person: User, **changes: Any) -> None:
    answers = {
        "username": person.username, "first_name": "", "last_name": "", "email": "",
        "language": "en", "is_active": "on",
        "groups": [group.pk for group in person.groups.all()], **changes,
    }  # fmt: skip
    answers = {name: value for name, value in answers.items() if value is not None}
    path = f"/admin/clinic_site/user/{person.pk}/change/"
    assert client.post(path, answers).status_code == 302


@pytest.mark.parametrize("change", [{"is_active": None}, {"groups": None}])
def test_open_requests_of_who_leaves_become_nobodys(change, client):
    boss = make_user("boss", MANAGERS)
    mina, other = make_user("mina", APPOINTMENT_STAFF), make_user("other", APPOINTMENT_STAFF)
    theirs = make_request(assigned_to=mina)
    settled = make_request(assigned_to=mina, status="answered")
    others = make_request(assigned_to=other)
    client.force_login(boss)
    save_account(client, mina, first_name="Mina")
    assert row(theirs)["assigned_to_id"] == mina.pk
    save_account(client, mina, **change)
    assert row(theirs)["assigned_to_id"] is None
    assert trail(theirs) == [("assigned", "mina", "", "", "", "boss")]
    assert (row(settled)["assigned_to_id"], row(others)["assigned_to_id"]) == (mina.pk, other.pk)


# Contact details


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("guardian_name", "রহিমা বেগম"),
        ("phone", "01812345678"),
        ("phone_alternative", "01511223344"),
        ("email", "new@example.com"),
        ("contact_method", "whatsapp"),
        ("best_time", "morning"),
        ("preferred_language", "en"),
    ],
)
def test_detail_is_corrected_and_what_stood_there_is_kept(field, value, nurse):
    request = make_request()
    before = row(request)
    request.correct_contact({field: value}, by=nurse)
    assert trail(request) == [("corrected", before[field], value, field, "", "nurse")]
    changed = {name for name, stored in row(request).items() if stored != before[name]}
    assert changed - {"next_action_at"} == {
        *(field, "version"), *(["phone_e164"] if field == "phone" else [])
    }  # fmt: skip


def test_correcting_to_the_same_is_nothing(nurse, stored):
    request = make_request()
    before = stored()
    assert request.correct_contact({"guardian_name": request.guardian_name}, by=nurse) is None
    assert stored() == before


def test_number_that_is_none_leaves_everything_as_it_was(nurse, stored):
    request = make_request()
    before = stored()
    with pytest.raises(PhoneError):
        request.correct_contact({"phone": "0171", "guardian_name": "x"}, by=nurse)
    assert (stored(), request.version) == (before, 1)


def test_several_details_are_an_event_each(nurse):
    request = make_request(email="old@example.com")
    answers = {"guardian_name": "Salma", "best_time": "", "email": "", "phone": "01812345678"}
    request.correct_contact(answers, by=nurse)
    assert [event[1:4] for event in trail(request)] == [
        ("রহিমা খাতুন", "Salma", "guardian_name"),
        ("old@example.com", "", "email"),
        ("০১৭১২৩৪৫৬৭৮", "01812345678", "phone"),
    ]
    after = row(request)
    assert (after["version"], after["phone_e164"]) == (2, "+8801812345678")
    assert {name: getattr(request, name) for name in after} == after


@pytest.mark.parametrize(
    ("status", "comes_up"),
    [
        *(("new", True), ("contacted", True), ("unreachable", True)),
        *(("scheduled", False), ("missed", False), ("withdrawn", False)),
    ],
)
def test_number_that_was_wrong_is_called_again_now(status, comes_up, nurse):
    later = NOON + timedelta(hours=3)
    request = make_request(status=status, visit_at=later, next_action_at=later)
    with mock.patch("django.utils.timezone.now", return_value=NOON):
        request.correct_contact({"guardian_name": "Salma"}, by=nurse)
        assert row(request)["next_action_at"] == later
        request.correct_contact({"phone": "01812345678"}, by=nurse)
    assert row(request)["next_action_at"] == (NOON if comes_up else later)


def test_details_are_not_corrected_without_the_keys_they_are_found_by(nurse, stored):
    request = make_request()
    before = stored()

    def breaks(execute, sql, *rest):
        if sql.startswith('INSERT INTO "appointments_searchkey"'):
            raise OSError("no room")
        return execute(sql, *rest)

    with pytest.raises(OSError, match="no room"), connection.execute_wrapper(breaks):
        request.correct_contact({"guardian_name": "Salma"}, by=nurse)
    assert stored() == before


# Calls


@pytest.mark.parametrize(
    ("priority", "minutes"),
    [
        (Priority.EMERGENCY, 15),
        (Priority.URGENT, 60),
        (Priority.SOON, 180),
        (Priority.ROUTINE, 180),
    ],
)
def test_sicker_children_are_tried_again_sooner(priority, minutes, nurse):
    request = make_request(priority=priority)
    with mock.patch("django.utils.timezone.now", return_value=NOON):
        request.log_call("no_answer", by=nurse)
    assert row(request)["next_action_at"] == NOON + timedelta(minutes=minutes)


def test_first_answer_is_the_first_call_that_reached_the_family(nurse):
    request = make_request(suspicious=True, received_at=NOON - timedelta(hours=9))
    for hours, outcome in enumerate(["no_answer", "someone_else", "reached", "reached"]):
        with mock.patch("django.utils.timezone.now", return_value=NOON + timedelta(hours=hours)):
            request.log_call(outcome, by=nurse)
    assert row(request)["first_reached_at"] == NOON + timedelta(hours=2)
    assert row(request)["suspicious"] is False


def test_call_that_reached_nobody_leaves_the_promise_and_the_suspicion(nurse):
    request = make_request(suspicious=True, answer_due=NOON)
    request.log_call("no_answer", by=nurse)
    assert (row(request)["answer_due"], row(request)["suspicious"]) == (NOON, True)


# Kept from erasure


def test_request_is_kept_from_erasure_with_a_reason_and_released_with_one(nurse):
    request = make_request()
    request.set_hold(True, by=nurse, reason="A complaint")
    request.set_hold(False, by=nurse, reason="It is over")
    assert [(event[2], event[4]) for event in trail(request)] == [
        ("on", "A complaint"),
        ("off", "It is over"),
    ]


@pytest.mark.parametrize(
    ("hold", "reason", "sentence"),
    [(True, " \n", "Write the reason."), (False, "x", "That is how it is already.")],
)
def test_hold_without_a_reason_or_a_change_is_refused(hold, reason, sentence, nurse, stored):
    request = make_request()
    before = stored()
    with override("en"), pytest.raises(MoveRefused) as caught:
        request.set_hold(hold, by=nurse, reason=reason)
    assert (str(caught.value), stored()) == (sentence, before)


# Nobody is overwritten


@pytest.mark.parametrize(
    "act",
    [
        lambda request, by: request.assign(by, by=by),
        lambda request, by: request.assign(None, by=by),
        lambda request, by: request.correct_contact({"guardian_name": "x"}, by=by),
        lambda request, by: request.correct_contact({"phone": "01812345678"}, by=by),
        lambda request, by: request.set_hold(True, by=by, reason="x"),
        lambda request, by: request.set_priority(Priority.URGENT, by=by),
        lambda request, by: request.log_call("reached", by=by),
    ],
)
def test_whoever_saw_an_older_state_is_told(act, nurse, stored):
    request = make_request(assigned_to=make_user("mina", APPOINTMENT_STAFF))
    AppointmentRequest.objects.get().log_call("no_answer", by=nurse)
    before, keys = stored(), set(request.search_keys.values_list("pk", "key"))
    with pytest.raises(MovedOn):
        act(request, nurse)
    assert (stored(), set(request.search_keys.values_list("pk", "key"))) == (before, keys)
    assert request.version == 1


def test_nothing_open_is_without_a_next_action(nurse):
    request = make_request()
    with pytest.raises(IntegrityError, match="request_open_has_next_action"):
        AppointmentRequest.objects.filter(pk=request.pk).update(next_action_at=None)


def test_request_that_is_taken_up_again_is_not_left_with_who_has_gone(nurse):
    mina = make_user("mina", EDITORS, first_name="Mina")
    request = make_request(assigned_to=mina, status="answered")
    request.move_to("new", by=nurse, note="The mother called")
    assert [event[:3] for event in trail(request)] == [
        ("status", "answered", "new"),
        ("assigned", "Mina", ""),
    ]
    assert row(request)["assigned_to_id"] is None
    mine = make_request(assigned_to=nurse, status="answered")
    mine.move_to("new", by=None)
    assert row(mine)["assigned_to_id"] == nurse.pk


def test_new_object_that_names_a_stored_row_does_not_write_over_it(stored):
    request = make_request()
    before = stored()
    other = AppointmentRequest(pk=request.pk, reference="7K0M1Q9D", status="spam")
    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()
    assert stored() == before
