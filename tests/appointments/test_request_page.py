"""The page of one request: what it says, what each of its forms does, and what is refused."""

import threading
from datetime import UTC, date, datetime, timedelta
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from appointments.models import AppointmentRequest, Priority, Status
from appointments.triage import forms
from appointments.triage.move_forms import WORDS
from clinic_site.groups import APPOINTMENT_STAFF, EDITORS, MANAGERS
from pages.bengali import TO_BENGALI
from tests.appointments.desk import address, news, offered, press, refusals, saved, trail
from tests.appointments.family import in_language, with_id
from tests.makers import make_call, make_clinic, make_request, make_user
from tests.page import has_class, links, parse, text, texts

pytestmark = pytest.mark.django_db

NOTE = "মা স্ক্যান নিয়ে আসবেন।\nঅগ্রহায়ণে"
NOON = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # in Dhaka, a Monday
MONDAY = {"visit_0": "2026-11-30", "visit_1": "10:30"}


@pytest.fixture
def _noon():
    with mock.patch("django.utils.timezone.now", return_value=NOON):
        yield


def read(client: Client, request: AppointmentRequest):
    return parse(client.get(address(request)))


def facts(page) -> dict[str, str]:
    return {
        text(each.find("dt")): text(each.find("dd"))
        for each in page.iter("div")
        if each.find("dt") is not None
    }


# What it says


def test_page_tells_what_the_family_wrote_in_order_and_leaves_out_what_it_did_not(staff):
    request = make_request(
        message="জ্বর, বমি", child_age="৩ মাস", child_age_days=91, email="a@example.com",
        filled_by="doctor", best_time="evening", preferred_date=date(2026, 12, 5),
        phone_alternative="+971 50 123 4567",
    )  # fmt: skip
    told = facts(read(staff, request))
    received = told.pop("Received")
    assert received.endswith("· Form on the site")
    assert list(told.items()) == [
        ("Child's name", "রাফি হাসান"),
        ("Child's age, as written", "3 months (“৩ মাস”)"),
        ("Concern", "A swollen belly, or blood in the urine"),
        ("Message", "জ্বর, বমি"),
        ("Preferred date", "5 December 2026"),
        ("Parent's or guardian's name", "রহিমা খাতুন"),
        ("Phone, as written", "০১৭১২৩৪৫৬৭৮"),
        ("Second phone", "+971 50 123 4567"),
        ("Email", "a@example.com"),
        ("Best time to call", "Evening"),
        ("Filled in by", "A doctor or health worker"),
    ]


def test_every_number_of_the_family_can_be_called_the_first_one_first(staff):
    request = make_request(phone_alternative="01511223344", filled_by_phone="+971501234567")
    page = read(staff, request)
    numbers = [link for link in links(page, "phone") if link[0].startswith("tel:")]
    assert numbers[0] == ("tel:+8801712345678", "☎ 01712-345678")
    assert {address for address, _words in numbers} == {
        *("tel:+8801712345678", "tel:+8801511223344", "tel:+971501234567")
    }


def test_opening_is_a_view_and_nothing_else_changes(nurse, staff, stored):
    request = make_request()
    requests, _events = stored()
    staff.get(address(request))
    assert stored()[0] == requests
    assert list(request.events.values_list("kind", "by__username")) == [("viewed", "nurse")]
    staff.head(address(request))
    assert request.events.count() == 1


def test_colleague_who_opened_it_a_moment_ago_is_named_with_the_time(nurse, staff):
    request = make_request()
    mina = make_user("mina", APPOINTMENT_STAFF, first_name="Mina", last_name="Begum")
    with mock.patch("django.utils.timezone.now", return_value=NOON):
        request.events.create(kind="viewed", by=mina, at=NOON - timedelta(minutes=14))
        gone = make_user("gone", APPOINTMENT_STAFF)
        request.events.create(kind="viewed", by=gone, at=NOON - timedelta(minutes=16))
        request.events.create(kind="viewed", by=nurse, at=NOON)
        page = read(staff, request)
    notices = [text(each) for each in page.iter("p") if has_class(each, "presence")]
    assert notices == ["👁 Mina Begum opened this request at 11:46 am and may be at work on it."]


