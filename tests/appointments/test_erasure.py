"""After erasure nothing of a family is left anywhere, and everything still counts."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from appointments import erasure, overview, search
from appointments.choices import CallOutcome
from appointments.forms import AppointmentForm
from appointments.messages import Message
from appointments.models import AppointmentRequest, MovedOn, MoveRefused, Priority, Status
from clinic_site.groups import MANAGERS
from clinic_site.models import User
from tests.appointments.family import at_once, filled, send, sent_request
from tests.makers import make_clinic, make_request, make_user
from tests.page import parse, text

pytestmark = pytest.mark.django_db

AT_ONCE = pytest.mark.django_db(transaction=True)
# One for each box of the form; what is chosen, not typed, has no words of its own.
ANSWERS = {
    "child_name": "CanaryChild",
    "child_age": "31 months",
    "guardian_name": "CanaryGuardian",
    "phone": "01799887766",
    "concern": "eye",
    "consent": "on",
    "urgent_signs": ["fever"],
    "filled_by": "relative",
    "filled_by_name": "CanaryFiller",
    "filled_by_phone": "01799887744",
    "relationship": "other",
    "phone_owner": "neighbour",
    "phone_alternative": "01799887755",
    "contact_method": "whatsapp",
    "email": "canary@example.com",
    "best_time": "evening",
    "preferred_language": "en",
    "known_patient": "yes",
    "preferred_date": None,
    "district": "CanaryDistrict",
    "message": "CanaryMessage",
}
# A number stands in a search key from behind, too.
TRACES = ["canary", "1799887", "7889971", "31 months"]
ALIKE = {  # what the figures count
    *("reference", "status", "source", "received_at", "first_reached_at", "closed_at"),
    *("concern", "page_language", "preferred_language", "priority", "consent_version"),
}


@pytest.fixture
def manager() -> User:
    return make_user("manager", MANAGERS)


def settled(request: AppointmentRequest, by: User) -> AppointmentRequest:
    request.move_to(Status.ANSWERED, by=by)
    return request


def lived(nurse: User) -> AppointmentRequest:
    """A request that went through everything that can put a family's words into a table."""
    answers = ANSWERS | {"preferred_date": str(timezone.localdate() + timedelta(days=9))}
    request = sent_request(send(filled(**answers), language="en"))
    request.correct_contact({"phone": "01799887733", "guardian_name": "CanaryMother"}, by=nurse)
    request.correct_phone("01799887722")
    request.set_priority(Priority.URGENT, by=nurse)
    request.assign(nurse, by=nurse)
    request.log_call(CallOutcome.NO_ANSWER, by=nurse, number="+8801799887766", note="CanaryCall")
    request.log_call(CallOutcome.REACHED, by=nurse, number="+8801799887755", note="CanaryTalk")
    request.add_note("CanaryNote", by=nurse)
    request.record_view(nurse)
    request.set_hold(True, by=nurse, reason="A complaint is open")
    request.set_hold(False, by=nurse, reason="The complaint is settled")
    sent = {"request": request, "language": "en", "subject": "CanarySubject", "text": "CanaryText"}
    for channel, recipient in {
        **{"mail": "canary@example.com", "whatsapp": "+8801799887766", "call": "+8801799887755"}
    }.items():
        Message.objects.create(
            **sent, channel=channel, recipient=recipient, state="sent", sent_at=timezone.now()
        )
    Message.objects.create(**sent, recipient="canary@example.com")
    LogEntry.objects.create(
        user=nurse,
        content_type=ContentType.objects.get_for_model(AppointmentRequest),
        object_id=str(request.pk),
        object_repr="CanaryChild",
        action_flag=CHANGE,
        change_message="CanaryChange",
    )
    request.move_to(Status.SCHEDULED, by=nurse, visit_at=timezone.now() + timedelta(days=1))
    request.move_to(
        Status.REFERRED,
        by=nurse,
        referred_to="CanaryHospital",
        referral_urgency="emergency",
        referral_told="CanaryDoctor",
        note="CanaryReason",
    )
    return request


