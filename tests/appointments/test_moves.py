"""A status moves along the map only, with what the move needs, and leaves one event."""

from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.utils import timezone
from django.utils.translation import override

from appointments.models import (
    TRANSITIONS,
    AppointmentRequest,
    MovedOn,
    MoveRefused,
    Priority,
    Status,
)
from appointments.statuses import CLOSED
from clinic_site.models import User
from tests.appointments.family import in_language
from tests.makers import make_call, make_request

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
EARLIER, VISIT = NOW - timedelta(days=3), NOW + timedelta(days=7)
PROMISED = NOW + timedelta(days=1)  # eight working hours from noon in Dhaka, on a Monday

# As agreed with the clinic; written out once more, so that the map does not change by accident.
MAP = {
    "new": "contacted scheduled unreachable attended answered referred declined withdrawn "
    "duplicate spam",
    "contacted": "scheduled unreachable attended answered referred declined withdrawn duplicate "
    "spam",
    "unreachable": "new contacted scheduled attended withdrawn duplicate",
    "scheduled": "scheduled contacted attended missed answered referred declined withdrawn "
    "duplicate",
    "missed": "contacted scheduled unreachable attended answered referred declined withdrawn",
    "attended": "scheduled",
    **dict.fromkeys(["answered", "referred", "declined", "withdrawn", "duplicate", "spam"], "new"),
}
PAIRS = [(old, new) for old in Status for new in Status]


@pytest.fixture
def _noon():
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def make_at(status: Status, **fields) -> AppointmentRequest:
    """A request that stands at `status`."""
    needed = {
        Status.SCHEDULED: {"visit_at": EARLIER},
        Status.REFERRED: {"referred_to": "Chattogram", "referral_urgency": "planned"},
        Status.DUPLICATE: {"duplicate_of": make_request()} if status == Status.DUPLICATE else {},
    }
    return make_request(**{"status": status, **needed.get(status, {}), **fields})


def make_ready(old: Status, by: User, **fields) -> tuple[AppointmentRequest, dict]:
    """A request at `old`, and everything that any move could need."""
    request = make_at(old, **fields)
    for days_ago in (1, 1, 0):
        make_call(request, by, days_ago)
    make_call(request, by, new="reached")
    details = {
        "note": "কারণ",
        "visit_at": VISIT,
        "referred_to": "Dhaka Medical College",
        "referral_urgency": "emergency",
        "referral_told": "The doctor on duty",
        "duplicate_of": make_request(),
    }
    return request, details


def row(request: AppointmentRequest) -> dict:
    return AppointmentRequest.objects.filter(pk=request.pk).values().get()


def refusal(request: AppointmentRequest, status: Status, **details) -> str:
    with override("en"), pytest.raises(MoveRefused) as caught:
        request.move_to(status, **details)
    return str(caught.value)


def test_map_is_the_agreed_one():
    assert {old: set(new) for old, new in TRANSITIONS.items()} == {
        old: set(new.split()) for old, new in MAP.items()
    }
    assert set(MAP) == set(Status.values)


@pytest.mark.usefixtures("_noon")
@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_pair_of_statuses(old, new, nurse, stored):
    open_until_now = {} if old in CLOSED else {"next_action_at": EARLIER}
    request, details = make_ready(
        old, nurse, answer_due=EARLIER, late_told=True, suspicious=True, **open_until_now
    )
    before, stored_before, events = row(request), stored(), request.events.count()

    if new not in MAP[old].split():
        with override("en"):
            sentence = f"A request that is “{old.label}” cannot become “{new.label}”."
        assert refusal(request, new, by=nurse, **details) == sentence
        assert (request.status, request.version, stored()) == (old, 1, stored_before)
        return

    event = request.move_to(new, by=nurse, **details)
    next_action = {
        Status.SCHEDULED: VISIT,
        Status.CONTACTED: NOW if old == Status.SCHEDULED else EARLIER,
        **dict.fromkeys([Status.NEW, Status.MISSED], NOW),
        Status.UNREACHABLE: NOW + timedelta(days=7),
    }
    other = details["duplicate_of"]
    still = {Status.ATTENDED: before["visit_at"], Status.MISSED: before["visit_at"]}
    gone = {"visit_at": still.get(new), "referred_to": "", "duplicate_of_id": None}
    gone |= {"answer_due": None, "referral_urgency": "", "referral_told": ""}
    gone["closed_at"] = None if new in next_action else NOW
    spoken_to = ["contacted", "scheduled", "attended", "missed", "answered", "referred", "declined"]
    gone["suspicious"] = new not in spoken_to
    extra = {
        Status.NEW: {"answer_due": PROMISED, "late_told": False},
        Status.SCHEDULED: {"visit_at": VISIT},
        Status.REFERRED: {
            name: details[name] for name in ("referred_to", "referral_urgency", "referral_told")
        },
        Status.DUPLICATE: {"duplicate_of_id": other.pk},
    }
    after = {"status": new, "version": 2, "next_action_at": next_action.get(new), **gone}
    assert row(request) == {**before, **after, **extra.get(new, {})}
    assert {name: getattr(request, name) for name in before} == row(request)
    assert request.events.count() == events + 1
    written = [getattr(event, name) for name in ("kind", "by", "old", "new", "text", "detail")]
    detail = {
        Status.SCHEDULED: VISIT.isoformat(),
        Status.REFERRED: "Dhaka Medical College",
        Status.DUPLICATE: str(other),
    }
    assert written == ["status", nurse, old, new, "কারণ", detail.get(new, "")]
    assert datetime.now(UTC) - event.at < timedelta(minutes=1)