def test_timeline_tells_events_and_messages_in_one_order_and_readers_apart(nurse, staff):
    request = make_request()
    start = timezone.now() - timedelta(hours=5)
    events = [
        {"kind": "received"},
        {"kind": "call", "new": "no_answer", "detail": "+8801712345678", "by": nurse},
        {"kind": "corrected", "old": "01712345678", "new": "", "detail": "phone"},
        {"kind": "assigned", "new": "Mina", "by": nurse},
        {"kind": "note", "text": "রক্তের রিপোর্ট আছে", "by": nurse},
        {"kind": "viewed", "by": nurse},
    ]
    for number, event in enumerate(events):
        request.events.create(at=start + timedelta(hours=number), **event)
    request.messages.create(
        template="text", channel="whatsapp", name="Visit", state="opened", by=nurse, text="আসুন",
        recipient="+8801712345678", language="bn", sent_at=start,
        created_at=start + timedelta(minutes=90),
    )  # fmt: skip
    page = read(staff, request)
    (entries,) = (each for each in page.iter("ol") if has_class(each, "entries"))
    lines = [[text(p) for p in each.iter("p")] for each in entries.iter("li")]
    assert [line[:-1] for line in lines] == [
        ["Request received"],
        ["Call: No answer (01712-345678)"],
        ["WhatsApp: Visit: Opened, to be sent by hand (01712-345678)", "আসুন"],
        ["Contact details corrected: 01712345678 → – (phone, as written)"],
        ["In whose hands: nobody → Mina"],
        ["Note", "রক্তের রিপোর্ট আছে"],
    ]
    assert [line[-1].partition(" · ")[2] for line in lines] == [
        *("the family", "nurse", "nurse", "the family", "nurse", "nurse")
    ]
    (readers,) = (each for each in page.iter("ul") if has_class(each, "entries"))
    assert [text(each).split(" · ")[::2] for each in readers] == [["Opened", "nurse"]]


@pytest.mark.parametrize("rows", [1, 3])
def test_page_asks_as_often_for_much_as_for_little(rows, nurse, staff, django_assert_num_queries):
    request = make_request()
    for number in range(rows):
        request.add_note("note", by=nurse)
        make_call(request, nurse)
        request.events.create(kind="viewed", by=nurse)
        request.messages.create(template="received", language="bn", recipient="a@example.com")
        make_request(child_name=f"রাফি {number}")
    staff.get(address(request))
    with django_assert_num_queries(21):
        assert staff.get(address(request)).status_code == 200


# What next


@pytest.mark.parametrize("status", list(Status))
def test_moves_that_are_offered_are_those_of_the_map_that_can_be_made(status, nurse, staff):
    kept = make_request(child_name="নাদিয়া")
    request = make_request(status=status, visit_at=timezone.now(), duplicate_of=kept)
    lacking = {Status.DECLINED, Status.UNREACHABLE}
    with override("en"):
        words = {status: str(WORDS[status]) for status in Status}
    if status == Status.SCHEDULED:
        words[Status.SCHEDULED] = "Arrange another time"
    page = read(staff, request)
    assert offered(page) == [words[move] for move in request.moves() if move not in lacking]
    for days_ago in (1, 1, 0):
        make_call(request, nurse, days_ago)
    make_call(request, nurse, new="reached")
    assert offered(read(staff, request)) == [words[move] for move in request.moves()]


def test_moves_that_need_a_call_say_so(staff):
    page = read(staff, make_request())
    (hints,) = (each for each in page.iter("ul") if has_class(each, "hint"))
    assert texts(hints, "li") == [
        "Could not be reached: try again in a week: after three calls on two days that reached "
        "nobody",
        "Not for this clinic: after a call that reached the family",
    ]


@pytest.mark.parametrize("status", ["contacted", "spam", "withdrawn", "answered", "attended"])
def test_move_that_needs_nothing_takes_a_note(status, staff):
    request = make_request()
    assert saved(press(staff, request, "move", status, note=NOTE))
    request.refresh_from_db()
    assert (request.status, request.version) == (status, 2)
    assert trail(request) == [("status", "new", status, "", NOTE, "nurse")]


@pytest.mark.usefixtures("_noon")
@pytest.mark.parametrize("digits", ["Latin", "Bengali", "day first"])
def test_visit_is_arranged_in_the_clinics_time(digits, staff):
    request, visit = make_request(), MONDAY
    if digits == "Bengali":
        visit = {name: value.translate(TO_BENGALI) for name, value in MONDAY.items()}
    if digits == "day first":
        visit = {"visit_0": "30/11/2026", "visit_1": "10:30"}
    assert saved(press(staff, request, "move", "scheduled", **visit))
    request.refresh_from_db()
    at = datetime(2026, 11, 30, 4, 30, tzinfo=UTC)
    assert (request.status, request.visit_at, request.next_action_at) == ("scheduled", at, at)


