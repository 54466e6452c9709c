"""The family's form: every answer is stored once and as given, or comes back with a sentence."""

import re
import threading
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import override

from appointments.forms import CONSENT_VERSION, AppointmentForm
from appointments.models import AppointmentRequest, Event, Priority, Status
from pages.bengali import TO_BENGALI
from tests import page as html
from tests.appointments.family import (
    as_lists,
    filled,
    form_address,
    in_language,
    messages,
    send,
    sent_request,
    summary,
    typed,
    with_id,
)
from tests.makers import ANSWERS, make_form_token, make_request
from tests.page import parse, text

LANGUAGES = ["bn", "en"]
pytestmark = pytest.mark.django_db

NEXT_MONTH = timezone.localdate() + timedelta(days=30)
MORE = {
    "child_age_unit": "years",
    "known_patient": "unsure",
    "message": "পেট শক্ত।\nদুই মাস ধরে।",
    "preferred_date": f"{NEXT_MONTH:%d/%m/%Y}".translate(TO_BENGALI),
    "best_time": "evening",
    "contact_method": "whatsapp",
    "preferred_language": "bn",
    "phone_owner": "neighbour",
    "phone_alternative": "+৯৭১ ৫০ ১২৩ ৪৫৬৭",
    "email": "rahima@example.com",
    "district": "সিলেট",
    "relationship": "grandchild",
    "filled_by": "relative",
    "filled_by_name": "করিম মিয়া",
    "filled_by_phone": "০১৮১২-৩৪৫৬৭৮",
}


# Stored


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_is_stored_as_given(language):
    earliest = timezone.now()
    response = send(filled(**MORE, urgent_signs=["fit", "belly"]), language)
    assert response.status_code == 302
    assert re.fullmatch(rf"/{language}/appointment/received/[^/]+/", response["Location"])
    row = AppointmentRequest.objects.values().get()
    assert row.pop("answer_due") > timezone.now()
    times = [row.pop("received_at"), row.pop("next_action_at")]
    assert earliest <= min(times) <= max(times) <= timezone.now()
    names = ("reference", "submission_key", "form_nonce", "answers_digest")
    assert [len(row.pop(name)) for name in names] == [8, 64, 16, 64]
    del row["id"]
    answers = {name: value for name, value in ANSWERS.items() if name != "consent"}
    assert row == {
        **answers,
        **MORE,
        "preferred_date": NEXT_MONTH,
        "urgent_signs": ["fit", "belly"],
        "child_age_days": 913,
        "phone_e164": "+8801712345678",
        "consent_version": CONSENT_VERSION,
        "page_language": language,
        "related_to_id": None,
        "suspicious": False,
        "many_from_phone": False,
        "late_told": False,
        "version": 1,
        "status": Status.NEW,
        "priority": Priority.EMERGENCY,
        "source": "form",
        "hold": False,
        **dict.fromkeys(("referred_to", "referral_urgency", "referral_told"), ""),
        **dict.fromkeys(("visit_at", "reminded_of", "closed_at", "erased_at"), None),
        **dict.fromkeys(("first_reached_at", "assigned_to_id", "duplicate_of_id"), None),
    }
    events = Event.objects.values_list("kind", "by", "old", "new", "text")
    assert list(events) == [("received", None, "", "", "")]


def test_six_answers_are_enough():
    stored = sent_request(send(filled()))
    assert {name: getattr(stored, name) for name in MORE} == {
        **dict.fromkeys(MORE, ""),
        "preferred_date": None,
    }
    assert (stored.urgent_signs, stored.priority) == ([], Priority.SOON)


def test_child_not_born_yet_said_in_words_is_stored_as_such():
    stored = AppointmentForm(filled(child_age="এখনো জন্মায়নি"))
    assert stored.is_valid()
    request = stored.save("203.0.113.7")
    kept = (request.child_age, request.child_age_unit, request.child_age_days)
    assert kept == ("এখনো জন্মায়নি", "unborn", None)


def test_child_not_born_yet_has_no_days():
    assert sent_request(send(filled(child_age="গর্ভে, ৭ মাস"))).child_age_days is None
    chosen = filled(child_age="-", child_age_unit="unborn")
    assert sent_request(send(chosen)).child_age_days is None


def test_age_in_the_chosen_unit():
    assert sent_request(send(filled(child_age="৬", child_age_unit="months"))).child_age_days == 183


CHOICES = {
    "concern": "lump belly head eye bone skin diagnosed opinion after other",
    "child_age_unit": "days weeks months years unborn",
    "known_patient": "yes no unsure",
    "best_time": "morning afternoon evening any",
    "contact_method": "phone whatsapp sms email",
    "preferred_language": "bn en",
    "phone_owner": "own shared neighbour",
    "relationship": "child grandchild sibling relative other",
    "filled_by": "parent relative doctor other",
}