@pytest.mark.parametrize("status", [Status.CONTACTED, Status.SPAM])
def test_contacted_and_spam_need_nothing_but_who(status, nurse):
    request = make_request()
    event = request.move_to(status, by=nurse)
    assert (row(request)["status"], event.by, event.text) == (status, nurse, "")


def test_the_family_itself_may_withdraw():
    request = make_request()
    event = request.move_to(Status.WITHDRAWN, by=None)
    assert (row(request)["status"], event.by) == (Status.WITHDRAWN, None)


NEEDED = {
    "visit_at": (Status.SCHEDULED, None, "Enter the date and time of the visit."),
    "referred_to": (Status.REFERRED, "  ", "Enter where the family was sent."),
    "referral_urgency": (
        *(Status.REFERRED, "soon"),
        "Say whether the family has to go there at once.",
    ),
    "duplicate_of": (
        Status.DUPLICATE,
        None,
        "Enter the reference of the other request for the same child.",
    ),
}


@pytest.mark.parametrize("missing", NEEDED)
def test_move_is_refused_without_its_detail(missing, nurse, stored):
    status, empty, sentence = NEEDED[missing]
    request, details = make_ready(Status.NEW, nurse)
    before = stored()
    assert refusal(request, status, by=nurse, **{**details, missing: empty}) == sentence
    assert (request.status, stored()) == (Status.NEW, before)
    needed = [name for name, (move, *_rest) in NEEDED.items() if move == status]
    request.move_to(status, by=nurse, **{name: details[name] for name in needed})
    assert row(request)["status"] == status


SETTLED = [old for old in Status if set(MAP[old].split()) in ({"new"}, {"scheduled"})]


@pytest.mark.parametrize("note", ["", "  \n"])
@pytest.mark.parametrize("old", SETTLED)
def test_settled_request_is_taken_up_again_with_a_reason_only(old, note, nurse, stored):
    request, details = make_ready(old, nurse)
    (again,) = TRANSITIONS[old]
    before = stored()
    sentence = "Write the reason: this request was already settled."
    assert refusal(request, again, by=nurse, **{**details, "note": note}) == sentence
    assert (request.status, stored()) == (old, before)
    request.move_to(again, by=nurse, **details)
    assert row(request)["status"] == again


@pytest.mark.parametrize("old", [Status.NEW, Status.CONTACTED, Status.SCHEDULED, Status.MISSED])
def test_declined_needs_a_call_that_reached_the_family(old, nurse, stored):
    request = make_at(old)
    for outcome in ("no_answer", "switched_off", "wrong_number", "someone_else"):
        make_call(request, nurse, new=outcome)
    make_call(make_request(), nurse, new="reached")  # another family
    before = stored()
    sentence = "Talk to the family first: record a call that reached them, then decline."
    assert refusal(request, Status.DECLINED, by=nurse) == sentence
    assert (request.status, stored()) == (old, before)
    make_call(request, nurse, new="reached")
    request.move_to(Status.DECLINED, by=nurse)
    assert row(request)["status"] == Status.DECLINED


# 23 November, the clinic's time: six hours ahead of UTC.
MIDNIGHT = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
LAST_MINUTE, FIRST_MINUTE = MIDNIGHT - timedelta(minutes=1), MIDNIGHT + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("calls", "enough"),
    [
        ([], False),
        ([EARLIER, NOW], False),
        ([NOW, NOW, NOW], False),
        ([NOW, NOW, NOW, NOW], False),
        ([MIDNIGHT - timedelta(hours=20), LAST_MINUTE, LAST_MINUTE], False),  # one day in Dhaka
        ([LAST_MINUTE, LAST_MINUTE, FIRST_MINUTE], True),
        ([EARLIER, NOW, NOW], True),
    ],
)
def test_unreachable_needs_three_attempts_on_two_days(calls, enough, nurse, stored):
    request = make_request()
    for at in calls:
        make_call(request, nurse, at=at)
    make_call(request, nurse, new="reached", at=EARLIER)  # no attempt that failed
    before = stored()
    if enough:
        request.move_to(Status.UNREACHABLE, by=nurse)
        assert row(request)["status"] == Status.UNREACHABLE
    else:
        sentence = "Try at least three times on two different days, and record each call."
        assert refusal(request, Status.UNREACHABLE, by=nurse) == sentence
        assert (request.status, stored()) == (Status.NEW, before)