def test_family_is_sent_elsewhere_with_who_was_told(staff):
    request = make_request()
    place = {
        "referred_to": " Dhaka  Medical College ", "referral_urgency": "emergency",
        "referral_told": "Dr. on duty",
    }  # fmt: skip
    assert saved(press(staff, request, "move", "referred", **place))
    request.refresh_from_db()
    told = (request.referred_to, request.referral_urgency, request.referral_told)
    assert told == ("Dhaka Medical College", "emergency", "Dr. on duty")
    head = next(each for each in read(staff, request).iter("div") if has_class(each, "head"))
    assert "Dhaka Medical College · At once, as an emergency · told there: Dr. on duty" in text(
        head
    )


@pytest.mark.parametrize("spelling", ["7K0M-1Q9D", "7kom lq9d", "৭K০M-১Q৯D"])
def test_duplicate_is_named_by_its_reference_in_any_spelling(spelling, staff):
    kept, request = make_request(reference="7K0M1Q9D"), make_request()
    assert saved(press(staff, request, "move", "duplicate", duplicate_of=spelling))
    request.refresh_from_db()
    assert (request.status, request.duplicate_of) == ("duplicate", kept)


REFUSALS = {
    "no visit": ("scheduled", {}, "visit", "Enter the date and time of the visit."),
    "half a visit": (
        *("scheduled", {"visit_0": "2026-11-30"}, "visit"),
        "Enter the date and time of the visit.",
    ),
    "no such day": (
        *("scheduled", {"visit_0": "31/02/2027", "visit_1": "10:00"}, "visit"),
        "Enter a valid date.",
    ),
    "visit that is past": (
        *("scheduled", {"visit_0": "2026-11-23", "visit_1": "11:59"}, "visit"),
        "Enter a time to come, within the next two years.",
    ),
    "visit in a far year": (
        *("scheduled", {"visit_0": "2062-11-23", "visit_1": "11:59"}, "visit"),
        "Enter a time to come, within the next two years.",
    ),
    "no place": (
        *("referred", {"referral_urgency": "planned"}, "referred_to"),
        "Enter where the family was sent.",
    ),
    "no urgency": (
        *("referred", {"referred_to": "Dhaka"}, "referral_urgency"),
        "Say whether the family has to go there at once.",
    ),
    "no other request": (
        *("duplicate", {}, "duplicate_of"),
        "Enter the reference of the other request for the same child.",
    ),
    "unknown reference": (
        *("duplicate", {"duplicate_of": "00000000"}, "duplicate_of"),
        "There is no request with this reference.",
    ),
    "long note": (
        "contacted",
        {"note": "x" * 4001},
        "note",
        "Shorten this note to 4,000 characters.",
    ),
}


@pytest.mark.usefixtures("_noon")
@pytest.mark.parametrize("language", ["en", "bn"])
@pytest.mark.parametrize("case", REFUSALS)
def test_refusal_is_a_sentence_beside_its_field_and_what_was_typed_is_kept(
    case, language, nurse, staff, stored
):
    nurse.language = language
    nurse.save()
    status, filled_in, field, sentence = REFUSALS[case]
    request = make_request()
    before = stored()
    answers = {"note": NOTE} | filled_in
    response = press(staff, request, "move", status, **answers)
    page = parse(response)
    words = in_language(language, sentence)
    if language == "bn":
        words = words.translate(TO_BENGALI)
    assert response.status_code == 200
    assert words in messages_of(page, f"{status}_{field}")
    assert (refusals(page)[0], stored()) == (words, before)
    box = with_id(page, f"id_{status}_note").text.removeprefix("\n").replace("\r\n", "\n")
    assert box == answers["note"]
    for name in ("visit_0", "visit_1", "referred_to", "duplicate_of"):
        if name in filled_in:
            assert with_id(page, f"id_{status}_{name}").get("value") == filled_in[name]


def messages_of(page, field: str) -> list[str]:
    return [
        text(line).translate(TO_BENGALI) if "৪" in text(line) else text(line)
        for line in [
            item
            for box in page.iter("ul")
            if box.get("id") == f"id_{field}_error"
            for item in box.iter("li")
        ]
    ]


