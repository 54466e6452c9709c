"""A family finds its request with reference and phone, reads kind words, and acts on it."""

import re
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from icalendar import Calendar

from appointments import tokens
from appointments.models import AppointmentRequest, Attempt, Event, Status
from tests.appointments.family import at_once, in_language, messages, summary
from tests.makers import make_call, make_clinic, make_request, make_user
from tests.page import links, parse, text, texts, values

pytestmark = pytest.mark.django_db

REFERENCE, PHONE = "7K0M1Q9D", "01712345678"
UNKNOWN = "We cannot find a request with this reference number and this phone number."


def post(path: str, answers: dict, language: str = "en", **headers: str):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    return client.post(f"/{language}/appointment/status/{path}", answers, headers=headers)


def look_up(reference: str = REFERENCE, phone: str = PHONE, language: str = "en", **headers: str):
    return post("", {"reference": reference, "phone": phone}, language, **headers)


def act(name: str, request: AppointmentRequest, language: str = "en", **more: str):
    ticket = tokens.status_ticket(request.reference)
    return post(f"{name}", {"ticket": ticket, **more}, language)


def heading(response) -> str:
    [words] = texts(parse(response), ".//h1")
    return words


def make(**fields) -> AppointmentRequest:
    return make_request(**{"reference": REFERENCE, "answer_due": in_hours(3), **fields})


def in_hours(hours: float) -> datetime:
    return timezone.now() + timedelta(hours=hours)


# Looking up


@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize(
    "reference", ["7K0M1Q9D", "7k0m-1q9d", "7KOM IQ9D", "৭K০M ১Q৯D", " 7k0ml q9d ", "7KoMiq9d"]
)
def test_reference_is_found_however_it_was_noted(reference, language):
    make()
    response = look_up(reference, language=language)
    assert heading(response) == in_language(language, "We have your request")


@pytest.mark.parametrize(
    "phone",
    ["01712345678", "০১৭১২-৩৪৫৬৭৮", "+880 1712 345678", "01812345678", "+971501234567"],
)
def test_any_number_of_the_request_will_do(phone):
    make(phone_alternative="০১৮১২৩৪৫৬৭৮", filled_by_phone="+971 50 123 4567")
    assert heading(look_up(phone=phone)) == "We have your request"


def test_number_that_was_corrected_no_longer_opens_the_request():
    make().correct_phone("01912345678")
    assert heading(look_up(phone="01912345678")) == "We have your request"
    assert heading(look_up(phone=PHONE)) == "Where your request stands"


@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize(
    ("reference", "phone"), [(REFERENCE, "01812345678"), ("ZZZZZZZZ", PHONE), ("x", PHONE)]
)
def test_wrong_pair_is_answered_like_an_unknown_reference(reference, phone, language):
    make()
    response = look_up(reference, phone, language)
    page = parse(response)
    [(_field, sentence)] = summary(page)
    sentences = f"{UNKNOWN} Check both. It must be a phone number from the request."
    assert (response.status_code, sentence) == (200, in_language(language, sentences))
    assert values(page, ".//input[@id='id_reference']", "value") == [reference]
    assert values(page, ".//input[@id='id_phone']", "value") == [phone]
    title = text(page.find("head/title"))
    assert title.startswith(in_language(language, "Error:"))