@pytest.mark.parametrize("field", CHOICES)
def test_each_choice_is_offered_and_stored(field):
    boxes = AppointmentForm().fields[field]
    offered = [str(value) for value, _label in boxes.choices if value]
    assert offered == CHOICES[field].split()
    for value in offered:
        assert getattr(sent_request(send(filled(**{field: value}))), field) == value


@pytest.mark.parametrize(
    "sign", ["unconscious", "fit", "breathing", "bleeding", "legs", "belly", "fever"]
)
def test_each_urgent_sign_makes_an_emergency(sign):
    stored = sent_request(send(filled(urgent_signs=[sign])))
    assert (stored.urgent_signs, stored.priority) == ([sign], Priority.EMERGENCY)


def test_preferred_day_may_be_today():
    today = timezone.localdate()
    assert sent_request(send(filled(preferred_date=f"{today}"))).preferred_date == today


@pytest.mark.parametrize("spelling", ["5/1/2050", "05-01-2050", "5.1.2050", "2050-01-05"])
def test_preferred_day_in_any_spelling(spelling):
    for written in (spelling, spelling.translate(TO_BENGALI)):
        stored = sent_request(send(filled(preferred_date=written)))
        assert stored.preferred_date == date(2050, 1, 5)


@pytest.mark.parametrize(
    ("seconds", "website", "suspicious"),
    [
        (120, "", False),
        (4, "", False),
        (1, "", True),
        (120, "https://buy.example", True),
        (120, "\x00x", True),
        (120, " ", False),
    ],
)
def test_request_that_looks_automatic_is_stored_and_flagged(seconds, website, suspicious):
    token = make_form_token(age=timedelta(seconds=seconds))
    assert sent_request(send(filled(form_token=token, website=website))).suspicious == suspicious


# Once


def test_sent_twice_is_stored_once(stored):
    answers = filled(**MORE)
    first = sent_request(send(answers))
    before = stored()
    again, later = sent_request(send(answers)), sent_request(send(answers, "en"))
    assert first.reference == again.reference == later.reference
    assert stored() == before


def test_changed_answers_are_a_request_of_their_own_tied_to_the_first():
    answers = filled()
    first, second, third, again = (
        sent_request(send({**answers, "phone": phone}))
        for phone in ("01712345678", "01712345679", "01712345670", "01712345679")
    )
    assert [first.related_to, second.related_to, third.related_to] == [None, first, first]
    assert again == second
    assert [request.phone_e164[-1] for request in (first, second, third)] == ["8", "9", "0"]
    assert list(Event.objects.values_list("request", "kind")) == [
        (request.pk, "received") for request in (first, second, third)
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("child_name", "রাফি হোসেন"),
        ("child_age", "৩ বছর"),
        ("guardian_name", "করিম মিয়া"),
        ("phone", "01812345678"),
        ("concern", "eye"),
        ("urgent_signs", ["fit"]),
        *MORE.items(),
    ],
)
def test_any_changed_answer_counts_as_changed(field, value):
    answers = filled()
    first = sent_request(send(answers))
    second = sent_request(send({**answers, field: value}))
    assert (second != first, second.related_to) == (True, first)


