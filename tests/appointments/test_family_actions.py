"""What a family does to its own request: an event by nobody, and never a lost wish."""

from datetime import timedelta

import pytest
from django.utils import timezone

from appointments.models import AppointmentRequest, MovedOn, MoveRefused, Priority, Status
from appointments.phones import PhoneError
from pages.clinic import Clinic
from tests.makers import make_call, make_request

pytestmark = pytest.mark.django_db


def in_hours(hours: float):
    return timezone.now() + timedelta(hours=hours)


def trail(request: AppointmentRequest) -> list[tuple]:
    return list(request.events.values_list("kind", "by", "old", "new"))


def test_corrected_number_is_called_from_now_on_and_the_old_one_is_kept_as_an_event(stored):
    request = make_request(phone="01712 345678")
    request.correct_phone("০১৮১২-৩৪৫৬৭৮")
    request.refresh_from_db()
    assert (request.phone, request.phone_e164) == ("০১৮১২-৩৪৫৬৭৮", "+8801812345678")
    assert trail(request) == [("corrected", None, "01712 345678", "০১৮১২-৩৪৫৬৭৮")]


def test_the_same_number_typed_otherwise_changes_nothing(stored):
    request = make_request(phone="01712 345678")
    before = stored()
    assert request.correct_phone("+8801712345678") is None
    assert stored() == before


@pytest.mark.parametrize(
    ("status", "at_once"),
    [("new", True), ("contacted", True), ("unreachable", True), ("scheduled", False)],
)
def test_corrected_number_is_called_without_waiting_for_the_next_try(status, at_once, nurse):
    request = make_request(status=status, visit_at=in_hours(30), next_action_at=in_hours(3))
    request.correct_phone("01812345678")
    request.refresh_from_db()
    assert (request.next_action_at <= timezone.now()) == at_once


def test_number_that_no_phone_has_changes_nothing(stored):
    request = make_request()
    before = stored()
    with pytest.raises(PhoneError):
        request.correct_phone("12")
    assert stored() == before


@pytest.mark.parametrize(
    "status", [each for each in Status if each in ("new", "contacted", "unreachable", "scheduled")]
)
def test_withdrawal_can_be_taken_back_until_staff_have_spoken_to_the_family(status, nurse):
    request = make_request(status=status, visit_at=in_hours(30))
    request.withdraw()
    assert (request.withdrawal_is_open, request.answer_due) == (True, None)
    request.take_back_withdrawal()
    assert (request.status, request.visit_at) == (Status.NEW, None)
    request.withdraw()
    request.log_call("no_answer", by=nurse)
    assert request.withdrawal_is_open
    request.log_call("reached", by=nurse)
    with pytest.raises(MoveRefused):
        request.take_back_withdrawal()
    assert request.status == Status.WITHDRAWN


def test_withdrawal_that_staff_wrote_down_is_not_taken_back(nurse):
    request = make_request()
    request.move_to(Status.WITHDRAWN, by=nurse)
    with pytest.raises(MoveRefused):
        request.take_back_withdrawal()


@pytest.mark.parametrize("status", ["contacted", "scheduled", "missed"])
def test_wish_for_a_call_goes_up_in_the_queue_with_a_promise(status):
    request = make_request(status=status, visit_at=in_hours(50), next_action_at=in_hours(50))
    request.ask_for_call()
    request.refresh_from_db()
    assert request.next_action_at <= timezone.now()
    due = Clinic().working_time().after(timezone.now(), Clinic().promise_soon)
    assert request.answer_due == due
    assert (request.status, trail(request)) == (status, [("call_asked", None, "", "")])


def test_wish_does_not_put_off_a_promise_that_still_holds():
    promised = in_hours(1)
    request = make_request(answer_due=promised)
    request.ask_for_call()
    assert request.answer_due == promised


def test_wish_after_a_missed_promise_gets_a_new_one_that_can_be_missed_and_told_again():
    request = make_request(answer_due=in_hours(-1), late_told=True)
    request.ask_for_call()
    request.refresh_from_db()
    assert (request.answer_due > timezone.now(), request.late_told) == (True, False)


def test_wish_is_written_once_until_somebody_called(nurse):
    request = make_request(status="contacted")
    request.ask_for_call()
    assert request.ask_for_call() is None
    make_call(request, nurse)
    assert request.ask_for_call().kind == "call_asked"
    assert [kind for kind, *_rest in trail(request)] == ["call_asked", "call", "call_asked"]


@pytest.mark.parametrize("status", ["unreachable", "answered", "referred"])
def test_settled_request_is_taken_up_again(status):
    request = make_request(status=status)
    request.ask_for_call()
    asked = ("call_asked", None, "", "")
    assert (request.status, trail(request)) == ("new", [("status", None, status, "new"), asked])
    assert request in AppointmentRequest.objects.waiting()


@pytest.mark.parametrize("status", ["declined", "spam", "attended", "withdrawn", "duplicate"])
def test_where_the_family_has_to_call_itself_a_wish_is_refused(status, stored):
    request = make_request(status=status, duplicate_of=make_request())
    before = stored()
    with pytest.raises(MoveRefused):
        request.ask_for_call()
    assert stored() == before


def test_family_does_not_write_over_what_staff_just_did(nurse):
    request = make_request()
    AppointmentRequest.objects.get().move_to(Status.CONTACTED, by=nurse)
    for action in (request.withdraw, request.ask_for_call):
        with pytest.raises(MovedOn):
            action()
    with pytest.raises(MovedOn):
        request.correct_phone("01912345678")


# The promise


def test_call_that_reached_the_family_keeps_the_promise(nurse):
    request = make_request(answer_due=in_hours(1))
    request.log_call("no_answer", by=nurse)
    assert request.answer_due is not None
    request.log_call("reached", by=nurse)
    request.refresh_from_db()
    assert request.answer_due is None


def test_call_after_a_wish_leaves_an_arranged_visit_as_the_next_action(nurse):
    visit = in_hours(50)
    request = make_request(status="scheduled", visit_at=visit)
    request.ask_for_call()
    request.log_call("reached", by=nurse)
    request.refresh_from_db()
    assert (request.next_action_at, request.answer_due) == (visit, None)


def test_higher_priority_brings_the_promise_forward_and_a_lower_one_does_not_put_it_off(nurse):
    request = make_request(answer_due=in_hours(24 * 30))
    request.set_priority(Priority.EMERGENCY, by=nurse)
    earlier = request.answer_due
    assert earlier <= Clinic().working_time().after(timezone.now(), 1)
    request.set_priority(Priority.ROUTINE, by=nurse)
    request.refresh_from_db()
    assert request.answer_due == earlier


def test_priority_of_a_request_that_is_owed_nothing_makes_no_promise(nurse):
    request = make_request(answer_due=None)
    request.set_priority(Priority.EMERGENCY, by=nurse)
    assert request.answer_due is None