def test_attempts_from_before_the_family_asked_again_do_not_count(nurse):
    request = make_request()
    for days_ago in (2, 1, 0):
        make_call(request, nurse, days_ago)
    request.move_to(Status.UNREACHABLE, by=nurse)
    request.ask_for_call()
    make_call(request, nurse)
    sentence = "Try at least three times on two different days, and record each call."
    assert refusal(request, Status.UNREACHABLE, by=nurse) == sentence


TWINS = "The children's names differ. Twins, brothers and sisters each keep their own request."


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("রায়হান  হোসেন", True),
        ("রা\u09dfহান হোসেন", True),  # the same letter in one piece
        ("রায়হান হোসেন ", True),
        ("রায়না হোসেন", False),
        ("রায়হান", True),  # a short name counts as the long one
    ],
)
def test_duplicate_needs_the_same_child(name, same, nurse, stored):
    request, other = make_request(child_name="রায়হান হোসেন"), make_request(child_name=name)
    before = stored()
    if same:
        request.move_to(Status.DUPLICATE, by=nurse, duplicate_of=other)
        assert row(request)["duplicate_of_id"] == other.pk
    else:
        assert refusal(request, Status.DUPLICATE, by=nurse, duplicate_of=other) == TWINS
        assert (request.status, stored()) == (Status.NEW, before)


def test_names_in_latin_letters_are_the_same_in_either_case(nurse):
    request, other = make_request(child_name="RAFI Hasan"), make_request(child_name="Rafi hasan")
    request.move_to(Status.DUPLICATE, by=nurse, duplicate_of=other)
    assert row(request)["duplicate_of_id"] == other.pk


def test_request_is_no_duplicate_of_itself(nurse, stored):
    request = make_request()
    before = stored()
    sentence = "Enter the reference of the other request for the same child."
    assert refusal(request, Status.DUPLICATE, by=nurse, duplicate_of=request) == sentence
    assert stored() == before


def test_duplicate_points_at_the_one_that_was_kept_and_not_at_another_duplicate(nurse, stored):
    kept, first, second = make_request(), make_request(), make_request()
    first.move_to(Status.DUPLICATE, by=nurse, duplicate_of=kept)
    before = stored()
    sentence = "That request was not kept itself. Enter the one that was kept."
    assert refusal(second, Status.DUPLICATE, by=nurse, duplicate_of=first) == sentence
    assert refusal(kept, Status.DUPLICATE, by=nurse, duplicate_of=first) == sentence  # no ring
    assert stored() == before
    kept.refresh_from_db()
    second.move_to(Status.DUPLICATE, by=nurse, duplicate_of=kept)
    assert set(kept.duplicates.all()) == {first, second}


def test_refusals_speak_the_readers_language(nurse):
    request = make_request()
    with override("bn"), pytest.raises(MoveRefused) as caught:
        request.move_to(Status.SCHEDULED, by=nurse)
    assert str(caught.value) == in_language("bn", "Enter the date and time of the visit.")


def test_second_of_two_people_is_told_that_the_request_moved_on(nurse, stored):
    first = make_request()
    second = AppointmentRequest.objects.get(pk=first.pk)
    first.move_to(Status.CONTACTED, by=nurse)
    before = stored()
    with override("en"), pytest.raises(MovedOn) as caught:
        second.move_to(Status.SPAM, by=nurse)
    sentence = "Somebody else changed this request just now. Look at it again, then decide."
    assert str(caught.value) == sentence
    assert (second.status, second.version, stored()) == (Status.NEW, 1, before)
    second.refresh_from_db()
    second.move_to(Status.SPAM, by=nurse)
    assert row(first)["status"] == Status.SPAM


@pytest.mark.parametrize(
    "write",
    [
        lambda request, by: request.set_priority(Priority.URGENT, by=by),
        lambda request, by: request.log_call("no_answer", by=by),
        lambda request, by: request.log_call("reached", by=by),
    ],
    ids=["priority", "failed call", "call"],
)
def test_every_write_notices_that_the_request_moved_on_and_is_noticed(write, nurse, stored):
    first = make_request()
    second, third = (AppointmentRequest.objects.get(pk=first.pk) for _ in range(2))
    write(first, nurse)
    before = stored()
    with pytest.raises(MovedOn):
        write(second, nurse)
    with pytest.raises(MovedOn):
        third.move_to(Status.CONTACTED, by=nurse)
    assert (second.version, third.version, third.status, stored()) == (1, 1, Status.NEW, before)