def traces() -> list[tuple[str, str]]:
    """Where in any table anything of the family stands."""
    return [
        (model._meta.db_table, name)
        for model in apps.get_models(include_auto_created=True)
        for row in model._base_manager.values()
        for name, value in row.items()
        if any(trace in str(value).casefold() for trace in TRACES)
    ]


def refused(request: AppointmentRequest, by: User) -> str:
    with override("en"), pytest.raises(MoveRefused) as caught:
        erasure.erase(request, by=by, reason="The family asked for it")
    return str(caught.value)


def trail(request: AppointmentRequest) -> list[tuple]:
    names = ("kind", "old", "new", "detail", "text", "by__username")
    return list(request.events.values_list(*names))


# Nothing is left


def test_every_box_of_the_form_has_its_canary():
    assert {*AppointmentForm.base_fields} - {*ANSWERS} == {
        *("child_age_unit", "form_token", "website")
    }


def test_nothing_of_a_family_is_left_in_any_table(nurse, manager):
    request = lived(nurse)
    tables = {table for table, _column in traces()}
    assert tables == {
        *("appointments_appointmentrequest", "appointments_event", "appointments_message"),
        *("appointments_searchkey", "django_admin_log"),
    }
    erasure.erase(request, by=manager, reason="The family asked for it")
    assert traces() == []


def test_no_answer_is_left_but_what_the_figures_count(nurse, manager):
    request = lived(nurse)
    answers = {field.name for field in erasure.FamilyAnswers._meta.get_fields()}
    told = {name for name in answers if getattr(request, name)}
    assert answers - told == {"child_age_unit"}
    erasure.erase(request, by=manager, reason="Asked")
    request = AppointmentRequest.objects.get()
    left = {name for name in answers if getattr(request, name)}
    assert left == {"concern", "preferred_language", "consent_version"}
    assert (request.submission_key, request.form_nonce, request.answers_digest) == (None, "", "")
    assert (request.referred_to, request.referral_told, request.visit_at) == ("", "", None)


def test_neither_the_visit_nor_an_earlier_request_tells_who_it_was(manager):
    visit = timezone.now() - timedelta(days=1)
    request = make_request(status="attended", visit_at=visit, related_to=make_request())
    erasure.erase(request, by=manager, reason="Asked")
    row = AppointmentRequest.objects.get(pk=request.pk)
    assert (row.visit_at, row.related_to, row.status) == (None, None, "attended")


def test_what_counts_stays(nurse, manager):
    request = lived(nurse)
    before = AppointmentRequest.objects.values(*ALIKE).get()
    figures = overview.figures()
    erasure.erase(request, by=manager, reason="Asked")
    assert AppointmentRequest.objects.values(*ALIKE).get() == before
    assert overview.figures() == figures


def test_timeline_keeps_who_did_what_when_in_codes(nurse, manager):
    request = lived(nurse)
    before = list(request.events.values_list("pk", "at", "by", "kind"))
    erasure.erase(request, by=manager, reason="The family asked for it")
    assert list(request.events.values_list("pk", "at", "by", "kind"))[:-1] == before
    assert trail(request) == [
        ("received", "", "", "", "", None),
        ("corrected", "", "", "", "", "nurse"),
        ("corrected", "", "", "", "", "nurse"),
        ("corrected", "", "", "", "", None),
        ("priority", "1", "2", "", "", "nurse"),
        ("assigned", "", "", "", "", "nurse"),
        ("call", "", "no_answer", "", "", "nurse"),
        ("call", "", "reached", "", "", "nurse"),
        ("note", "", "", "", "", "nurse"),
        ("viewed", "", "", "", "", "nurse"),
        ("hold", "", "on", "", "A complaint is open", "nurse"),
        ("hold", "", "off", "", "The complaint is settled", "nurse"),
        ("status", "new", "scheduled", "", "", "nurse"),
        ("status", "scheduled", "referred", "", "", "nurse"),
        ("erased", "", "", "", "The family asked for it", "manager"),
    ]