def test_wrong_pair_costs_the_same_queries_as_an_unknown_reference():
    make(phone_alternative="01812345678")
    asked = []
    for reference in (REFERENCE, "ZZZZZZZZ"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            look_up(reference, "01912345678")
        asked.append([re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in queries])
    assert asked[0] == asked[1]


@pytest.mark.parametrize("language", ["bn", "en"])
def test_missing_or_impossible_answers_say_what_to_do_and_do_not_count(language):
    page = parse(look_up("", "01712", language))
    impossible = (
        "No phone has this number. Check that no digit is missing; "
        "for a number abroad begin with + and the country code."
    )
    said = {name: messages(page, name) for name in ("reference", "phone")}
    assert said == {
        "reference": [in_language(language, "Enter the reference number.")],
        "phone": [in_language(language, impossible)],
    }
    assert not Attempt.objects.exists()


# Guessing


@pytest.mark.django_db(transaction=True)
def test_thirty_guesses_at_once_get_ten_answers():
    answered = at_once(30, lambda number: look_up(f"ZZZZZZ{number:02}").status_code)
    assert sorted(answered) == [200] * 10 + [429] * 20


@pytest.mark.django_db(transaction=True)
def test_button_pressed_many_times_at_once_is_one_event():
    request = make()
    answered = at_once(10, lambda _number: act("withdraw/", request, confirmed="yes").status_code)
    assert (answered, Event.objects.count()) == ([200] * 10, 1)


def test_eleventh_wrong_pair_waits_and_so_does_the_right_one():
    make()
    statuses = [look_up(f"ZZZZZZ{number:02}").status_code for number in range(11)]
    assert statuses == [200] * 10 + [429]
    response = look_up()
    assert (response.status_code, heading(response)) == (429, "Where your request stands")
    assert 880 <= int(response.headers["Retry-After"]) <= 900
    [(_field, sentence)] = summary(parse(response))
    assert sentence == (
        "Too many tries have come from your network. Nothing you typed is lost. "
        "Try again in 15 minutes, or call us."
    )


def test_right_pairs_do_not_count():
    make()
    assert {look_up().status_code for _ in range(15)} == {200}
    assert not Attempt.objects.exists()


def test_guessers_wait_is_over_after_a_quarter_of_an_hour():
    make()
    for number in range(10):
        look_up(f"ZZZZZZ{number:02}")
    Attempt.objects.update(at=in_hours(-0.26))
    assert heading(look_up()) == "We have your request"


def test_address_is_not_kept_in_the_clear():
    look_up(**{"X-Forwarded-For": "198.51.100.7"})
    [key] = Attempt.objects.values_list("key", flat=True)
    assert (len(key), "127.0.0.1" in key, "198.51" in key) == (64, False, False)


# What families read


ABROAD = {"filled_by_phone": "+971501234567"}
STAFF_WORDS = re.compile(
    r"declined|spam|missed|withdrawn by|not a real|duplicate|not for this clinic", re.IGNORECASE
)


def shown(request: AppointmentRequest, language: str = "en") -> tuple[str, list[str]]:
    """Heading and sentences of the status page."""
    page = parse(look_up(request.reference, request.phone, language))
    lead = [text(each) for each in page.iter("p") if each.get("class") == "lead"]
    [words] = texts(page, ".//h1")
    return words, lead


NOON = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


@pytest.fixture
def noon():
    """Noon in Dhaka, on a Monday."""
    with mock.patch("django.utils.timezone.now", return_value=NOON):
        yield NOON


CALL = "We will call you by 5 pm on Tuesday 24 November."
DUE = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
CALL_OR_ASK = "Please call us, or ask us to call you."


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"answer_due": DUE}, ("We have your request", [CALL])),
        (
            {"answer_due": DUE, **ABROAD},
            ("We have your request", [CALL.replace("November", "November (Bangladesh time)")]),
        ),
        ({"answer_due": None}, ("We have your request", ["We will call you as soon as we can."])),
        (
            {"answer_due": NOON - timedelta(hours=1)},
            (
                "We are late with our call, and we are sorry",
                [
                    "We promised to call you by 11 am on Monday 23 November, "
                    "and we have not done it.",
                    CALL_OR_ASK,
                ],
            ),
        ),
        (
            {"status": "contacted", "answer_due": None},
            (
                "We have talked with you",
                ["We will do what we agreed on the phone. If anything is unclear, call us."],
            ),
        ),
        (
            {"status": "scheduled", "visit_at": NOON + timedelta(days=2), "answer_due": None},
            ("Your visit is arranged", ["Bring all papers, scans and medicines along."]),
        ),
        (
            {"status": "scheduled", "visit_at": NOON - timedelta(days=2), "answer_due": None},
            (
                "The time of your visit has passed",
                ["If you could not come, call us. We will find another day."],
            ),
        ),
        (
            {"status": "attended", "answer_due": None},
            ("You came to see us", ["If a question comes up, call us."]),
        ),
        (
            {"status": "unreachable", "answer_due": None},
            ("We have called several times but could not reach you", [CALL_OR_ASK]),
        ),
        (
            {"status": "answered", "answer_due": None},
            (
                "We have talked about your question",
                ["If anything changes or a question comes up, call us."],
            ),
        ),
        (
            {"status": "referred", "answer_due": None},
            (
                "We have talked about where your child is helped best",
                ["If anything is unclear about it, call us."],
            ),
        ),
        *(
            (
                {"status": status, "answer_due": None},
                (
                    "Please call us about this request",
                    ["We would like to talk about what to do next."],
                ),
            )
            for status in ("missed", "declined", "spam")
        ),
        (
            {"status": "withdrawn", "answer_due": None},
            (
                "You have cancelled your request",
                [
                    "We will call you once to hear whether all is well.",
                    "If you change your mind, press “Reopen my request”.",
                ],
            ),
        ),
        (
            {"status": "withdrawn", "answer_due": None, "next_action_at": None, "closed_at": NOON},
            (
                "This request is closed, as you asked",
                ["If you need us again, call us or send a new request."],
            ),
        ),
    ],
)
def test_every_status_in_words_for_the_family(fields, words, noon):
    request = make(**fields)
    assert shown(request) == words
    bengali_heading, sentences = shown(request, "bn")
    assert bengali_heading == in_language("bn", words[0])
    assert len(sentences) == len(words[1])
    page = look_up(request.reference, request.phone).content.decode()
    assert STAFF_WORDS.findall(page) == []