def test_note_hinders_nobody(nurse):
    first = make_request()
    second = AppointmentRequest.objects.get(pk=first.pk)
    first.add_note("The father called back", by=nurse)
    second.move_to(Status.CONTACTED, by=nurse)
    assert [event.kind for event in first.events.all()] == ["note", "status"]


def test_move_that_cannot_write_its_event_changes_nothing(nurse, stored):
    request = make_request()
    before = stored()
    fault = mock.patch("appointments.models.Event.save", side_effect=RuntimeError("disk full"))
    with fault, pytest.raises(RuntimeError):
        request.move_to(Status.CONTACTED, by=nurse)
    assert (request.status, request.version, stored()) == (Status.NEW, 1, before)
    request.move_to(Status.CONTACTED, by=nurse)
    assert row(request)["status"] == Status.CONTACTED


def test_unknown_status_is_refused(nurse, stored):
    request = make_request()
    before = stored()
    with pytest.raises(ValueError, match="'lost' is not a valid Status"):
        request.move_to("lost", by=nurse)
    assert stored() == before


def test_visit_that_was_called_off_leaves_something_to_settle_now(nurse):
    request = make_at(Status.SCHEDULED, next_action_at=VISIT)
    earliest = timezone.now()
    request.move_to(Status.CONTACTED, by=nurse)
    assert earliest <= row(request)["next_action_at"] <= timezone.now()


def test_kept_request_does_not_become_a_duplicate_itself(nurse, stored):
    kept, first, last = (make_request() for _ in range(3))
    first.move_to(Status.DUPLICATE, by=nurse, duplicate_of=kept)
    before = stored()
    sentence = "Other requests point to this one. Keep it, and mark the other one as sent twice."
    assert refusal(kept, Status.DUPLICATE, by=nurse, duplicate_of=last) == sentence
    assert stored() == before


def test_two_requests_are_not_each_others_duplicate_at_the_same_moment(nurse):
    one, other = make_request(), make_request()
    one_elsewhere, other_elsewhere = AppointmentRequest.objects.order_by("pk")
    one.move_to(Status.DUPLICATE, by=nurse, duplicate_of=other)
    with pytest.raises(MoveRefused):
        other_elsewhere.move_to(Status.DUPLICATE, by=nurse, duplicate_of=one_elsewhere)
    assert AppointmentRequest.objects.open().get() == other


def test_correction_from_the_same_form_is_a_duplicate_whatever_its_name(nurse):
    first = make_request(child_name="Rafi")
    corrected = make_request(child_name="রাফি", form_nonce=first.form_nonce)
    first.move_to(Status.DUPLICATE, by=nurse, duplicate_of=corrected)
    assert first.duplicate_of == corrected


def test_withdrawal_by_the_family_stays_open_until_a_call_reached_them(nurse):
    request = make_request()
    request.move_to(Status.WITHDRAWN, by=None)
    request.log_call("no_answer", by=nurse)
    assert list(AppointmentRequest.objects.open()) == [request]
    request.log_call("reached", by=nurse)
    assert list(AppointmentRequest.objects.open()) == []


@pytest.mark.usefixtures("_noon")
@pytest.mark.parametrize(
    ("status", "fields", "next_action_at"),
    [
        (Status.SPAM, {}, None),
        (Status.SCHEDULED, {"visit_at": VISIT, "next_action_at": VISIT}, VISIT),
        (Status.SCHEDULED, {"visit_at": EARLIER}, NOW + timedelta(hours=3)),
        (Status.UNREACHABLE, {}, NOW + timedelta(days=7)),
        (Status.MISSED, {}, NOW + timedelta(hours=3)),
    ],
)
def test_call_that_reached_nobody_brings_back_what_is_open(status, fields, next_action_at, nurse):
    request = make_at(status, **fields)
    request.log_call("no_answer", by=nurse)
    assert row(request)["next_action_at"] == next_action_at


@pytest.mark.usefixtures("_noon")
def test_unreachable_family_that_was_reached_is_looked_at_now(nurse):
    request = make_at(Status.UNREACHABLE, next_action_at=VISIT)
    request.log_call("reached", by=nurse)
    assert row(request)["next_action_at"] == NOW


def test_withdrawal_is_closed_by_the_call_that_confirmed_it(nurse):
    request = make_request()
    request.move_to(Status.WITHDRAWN, by=None)
    assert row(request)["closed_at"] is None
    request.log_call("reached", by=nurse)
    confirmed = row(request)
    assert (confirmed["next_action_at"], confirmed["closed_at"] is None) == (None, False)