def test_what_was_not_sent_yet_never_goes_out(nurse, manager):
    request = lived(nurse)
    assert request.messages.unsent().count() == 2  # the receipt, and one more
    erasure.erase(request, by=manager, reason="Asked")
    assert sorted(request.messages.values_list("channel", "recipient", "subject", "text")) == [
        *(("call", "", "", ""), ("mail", "", "", ""), ("whatsapp", "", "", ""))
    ]


def test_admin_log_names_the_request_by_its_reference(nurse, manager):
    request = lived(nurse)
    another = make_request()
    LogEntry.objects.create(
        user=nurse,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(request.pk),
        object_repr="of another table",
        action_flag=CHANGE,
        change_message="kept",
    )
    erasure.erase(request, by=manager, reason="Asked")
    assert sorted(LogEntry.objects.values_list("object_repr", "change_message")) == sorted(
        [(str(request), ""), ("of another table", "kept")]
    )
    assert AppointmentRequest.objects.get(pk=another.pk).child_name == another.child_name


def test_nothing_finds_it_any_more(nurse, manager):
    request = lived(nurse)
    assert search.found("CanaryChild") == search.found("01799887755") == [request.pk]
    erasure.erase(request, by=manager, reason="Asked")
    assert search.found("CanaryChild") == search.found("01799887755") == []


def test_a_later_request_of_the_family_does_not_lead_to_it(manager):
    request = settled(make_request(), manager)
    later = make_request(related_to=request)
    erasure.erase(request, by=manager, reason="Asked")
    assert AppointmentRequest.objects.get(pk=later.pk).related_to is None
    assert AppointmentRequest.objects.get(pk=later.pk).child_name == later.child_name


def test_object_at_hand_is_level_with_the_row(nurse, manager):
    request = lived(nurse)
    erasure.erase(request, by=manager, reason="Asked")
    row = AppointmentRequest.objects.get()
    for field in AppointmentRequest._meta.concrete_fields:
        assert getattr(request, field.attname) == getattr(row, field.attname), field.name


# The family afterwards


def test_family_cannot_look_it_up(nurse, manager):
    request = lived(nurse)
    pair = {"reference": request.reference, "phone": "01799887722"}
    address = "/en/appointment/status/"
    unknown = "We cannot find a request with this reference number and this phone number."
    assert unknown not in Client().post(address, pair).content.decode()
    erasure.erase(request, by=manager, reason="Asked")
    assert unknown in Client().post(address, pair).content.decode()


def test_received_page_says_that_it_has_expired(manager):
    response = send(filled())
    request = sent_request(response)
    assert Client().get(response["Location"]).status_code == 200
    erasure.erase(settled(request, manager), by=manager, reason="Asked")
    assert Client().get(response["Location"]).status_code == 410


def test_same_form_sent_again_is_a_new_request(manager):
    answers = filled()
    request = sent_request(send(answers))
    erasure.erase(settled(request, manager), by=manager, reason="Asked")
    again = sent_request(send(answers))
    assert (again.pk != request.pk, again.related_to) == (True, None)


@pytest.mark.parametrize("language", ["bn", "en"])
def test_privacy_notice_says_how_long_requests_are_kept(language):
    make_clinic(retention_days=365)
    said = text(parse(Client().get(f"/{language}/privacy/")).find(".//main"))
    expected = {
        "en": "365 days after a request is settled, the clinic erases what you wrote.",
        "bn": "অনুরোধের কাজ শেষ হওয়ার ৩৬৫ দিন পরে আপনার লেখা সব মুছে ফেলা হয়।",
    }
    assert expected[language] in said


# What was sent twice


def test_what_was_sent_twice_goes_together(manager):
    kept, twin = make_request(), make_request(message="CanaryTwin")
    twin.move_to(Status.DUPLICATE, by=manager, duplicate_of=kept)
    kept = settled(AppointmentRequest.objects.get(pk=kept.pk), manager)
    erasure.erase(kept, by=manager, reason="Asked")
    rows = AppointmentRequest.objects.order_by("pk")
    assert [bool(row.erased_at) for row in rows] == [True, True]
    assert [row.events.last().kind for row in rows] == ["erased", "erased"]
    assert traces() == []