@pytest.mark.parametrize(
    ("status", "filled_in", "sentence"),
    [
        (
            *("duplicate", {"duplicate_of": "7K0M1Q9D"}),
            "Enter the reference of the other request for the same child.",
        ),
        (
            *("duplicate", {"duplicate_of": "7K0M1Q9E"}),
            "The children's names differ. Twins, brothers and sisters each keep their own request.",
        ),
        (
            *("declined", {}),
            "Talk to the family first: record a call that reached them, then decline.",
        ),
        (
            *("unreachable", {}),
            "Try at least three times on two different days, and record each call.",
        ),
        ("new", {"note": "x"}, "A request that is “New” cannot become “New”."),
    ],
)
def test_what_the_rules_refuse_comes_back_with_their_sentence(
    status, filled_in, sentence, staff, stored
):
    request = make_request(reference="7K0M1Q9D")
    make_request(reference="7K0M1Q9E", child_name="রানি হাসান")
    before = stored()
    response = press(staff, request, "move", status, **filled_in)
    assert (response.status_code, refusals(parse(response)), stored()) == (200, [sentence], before)


@pytest.mark.usefixtures("_noon")
@pytest.mark.parametrize("status", ["attended", "answered", "referred", "declined", "spam"])
def test_settled_request_needs_a_reason(status, staff, stored):
    request = make_request(status=status, visit_at=timezone.now())
    (again,) = request.moves()
    visit = MONDAY if again == "scheduled" else {}
    before = stored()
    page = parse(press(staff, request, "move", again, **visit))
    assert (refusals(page), stored()) == (["Write the reason."], before)
    assert saved(press(staff, request, "move", again, **visit, note="Wrong button"))
    assert trail(request)[0][:5:2] == ("status", again, "Wrong button")


@pytest.mark.usefixtures("_noon")
def test_what_speaks_against_a_visit_is_said_and_may_be_so_all_the_same(staff, stored):
    make_clinic()
    request = make_request()
    friday = {"visit_0": "2026-11-27", "visit_1": "10:30"}
    before = stored()
    page = parse(press(staff, request, "move", "scheduled", **friday))
    assert (len(refusals(page)), stored()) == (1, before)
    box = with_id(page, "id_scheduled_all_the_same")
    assert (box.get("type"), "checked" in box.attrib) == ("checkbox", False)
    assert saved(press(staff, request, "move", "scheduled", **friday, all_the_same="on"))


# Calls


@pytest.mark.parametrize("outcome", ["no_answer", "switched_off", "wrong_number", "someone_else"])
def test_one_press_records_a_call_that_reached_nobody_and_brings_the_request_back(outcome, staff):
    request, now = make_request(answer_due=timezone.now()), timezone.now()
    assert saved(press(staff, request, "call", outcome=outcome))
    request.refresh_from_db()
    assert trail(request) == [("call", "", outcome, "", "", "nurse")]
    assert request.next_action_at > now + timedelta(hours=2)
    assert (request.status, request.first_reached_at, request.answer_due is None) == (
        *("new", None), False
    )  # fmt: skip


def test_call_that_reached_the_family_is_its_first_answer(staff):
    request = make_request(answer_due=timezone.now(), phone_alternative="01511223344")
    number = "+8801511223344"
    assert saved(press(staff, request, "call", outcome="reached", number=number, note=NOTE))
    request.refresh_from_db()
    assert trail(request) == [("call", "", "reached", number, NOTE, "nurse")]
    assert request.answer_due is None
    assert request.first_reached_at is not None


@pytest.mark.usefixtures("_noon")
@pytest.mark.parametrize(
    ("filled_in", "again_at"),
    [
        ({"again": "hour"}, NOON + timedelta(hours=1)),
        ({"again": "evening"}, NOON + timedelta(hours=6)),
        ({"again": "tomorrow"}, NOON + timedelta(hours=21)),
        (
            {"again": "other", "again_at_0": "২৫/১১/২০২৬", "again_at_1": "১৭:১৫"},
            datetime(2026, 11, 25, 11, 15, tzinfo=UTC),
        ),
        ({"again": ""}, NOON + timedelta(hours=3)),
    ],
)
def test_next_call_is_when_staff_say(filled_in, again_at, staff):
    make_clinic()
    request = make_request()
    assert saved(press(staff, request, "call", outcome="no_answer", **filled_in))
    request.refresh_from_db()
    assert request.next_action_at == again_at