def test_no_status_is_left_without_words(noon):
    other = make_request()
    for status in Status:
        request = make_request(status=status, visit_at=NOON, duplicate_of=other)
        assert all(shown(request))


def test_promise_in_bengali_has_its_own_digits_and_the_zone_for_families_abroad(noon):
    request = make(answer_due=DUE, **ABROAD)
    assert shown(request, "bn")[1] == [
        "আমরা মঙ্গলবার ২৪ নভেম্বর বাংলাদেশ সময় বিকেল ৫টার মধ্যে আপনাকে ফোন করব।"
    ]


def test_a_call_that_reached_nobody_is_told_and_is_no_missed_promise(noon):
    heading = "We have called but could not reach you yet"
    request = make(answer_due=DUE)
    make_call(request, make_user())
    assert shown(request) == (heading, [CALL])
    with mock.patch("django.utils.timezone.now", return_value=DUE + timedelta(hours=1)):
        assert shown(request) == (heading, [CALL_OR_ASK])


def test_duplicate_shows_the_request_that_goes_on(noon):
    kept = make_request(status="scheduled", visit_at=NOON + timedelta(days=2))
    make(status="duplicate", duplicate_of=kept)
    response = look_up()
    page = parse(response)
    assert heading(response) == "Your visit is arranged"
    said = [text(each) for each in page.find(".//main")]
    assert f"Reference number: {kept}" in said
    assert "There were two requests for this child. We go on with this one." in said


def test_button_on_the_page_of_a_duplicate_acts_on_the_request_that_goes_on():
    kept = make_request()
    make(status="duplicate", duplicate_of=kept)
    [ticket] = set(values(parse(look_up()), ".//input[@name='ticket']", "value"))
    post("withdraw/", {"ticket": ticket, "confirmed": "yes"})
    kept.refresh_from_db()
    assert kept.status == Status.WITHDRAWN


def test_visit_is_shown_with_day_time_and_place(noon):
    make_clinic(address_bn="বাড়ি ৭, ঢাকা", map_url="https://map.example/7")
    make(status="scheduled", visit_at=datetime(2026, 11, 25, 4, 30, tzinfo=UTC))
    page = parse(look_up(language="bn"))
    assert texts(page, ".//dl/div/dd") == [
        "বুধবার ২৫ নভেম্বর",
        "সকাল সাড়ে ১০টা",
        "বাড়ি ৭, ঢাকামানচিত্রে দেখুন",
    ]


# What families can do


WITHDRAW = "Cancel my request"


@pytest.mark.parametrize(
    ("status", "buttons"),
    [
        ("new", [WITHDRAW]),
        ("contacted", ["Please call me", WITHDRAW]),
        ("unreachable", ["Please call me", WITHDRAW]),
        ("scheduled", ["Add to my calendar", "Please call me", WITHDRAW]),
        ("missed", ["Please call me", WITHDRAW]),
        ("attended", []),
        ("answered", ["Please call me"]),
        ("referred", ["Please call me"]),
        ("declined", []),
        ("spam", []),
        ("withdrawn", ["Reopen my request"]),
    ],
)
def test_only_what_is_possible_is_offered(status, buttons):
    make(status=status, visit_at=in_hours(30))
    assert texts(parse(look_up()), ".//main//button") == buttons


def test_call_can_be_asked_for_when_the_promised_one_is_late_or_did_not_get_through():
    late = make(answer_due=in_hours(-1))
    assert texts(parse(look_up()), ".//main//button") == ["Please call me", WITHDRAW]
    act("call-again/", late)
    assert texts(parse(look_up()), ".//main//button") == [WITHDRAW]
    tried = make_request(answer_due=in_hours(1), phone="01912345678")
    make_call(tried, make_user())
    page = parse(look_up(tried.reference, tried.phone))
    assert texts(page, ".//main//button") == ["Please call me", WITHDRAW]