def test_sent_twice_alone_goes_alone(manager):
    kept, twin = make_request(), make_request()
    twin.move_to(Status.DUPLICATE, by=manager, duplicate_of=kept)
    erasure.erase(twin, by=manager, reason="Asked")
    assert AppointmentRequest.objects.get(pk=kept.pk).erased_at is None
    kept = settled(AppointmentRequest.objects.get(pk=kept.pk), manager)
    erasure.erase(kept, by=manager, reason="Asked")
    assert twin.events.filter(kind="erased").count() == 1


# Refusals


def test_open_request_is_not_erased(manager, stored):
    request = make_request(reference="7K3M9Q2X")
    before = stored()
    assert refused(request, manager) == "7K3M-9Q2X is still open. Settle it first."
    assert stored() == before


def test_withdrawal_is_settled_only_once_it_is_confirmed(manager):
    request = make_request(reference="7K3M9Q2X")
    request.withdraw()
    assert refused(request, manager) == "7K3M-9Q2X is still open. Settle it first."
    request.log_call(CallOutcome.REACHED, by=manager)
    erasure.erase(request, by=manager, reason="Asked")
    assert request.erased_at is not None


@pytest.mark.parametrize("which", ["itself", "twin"])
def test_what_is_on_hold_is_not_erased(which, manager, stored):
    kept, twin = make_request(), make_request()
    twin.move_to(Status.DUPLICATE, by=manager, duplicate_of=kept)
    kept = settled(AppointmentRequest.objects.get(pk=kept.pk), manager)
    on_hold = kept if which == "itself" else twin
    on_hold.set_hold(True, by=manager, reason="A complaint is open")
    before = stored()
    assert refused(kept, manager) == f"{on_hold} is kept from erasure. End that first."
    assert stored() == before


def test_erased_request_is_not_erased_again(manager, stored):
    request = settled(make_request(), manager)
    erasure.erase(request, by=manager, reason="Asked")
    before = stored()
    assert refused(request, manager) == "This request was erased already."
    assert stored() == before


@pytest.mark.parametrize(
    "change",
    [
        lambda request, by: request.add_note("CanaryNote", by=by),
        lambda request, by: request.move_to(Status.NEW, by=by, note="CanaryReason"),
        lambda request, by: request.correct_contact({"email": "canary@example.com"}, by=by),
        lambda request, by: request.log_call(CallOutcome.REACHED, by=by, note="CanaryTalk"),
        lambda request, by: request.set_hold(True, by=by, reason="CanaryReason"),
    ],
    ids=["note", "move", "contact", "call", "hold"],
)
def test_erased_request_takes_no_more_words(change, manager, stored):
    erasure.erase(settled(make_request(), manager), by=manager, reason="Asked")
    request, before = AppointmentRequest.objects.get(), stored()
    with pytest.raises(MoveRefused):
        change(request, manager)
    assert (stored(), traces()) == (before, [])


# Others at the same moment


def test_state_that_has_passed_is_not_erased(manager, stored):
    request = settled(make_request(), manager)
    AppointmentRequest.objects.get().move_to(Status.NEW, by=manager, note="Called again")
    before = stored()
    with pytest.raises(MovedOn):
        erasure.erase(request, by=manager, reason="Asked")
    assert stored() == before


def test_nothing_is_erased_by_halves(manager, stored, monkeypatch):
    kept, twin = make_request(), make_request()
    twin.move_to(Status.DUPLICATE, by=manager, duplicate_of=kept)
    kept = settled(AppointmentRequest.objects.get(pk=kept.pk), manager)
    before, rows = stored(), []

    def second_fails(request, *args, **kwargs):
        rows.append(request.pk)
        if len(rows) == 2:
            raise MovedOn
        return erase_row(request, *args, **kwargs)

    erase_row = erasure._erase_row
    monkeypatch.setattr(erasure, "_erase_row", second_fails)
    with pytest.raises(MovedOn):
        erasure.erase(kept, by=manager, reason="Asked")
    assert (rows, stored(), kept.erased_at) == ([kept.pk, twin.pk], before, None)