@pytest.mark.parametrize(
    ("filled_in", "sentence"),
    [
        ({}, "Press how the call went."),
        (
            {"outcome": "no_answer", "again": "other"},
            "Enter the day and time to call again.",
        ),
        (
            {"outcome": "no_answer", "again": "other", "again_at_0": "01/01/2020",
             "again_at_1": "10:00"},
            "Enter a time to come, within the next two years.",
        ),
    ],
)  # fmt: skip
def test_call_that_says_too_little_comes_back_with_the_note(filled_in, sentence, staff, stored):
    request = make_request()
    before = stored()
    page = parse(press(staff, request, "call", **filled_in, note=NOTE))
    assert (refusals(page), stored()) == ([sentence], before)
    assert any(NOTE in (box.text or "").replace("\r\n", "\n") for box in page.iter("textarea"))


def test_after_three_calls_on_two_days_giving_up_is_offered_first_of_all(nurse, staff):
    request = make_request()
    make_call(request, nurse, days_ago=1)
    make_call(request, nurse, days_ago=1)
    press(staff, request, "call", outcome="no_answer")
    request.refresh_from_db()
    page = read(staff, request)
    (strong,) = (
        text(each.find("summary")) for each in page.iter("details") if has_class(each, "offered")
    )
    assert strong == "Could not be reached: try again in a week"
    assert saved(press(staff, request, "move", "unreachable"))
    request.refresh_from_db()
    assert request in AppointmentRequest.objects.open()


# Note, priority, hands, contact details


def test_note_is_kept_whatever_others_did_meanwhile(nurse, staff):
    request = make_request()
    AppointmentRequest.objects.get().set_priority(Priority.URGENT, by=nurse)
    assert saved(press(staff, request, "note", note=NOTE))
    assert trail(request)[-1] == ("note", "", "", "", NOTE, "nurse")


def test_empty_note_is_asked_for(staff, stored):
    request = make_request()
    before = stored()
    page = parse(press(staff, request, "note", note=" \u200b"))
    assert (refusals(page), stored()) == (["Write the note."], before)


def test_priority_is_set(staff):
    request = make_request()
    assert saved(press(staff, request, "priority", priority="1"))
    assert trail(request) == [("priority", "3", "1", "", "", "nurse")]
    request.refresh_from_db()
    assert saved(press(staff, request, "priority", priority="1"))
    assert request.events.count() == 1


def test_request_is_taken_handed_over_and_given_back(nurse, staff):
    mina = make_user("mina", MANAGERS, first_name="Mina")
    request = make_request()
    for person in (nurse.pk, mina.pk, ""):
        assert saved(press(staff, request, "assign", person=person))
        request.refresh_from_db()
    assert [event[1:3] for event in trail(request)] == [
        ("", "nurse"), ("nurse", "Mina"), ("Mina", "")
    ]  # fmt: skip
    assert request.assigned_to is None


@pytest.mark.parametrize(
    "fields", [{"groups": [EDITORS]}, {"groups": [APPOINTMENT_STAFF], "is_active": False}]
)
def test_request_cannot_be_handed_to_who_does_not_answer_any(fields, staff, stored):
    groups = fields.pop("groups")
    other = make_user("other", *groups, **fields)
    request = make_request()
    before = stored()
    response = press(staff, request, "assign", person=other.pk)
    assert (response.status_code, stored()) == (200, before)


def test_contact_details_are_corrected_and_what_stood_there_is_kept(staff):
    request = make_request(email="old@example.com")
    details = {
        "guardian_name": "রহিমা বেগম", "phone": "০১৮১২ ৩৪৫৬৭৮", "phone_alternative": "",
        "email": "new@example.com", "contact_method": "whatsapp", "best_time": "",
        "preferred_language": "",
    }  # fmt: skip
    assert saved(press(staff, request, "contact", **details))
    request.refresh_from_db()
    assert {name: getattr(request, name) for name in details} == details
    assert request.phone_e164 == "+8801812345678"
    assert sorted(event[1:4] for event in trail(request)) == [
        ("", "whatsapp", "contact_method"),
        ("old@example.com", "new@example.com", "email"),
        ("রহিমা খাতুন", "রহিমা বেগম", "guardian_name"),
        ("০১৭১২৩৪৫৬৭৮", "০১৮১২ ৩৪৫৬৭৮", "phone"),
    ]