def test_wish_of_a_family_that_could_not_be_reached_is_acknowledged():
    request = make(status="unreachable", answer_due=None)
    make_call(request, make_user())
    page = parse(act("call-again/", request))
    assert texts(page, ".//h1") == ["We have your request"]
    assert "Thank you. We have noted that you want a call." in text(page)
    assert texts(page, ".//main//button") == [WITHDRAW]


def test_family_that_was_reached_reads_so_before_staff_have_moved_the_request():
    request = make()
    request.log_call("reached", by=make_user())
    assert shown(request)[0] == "We have talked with you"


@pytest.mark.parametrize("stored_number", ["ask the neighbour", "12"])
def test_stored_number_that_cannot_be_read_breaks_nothing(stored_number):
    make(phone_alternative=stored_number)
    assert heading(look_up()) == "We have your request"
    assert heading(look_up(phone="01912345678")) == "Where your request stands"


def test_withdrawing_asks_first_and_can_be_taken_back():
    request = make(status="scheduled", visit_at=in_hours(30))
    asked = act("withdraw/", request)
    request.refresh_from_db()
    assert (heading(asked), request.status) == (
        "Do you want to cancel your request?",
        Status.SCHEDULED,
    )
    done = act("withdraw/", request, confirmed="yes")
    request.refresh_from_db()
    assert (heading(done), request.status) == ("You have cancelled your request", "withdrawn")
    assert request in AppointmentRequest.objects.waiting()
    back = act("take-back/", request)
    request.refresh_from_db()
    assert (heading(back), request.status) == ("We have your request", "new")
    assert request.answer_due > timezone.now()
    trail = Event.objects.values_list("kind", "by", "old", "new")
    assert list(trail) == [
        ("status", None, "scheduled", "withdrawn"),
        ("status", None, "withdrawn", "new"),
    ]


def test_family_that_keeps_its_request_after_all_sees_it_again_unchanged(stored):
    request = make()
    before = stored()
    assert heading(act("withdraw/", request, confirmed="no")) == "We have your request"
    assert stored() == before


def test_withdrawing_twice_withdraws_once():
    request = make()
    for _ in range(2):
        response = act("withdraw/", request, confirmed="yes")
    assert heading(response) == "You have cancelled your request"
    assert Event.objects.count() == 1


def test_confirmed_withdrawal_can_no_longer_be_taken_back():
    request = make()
    request.withdraw()
    request.log_call("reached", by=make_user())
    response = act("take-back/", request)
    request.refresh_from_db()
    assert (heading(response), request.status) == (
        "This request is closed, as you asked",
        "withdrawn",
    )


def test_call_again_is_an_event_and_puts_the_request_up():
    request = make(status="contacted", next_action_at=in_hours(48), answer_due=None)
    response = act("call-again/", request)
    assert "Thank you. We have noted that you want a call." in response.content.decode()
    request.refresh_from_db()
    assert request.next_action_at <= timezone.now() < request.answer_due
    assert [(event.kind, event.by) for event in request.events.all()] == [("call_asked", None)]
    assert heading(response) == "We have talked with you"


def test_calls_from_a_settled_request_open_it_again():
    for status in ("unreachable", "answered", "referred"):
        request = make_request(status=status)
        act("call-again/", request)
        request.refresh_from_db()
        assert (request.status, request.answer_due > timezone.now()) == ("new", True)


@pytest.mark.parametrize("status", ["declined", "spam", "attended", "withdrawn"])
def test_call_again_where_it_is_not_offered_changes_nothing(status, stored):
    request = make(status=status)
    before = stored()
    assert act("call-again/", request).status_code == 200
    assert stored() == before


def test_calling_again_twice_is_one_wish_and_the_first_promise():
    request = make(status="contacted", answer_due=None)
    act("call-again/", request)
    before = AppointmentRequest.objects.values().get()
    act("call-again/", request)
    assert AppointmentRequest.objects.values().get() == before
    assert Event.objects.count() == 1


ACTIONS = ["withdraw/", "take-back/", "call-again/", "visit.ics"]


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("ticket", ["", "x", "signed for something else", "old"])
def test_action_without_a_good_ticket_asks_for_both_numbers_and_changes_nothing(
    action, ticket, stored
):
    request = make()
    before = stored()
    if ticket == "signed for something else":
        ticket = tokens.received_token(request.reference)
    elif ticket == "old":
        half_an_hour_ago = timezone.now().timestamp() - 31 * 60
        with mock.patch("time.time", return_value=half_an_hour_ago):
            ticket = tokens.status_ticket(request.reference)
    response = post(action, {"ticket": ticket, "confirmed": "yes"})
    assert (response.status_code, heading(response)) == (200, "Where your request stands")
    assert stored() == before