@AT_ONCE
def test_several_who_erase_at_once_erase_each_once():
    manager = make_user("manager", MANAGERS)
    earlier = make_request()
    kept = make_request(related_to=earlier)
    earlier.move_to(Status.DUPLICATE, by=manager, duplicate_of=kept)
    settled(AppointmentRequest.objects.get(pk=kept.pk), manager)

    def press(number: int) -> str:
        which = (kept, earlier)[number % 2]
        try:
            request = AppointmentRequest.objects.get(pk=which.pk)
            erasure.erase(request, by=manager, reason="Asked")
        except MoveRefused as refusal:
            return type(refusal).__name__
        return "erased"

    answers = at_once(8, press)
    assert {*answers} - {"MoveRefused", "MovedOn"} == {"erased"}
    rows = list(AppointmentRequest.objects.all())
    erased = [(row.child_name == "", row.events.filter(kind="erased").count()) for row in rows]
    assert {*erased} <= {(True, 1), (False, 0)}
    press(0)  # whom others were faster than asks again
    assert [row.events.filter(kind="erased").count() for row in rows] == [1, 1]


@AT_ONCE
def test_erased_or_taken_up_again_but_never_both():
    manager = make_user("manager", MANAGERS)
    for _turn in range(5):
        request = settled(make_request(), manager)

        def press(number: int, pk: int = request.pk) -> str:
            seen = AppointmentRequest.objects.get(pk=pk)
            try:
                if number:
                    seen.move_to(Status.NEW, by=manager, note="CanaryReason")
                else:
                    erasure.erase(seen, by=manager, reason="Asked")
            except MoveRefused:
                return "refused"
            return "done"

        assert sorted(at_once(2, press)) == ["done", "refused"]
        row = AppointmentRequest.objects.get(pk=request.pk)
        notes = [event.text for event in row.events.all() if event.text == "CanaryReason"]
        assert (row.child_name == "", notes) in [(True, []), (False, ["CanaryReason"])]


# What is due


def test_past_retention_is_what_was_settled_longer_ago(nurse):
    now = timezone.now()
    make_clinic(retention_days=100)
    old = make_request(status="answered", received_at=now - timedelta(days=101))
    make_request(status="answered", received_at=now - timedelta(days=99))
    make_request(received_at=now - timedelta(days=101))
    on_hold = make_request(status="spam", received_at=now - timedelta(days=101), hold=True)
    assert list(erasure.past_retention()) == [old]
    assert list(erasure.held()) == [on_hold]
    assert list(erasure.past_retention(102)) == list(erasure.held(102)) == []
    erasure.erase(old, by=None)
    assert list(erasure.past_retention()) == []
    assert trail(old) == [("erased", "", "", "", "", None)]


@pytest.mark.parametrize(
    ("twin", "due"), [({}, True), ({"days": 1}, False), ({"hold": True}, False)]
)
def test_kept_one_waits_for_what_was_sent_twice(twin, due):
    long_ago = timezone.now() - timedelta(days=800)
    kept = make_request(status="answered", received_at=long_ago)
    make_request(
        status="duplicate",
        duplicate_of=kept,
        received_at=timezone.now() - timedelta(days=twin.get("days", 800)),
        hold=twin.get("hold", False),
    )
    assert erasure.past_retention().filter(pk=kept.pk).exists() is due


def test_open_for_more_than_half_a_year_is_for_the_managers(nurse):
    long_ago = timezone.now() - timedelta(days=181)
    old = make_request(received_at=long_ago)
    make_request(received_at=timezone.now() - timedelta(days=179))
    make_request(received_at=long_ago, status="answered")
    withdrawn = make_request(received_at=long_ago)
    withdrawn.withdraw()
    assert list(erasure.too_long_open().order_by("pk")) == [old, withdrawn]