def test_wrong_number_in_a_correction_comes_back_as_typed(staff, stored):
    request = make_request()
    before = stored()
    page = parse(press(staff, request, "contact", guardian_name="x", phone="0171"))
    assert stored() == before
    assert (len(refusals(page)), with_id(page, "id_phone").get("value")) == (1, "0171")


def test_forged_fields_change_nothing(staff):
    request, other = make_request(), make_request(phone="01812-555555")
    before = AppointmentRequest.objects.filter(pk=request.pk).values().get()
    forged = {name: "Forged" for name in before} | {"status": "spam", "version": "9"}
    assert saved(press(staff, request, "note", **forged, note="x"))
    assert saved(press(staff, request, "priority", **{**forged, "priority": "3"}))
    assert AppointmentRequest.objects.filter(pk=request.pk).values().get() == before
    assert other.events.count() == 0


# Somebody was faster


def test_newer_state_is_shown_beside_what_was_typed_and_asked_about(nurse, staff, stored):
    request = make_request()
    colleague = make_user("mina", APPOINTMENT_STAFF, first_name="Mina")
    theirs = AppointmentRequest.objects.get()
    theirs.log_call("reached", by=colleague, note="Mother comes on Monday")
    before = stored()
    response = press(staff, request, "move", "answered", note=NOTE, seen_event="")
    page = parse(response)
    assert (response.status_code, stored()) == (200, before)
    assert refusals(page) == [
        "Somebody else changed this request while it was open here. What is new stands below, and "
        "what you typed is kept. If it still fits, save once more."
    ]
    (line,) = news(page)
    assert line.startswith("Call: Reached – Mother comes on Monday")
    assert line.endswith("· Mina")
    form = next(
        each for each in page.iter("form") if each.get("action").endswith("/move/answered/")
    )
    again = {box.get("name"): box.get("value") for box in form.iter("input")}
    again |= {box.get("name"): box.text.removeprefix("\n") for box in form.iter("textarea")}
    assert again["note"].replace("\r\n", "\n") == NOTE
    assert saved(staff.post(form.get("action"), again))
    request.refresh_from_db()
    assert (request.status, trail(request)[-1][4]) == ("answered", NOTE)


@pytest.mark.parametrize(
    ("action", "filled_in"),
    [
        ("call", {"outcome": "no_answer"}),
        ("priority", {"priority": "1"}),
        ("assign", {"person": ""}),
        ("contact", {"guardian_name": "x", "phone": "01812345678"}),
        ("move", {}),
    ],
)
@pytest.mark.parametrize("seen", ["old", "none", "not a number"])
def test_every_form_refuses_to_write_over_a_state_it_did_not_see(
    action, filled_in, seen, nurse, staff, stored
):
    request = make_request()
    AppointmentRequest.objects.get().set_priority(Priority.URGENT, by=nurse)
    before = stored()
    versions = {"old": 1, "none": "", "not a number": "x"}
    rest = ["contacted"] if action == "move" else []
    answers = {**filled_in, "seen_version": versions[seen]}
    response = press(staff, request, action, *rest, **answers)
    assert (response.status_code, stored()) == (200, before)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_at_once_one_is_asked_again(nurse, staff):
    request = make_request()
    at_the_door = threading.Barrier(2)
    carry_out = forms.PriorityForm.carry_out

    def together(form, by):
        if form.stored.version == 1:
            at_the_door.wait(10)
        return carry_out(form, by)

    answers: list[int] = []

    def save(priority: str) -> None:
        client = Client()
        client.force_login(nurse)
        answers.append(press(client, request, "priority", priority=priority).status_code)
        connection.close()

    with mock.patch.object(forms.PriorityForm, "carry_out", together):
        people = [threading.Thread(target=save, args=[priority]) for priority in "12"]
        for each in people:
            each.start()
        for each in people:
            each.join()
    assert sorted(answers) == [200, 302]
    assert request.events.filter(kind="priority").count() == 1


# The same child


def test_like_requests_stand_side_by_side_with_why(staff):
    request = make_request()
    make_request(child_name="Rafi Hasan", phone="01911223344", child_age_days=800)
    make_request(child_name="সাদিয়া", phone_alternative="01712345678", phone="01911223345")
    make_request(child_name="রাফি হাসান", phone="01911223346", child_age_days=3000)
    make_request(child_name="তানভীর", phone="01911223347")
    page = read(staff, request)
    rows = [texts(row, "td") for row in page.iter("tr") if row.find("td") is not None]
    assert [(row[0].partition(",")[0], row[3]) for row in rows[-2:]] == [
        ("সাদিয়া", "same phone"),
        ("Rafi Hasan", "like name and age"),
    ]