@pytest.mark.parametrize("action", ACTIONS)
def test_reading_the_address_of_an_action_leads_to_the_look_up(action, stored):
    make()
    before = stored()
    for method in ("get", "head"):
        response = getattr(Client(), method)(f"/en/appointment/status/{action}")
        assert (response.status_code, response["Location"]) == (302, "/en/appointment/status/")
    assert stored() == before


@pytest.mark.parametrize("action", ["", *ACTIONS])
def test_another_site_may_not_post(action, stored):
    request = make()
    before = stored()
    ticket = tokens.status_ticket(request.reference)
    answers = {"ticket": ticket, "confirmed": "yes", "reference": REFERENCE, "phone": PHONE}
    assert post(action, answers, origin="https://evil.example").status_code == 403
    assert stored() == before


# The calendar file


def test_calendar_file_has_the_visit_and_nothing_about_the_child():
    make_clinic(
        name_en="Children's Tumour Surgery Clinic",
        discreet_name_en="Children's clinic",
        address_en="House 7\nDhaka; Bangladesh",
    )
    visit = datetime(2050, 1, 5, 4, 30, tzinfo=UTC)
    request = make(status="scheduled", visit_at=visit, child_name="CanaryChild")
    response = act("visit.ics", request)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="visit.ics"'
    [event] = Calendar.from_ical(response.content).walk("VEVENT")
    assert (event.decoded("dtstart"), event.decoded("dtend") - visit) == (
        visit,
        timedelta(minutes=30),
    )
    assert str(event["summary"]) == "Appointment: Children's clinic"
    assert str(event["location"]) == "House 7 Dhaka; Bangladesh"
    content = response.content.decode().lower()
    hidden = ("canary", "tumour", "surgery", REFERENCE.lower(), "swollen", "1712345678")
    assert [word for word in hidden if word in content.replace("01712-345678", "")] == []


def test_calendar_file_of_a_visit_that_was_moved_replaces_the_first():
    request = make(status="scheduled", visit_at=in_hours(30))
    first = Calendar.from_ical(act("visit.ics", request).content).walk("VEVENT")[0]
    request.move_to(Status.SCHEDULED, by=make_user(), visit_at=in_hours(60))
    second = Calendar.from_ical(act("visit.ics", request).content).walk("VEVENT")[0]
    assert first["uid"] == second["uid"]
    assert first["sequence"] < second["sequence"]


def test_calendar_file_in_bengali_has_no_tumour():
    make_clinic(name_bn="শিশু টিউমার সার্জারি ক্লিনিক", discreet_name_bn="শিশু ক্লিনিক")
    request = make(status="scheduled", visit_at=in_hours(30))
    content = act("visit.ics", request, "bn").content.decode()
    assert "শিশু ক্লিনিক" in content.replace("\r\n ", "")
    assert "টিউমার" not in content.replace("\r\n ", "")


# Privacy


def test_every_answer_is_kept_by_nobody_and_found_by_no_search_engine():
    make_clinic()
    request = make(status="scheduled", visit_at=in_hours(30))
    answers = [
        Client().get("/en/appointment/status/"),
        look_up(),
        look_up("ZZZZZZZZ"),
        act("withdraw/", request),
        act("visit.ics", request),
        act("withdraw/", request, confirmed="yes"),
    ]
    for response in answers:
        assert response.headers["Cache-Control"] == "no-store, private"
        assert "Set-Cookie" not in response.headers
        if response.headers["Content-Type"].startswith("text/html"):
            head = parse(response).find("head")
            robots = [each.get("content") for each in head if each.get("name") == "robots"]
            assert robots == ["noindex"]


def test_no_address_on_the_page_names_the_request():
    request = make(status="scheduled", visit_at=in_hours(30))
    page = parse(look_up())
    addresses = [address for address, _words in links(page)]
    addresses += values(page, ".//form", "action")
    assert [each for each in addresses if REFERENCE in each or request.phone in each] == []


def test_status_is_no_place_for_the_child_or_the_illness():
    make(child_name="CanaryChild", guardian_name="CanaryMother", message="CanaryMessage")
    page = look_up().content.decode()
    assert "Canary" not in page
    with override("en"):
        assert "swollen" not in page