@pytest.mark.django_db(transaction=True)
def test_ten_identical_posts_at_once_are_stored_once():
    answers, answered = filled(**MORE), []
    together = threading.Barrier(10)

    def press_send() -> None:
        together.wait()
        try:
            answered.append(send(answers))
        finally:
            connection.close()

    threads = [threading.Thread(target=press_send) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stored = AppointmentRequest.objects.get()
    assert [sent_request(response) for response in answered] == [stored] * 10
    assert [event.kind for event in stored.events.all()] == ["received"]


# Sent back


STALE = "This form had been open for too long. Nothing is lost: press Send once more."
TOKENS = {
    "missing": lambda: None,
    "empty": lambda: "",
    "old": lambda: make_form_token(age=timedelta(hours=25)),
    "foreign": lambda: "WyJ4IiwxXQ:1w0000:abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
    "with NUL": lambda: "\x00",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("token", TOKENS)
def test_form_with_an_unusable_token_comes_back_filled_and_can_be_sent(token, language, stored):
    answers, before = filled(**MORE, urgent_signs=["fit"], form_token=TOKENS[token]()), stored()
    response = send(answers, language)
    page = parse(response)
    assert (response.status_code, stored()) == (200, before)
    assert summary(page) == [(None, in_language(language, STALE))]
    assert text(page.find("head/title")).startswith(in_language(language, "Error:") + " ")
    kept = typed(page)
    (fresh,) = kept.pop("form_token")
    answers.pop("form_token", None)
    assert kept == as_lists(answers)

    second = send({**kept, "form_token": fresh}, language)
    row = AppointmentRequest.objects.get()
    assert sent_request(second) == row
    assert (row.message, row.urgent_signs) == (MORE["message"], ["fit"])


REQUIRED_TICK = "Tick this box if you may ask for this child. Without it we cannot call."
TOO_LONG_NAME = "This name is too long. Shorten it to 120 characters."
NO_PHONE = (
    "No phone has this number. Check that no digit is missing; "
    "for a number abroad begin with + and the country code."
)
UNCLEAR_AGE = "Enter the age with years or months, for example 3 years or 8 months."
WRONG_EMAIL = "Enter a full email address, for example name@example.com."
WRONG_DAY = "Enter a day as day/month/year, for example 25/12/2026."
WRONG_CHOICE = "Choose one of the answers in the list."
WRONG = [
    ("child_name", None, "Enter the child's name."),
    ("child_name", "", "Enter the child's name."),
    ("child_name", "\u200b\u200d \u3164", "Enter the child's name."),
    ("child_name", "র" * 121, TOO_LONG_NAME),
    ("child_age", "", "Enter the child's age."),
    ("child_age", "৩" * 61, "Enter only the age, for example 3 months."),
    ("child_age", "ছোট", UNCLEAR_AGE),
    (
        "child_age",
        "১৮ বছর",
        "We treat children under 18. For an adult, call us and we will say where to go.",
    ),
    ("guardian_name", "", "Enter your name."),
    ("guardian_name", "র" * 121, TOO_LONG_NAME),
    ("phone", "", "Enter the phone number that we can call."),
    ("phone", "০১৭১২", NO_PHONE),
    (
        "phone",
        "ফোন নেই",
        "Enter the phone number in digits only, for example 01712345678.",
    ),
    (
        "phone",
        "01712345678 / 01812345678",
        "Enter one number here. There is a place for a second number further down.",
    ),
    ("phone", "0" * 41, "This is too long for a phone number. Enter one number."),
    ("concern", None, "Choose what fits best. You can choose “I am not sure”."),
    ("concern", "nonsense", WRONG_CHOICE),
    ("consent", None, REQUIRED_TICK),
    ("urgent_signs", ["fit", "nonsense"], "Choose from the list."),
    *(
        (field, "nonsense", WRONG_CHOICE)
        for field in (
            *("child_age_unit", "known_patient", "best_time", "contact_method"),
            *("preferred_language", "phone_owner", "relationship", "filled_by"),
        )
    ),
    ("message", "র" * 2001, "Shorten this to 2,000 characters. You can tell us the rest by phone."),
    ("preferred_date", "কাল", WRONG_DAY),
    ("preferred_date", "31/02/2050", WRONG_DAY),
    ("preferred_date", "23/11/2020", "Choose a day from today on."),
    ("phone_alternative", "০১৭১২", NO_PHONE),
    ("phone_alternative", "0" * 41, "This is too long for a phone number. Enter one number."),
    ("email", "rahima@", WRONG_EMAIL),
    ("email", f"{'r' * 243}@example.com", WRONG_EMAIL),
    ("district", "র" * 81, "Enter only the name of the district."),
    ("filled_by_name", "র" * 121, TOO_LONG_NAME),
    ("filled_by_phone", "০১৭১২", NO_PHONE),
    ("filled_by_phone", "0" * 41, "This is too long for a phone number. Enter one number."),
]


def test_every_field_has_a_wrong_answer_below():
    free_of_errors = {"form_token", "website"}
    assert {field for field, *_rest in WRONG} == set(AppointmentForm().fields) - free_of_errors


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("field", "value", "message"), WRONG)
def test_wrong_answer_is_refused_with_its_sentence(field, value, message, language):
    form = AppointmentForm(QueryDict(urlencode(filled(**MORE | {field: value}), doseq=True)))
    with override(language):
        assert form.errors == {field: [in_language(language, message)]}


def pages_of_wrong_answers() -> list[dict[str, tuple]]:
    """All of the table on as few pages as can be: each field is wrong once on each."""
    pages: list[dict[str, tuple]] = []
    for field, value, message in WRONG:
        page = next((page for page in pages if field not in page), None)
        if page is None:
            pages.append(page := {})
        page[field] = (value, message)
    return pages


ORDER = [
    *("child_name", "child_age", "guardian_name", "phone", "concern", "urgent_signs"),
    *("consent", "child_age_unit", "known_patient", "message", "preferred_date", "best_time"),
    *("contact_method", "preferred_language", "phone_owner", "phone_alternative", "email"),
    *("district", "relationship", "filled_by", "filled_by_name", "filled_by_phone"),
]
# What no list and no box can show again.
LOST = {"nonsense", "\u200b\u200d \u3164"}


def shown_again(answers: dict[str, list[str]]) -> dict[str, list[str]]:
    left = {name: [each for each in values if each not in LOST] for name, values in answers.items()}
    return {name: values for name, values in left.items() if values}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wrong", pages_of_wrong_answers())
def test_wrong_answers_are_named_beside_their_fields_and_all_is_kept(wrong, language, stored):
    before = stored()
    given = {**MORE, "urgent_signs": ["legs"]}
    answers = filled(**given | {field: value for field, (value, _message) in wrong.items()})
    expected = [
        (field, in_language(language, wrong[field][1])) for field in ORDER if field in wrong
    ]

    response = send(answers, language)
    page = parse(response)
    assert (response.status_code, stored()) == (200, before)
    assert text(page.find("head/title")).startswith(in_language(language, "Error:") + " ")
    assert [(field, messages(page, field)) for field in ORDER if messages(page, field)] == [
        (field, [message]) for field, message in expected
    ]
    lines = summary(page)
    assert [(with_id(page, link).get("name"), message) for link, message in lines] == expected
    links = [link for link, _message in lines]
    assert [each.get("id") for each in page.iter() if each.get("id") in links] == links
    assert shown_again(typed(page)) == shown_again(as_lists(answers))


def test_corrected_form_is_stored():
    wrong = send(filled(**MORE, phone="০১৭১২"))
    kept = typed(parse(wrong))
    stored = sent_request(send({**kept, "phone": "01712345678"}))
    assert (stored.phone_e164, stored.message) == ("+8801712345678", MORE["message"])
    assert stored.suspicious is False


@pytest.mark.parametrize(
    ("changes", "is_open"),
    [
        ({}, False),
        ({"urgent_signs": ["fit"]}, False),
        ({"district": "সিলেট"}, True),
        ({"best_time": "any"}, True),
        ({"email": "x"}, True),
        ({"best_time": "nonsense"}, True),
    ],
)
def test_further_questions_are_open_when_one_is_filled_in_or_wrong(changes, is_open):
    page = parse(send(filled(**changes, phone="")))
    (more,) = (each for each in page.iter("details") if html.has_class(each, "more"))
    assert ("open" in more.attrib) == is_open


# The empty form


@pytest.mark.parametrize("language", LANGUAGES)
def test_empty_form_chooses_nothing_and_every_box_has_its_label(language, client):
    page = parse(client.get(form_address(language)))
    assert set(typed(page)) == {"form_token"}
    (more,) = (each for each in page.iter("details") if html.has_class(each, "more"))
    assert "open" not in more.attrib
    boxes = [
        each
        for each in page.iter()
        if each.tag in ("input", "select", "textarea") and each.get("type") != "hidden"
    ]
    labels = {
        label.get("for") or label.find("input").get("id"): text(label)
        for label in page.iter("label")
    }
    assert [box.get("id") for box in boxes if not labels.get(box.get("id"))] == []


@pytest.mark.parametrize("answers", [{}, {"phone": "", "email": "x", "concern": None}])
def test_ids_are_unique_and_described_boxes_find_their_description(answers):
    page = parse(send(filled(**answers, consent=None)))
    ids = [each.get("id") for each in page.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    described = [each.get("aria-describedby", "").split() for each in page.iter()]
    assert {name for names in described for name in names} - set(ids) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_wrong_box_is_described_by_its_message(language):
    page = parse(send(filled(phone="", concern=None), language))
    phone = with_id(page, "id_phone")
    assert phone.get("aria-invalid") == "true"
    assert phone.get("aria-describedby") == "id_phone_helptext id_phone_error"
    assert [text(with_id(page, "id_phone_error"))] == messages(page, "phone")
    (group,) = (
        each for each in page.iter("fieldset") if with_id(page, "id_concern_0") in each.iter()
    )
    assert group.get("aria-describedby") == "id_concern_error"


@pytest.mark.parametrize("language", LANGUAGES)
def test_optional_questions_say_so_and_the_others_do_not(language, client):
    page, word = parse(client.get(form_address(language))), in_language(language, "(optional)")
    names = [*("label", "legend")]
    marked = [text(each) for name in names for each in page.iter(name) if word in text(each)]
    assert len(marked) == len(MORE) + 1


def test_old_request_of_another_family_is_left_alone(stored):
    make_request(form_nonce="another")
    (before, *_rest), _events = stored()
    sent_request(send(filled()))
    assert stored()[0][0] == before