def test_one_press_marks_the_same_child_and_twins_have_no_button(staff):
    request = make_request()
    kept = make_request(child_name="রাফি")
    make_request(child_name="রাইসা হাসান")
    page = read(staff, request)
    actions = [form.get("action") for form in page.iter("form") if "same-as" in form.get("action")]
    assert actions == [f"/admin/appointments/appointmentrequest/{request.pk}/same-as/{kept.pk}/"]
    assert saved(press(staff, request, "same_child", kept.pk))
    request.refresh_from_db()
    assert (request.status, request.duplicate_of) == ("duplicate", kept)


def test_twin_that_is_forged_is_refused_with_a_sentence(staff, stored):
    request, twin = make_request(), make_request(child_name="রাইসা হাসান")
    before = stored()
    page = parse(press(staff, request, "same_child", twin.pk))
    assert stored() == before
    assert refusals(page) == [
        "The children's names differ. Twins, brothers and sisters each keep their own request."
    ]


# Whose turn


def test_next_is_the_first_that_nobody_else_is_at_work_on(nurse, staff):
    mina = make_user("mina", APPOINTMENT_STAFF)
    first, second, third = (
        make_request(priority=priority, child_name=str(priority)) for priority in (1, 2, 3)
    )
    first.record_view(mina)
    second.record_view(nurse)
    response = staff.get("/admin/appointments/appointmentrequest/next/")
    assert response["Location"] == address(second)
    response = press(staff, second, "call", outcome="no_answer")
    assert response["Location"] == address(second)
    page = read(staff, second)
    (following,) = (link[0] for link in links(page) if link[1] == "Next in the queue")
    assert following == address(third)


def test_without_anybody_waiting_next_leads_to_the_queue_and_says_so(staff):
    response = staff.get("/admin/appointments/appointmentrequest/next/", follow=True)
    page = parse(response)
    assert response.redirect_chain == [("/admin/appointments/appointmentrequest/", 302)]
    assert "Nobody is waiting for a call now." in text(page)


# On paper


def test_printed_timeline_names_the_readers_for_managers_only(nurse, staff, client):
    request = make_request(message="জ্বর")
    request.add_note(NOTE, by=nurse)
    request.events.create(kind="exported", by=nurse)
    path = f"/admin/appointments/appointmentrequest/{request.pk}/history/"
    for_nurse = text(parse(staff.get(path)))
    client.force_login(make_user("boss", MANAGERS))
    for_boss = text(parse(client.get(path)))
    assert ("জ্বর" in for_nurse, "মা স্ক্যান" in for_nurse) == (True, True)
    assert ("Exported" in for_nurse, "Exported" in for_boss) == (False, True)


# Who may


@pytest.mark.parametrize(
    ("action", "rest"),
    [
        *(("call", []), ("move", ["spam"]), ("note", []), ("contact", []), ("assign", [])),
        *(("priority", []), ("same_child", [1])),
    ],
)
def test_button_is_for_post_with_a_token_by_those_who_answer_requests(
    action, rest, nurse, staff, client, stored
):
    request = make_request()
    before = stored()
    filled_in = {"outcome": "reached", "note": "x", "priority": "1", "person": nurse.pk}
    client.force_login(make_user("editor", EDITORS))
    assert press(client, request, action, *rest, **filled_in).status_code == 403
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(nurse)
    assert press(careful, request, action, *rest, **filled_in).status_code == 403
    with mock.patch.object(staff, "post", staff.get):
        response = press(staff, request, action, *rest, **filled_in)
    assert (response.status_code, response["Location"]) == (302, address(request))
    assert stored() == before


def test_language_is_switched_on_a_form_that_came_back_without_losing_the_way(staff):
    request = make_request()
    page = parse(press(staff, request, "note", note=""))
    (form,) = (each for each in page.iter("form") if each.get("id") == "language-form")
    (back,) = (box.get("value") for box in form.iter("input") if box.get("name") == "next")
    assert back == address(request)


@pytest.mark.parametrize("name", ["0", "999999", "no-number", "১", "9" * 40])
def test_request_that_is_not_there_is_not_found(name, staff):
    assert staff.get(f"/admin/appointments/appointmentrequest/{name}/change/").status_code == 404
