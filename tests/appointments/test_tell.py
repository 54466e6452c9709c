"""Telling a family: read first in its language, then sent, opened or read out in those words."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appointments.models import AppointmentRequest, Message, Text
from appointments.starter import load_texts
from appointments.texts import Purpose
from appointments.triage.links import prepared
from appointments.triage.tell import offers
from clinic_site.groups import EDITORS
from tests.appointments.desk import address
from tests.makers import make_clinic, make_request, make_user
from tests.page import has_class, parse, text

pytestmark = pytest.mark.django_db

VISIT = datetime(2050, 1, 5, 4, 30, tzinfo=UTC)
BODY_EN = (
    "Hello, this is The children's clinic.\nPlease come on Wednesday 5 January at 10:30 am.\n"
    "Bring all papers, reports and medicines.\nIf you cannot come, call 01712-345678.\n"
    "Reference number: 7K2M-XQ9D"
)


@pytest.fixture(autouse=True)
def _texts(db) -> None:
    make_clinic(discreet_name_bn="শিশু ক্লিনিক", discreet_name_en="The children's clinic")
    load_texts()


def make_visit(**fields: Any) -> AppointmentRequest:
    return make_request(
        **{
            "reference": "7K2MXQ9D", "status": "scheduled", "visit_at": VISIT,
            "next_action_at": VISIT, "email": "a@example.com", **fields,
        }
    )  # fmt: skip


def own(purpose: Purpose) -> Text:
    return Text.objects.filter(purpose=purpose).first()


def path(request: AppointmentRequest, chosen: Text | None = None) -> str:
    chosen = chosen or own(Purpose.VISIT)
    return reverse("admin:appointments_request_tell", args=[request.pk, chosen.pk])


def preview(page) -> str:
    (quote,) = (each for each in page.iter("blockquote"))
    return text(quote)


def press(client: Client, at: str, way: str, **changes: str) -> HttpResponse:
    """Press the first button of this way, with what its form carries and these changes."""
    for form in parse(client.get(at)).iter("form"):
        if form.get("data-channel") == way:
            carried = {box.get("name"): box.get("value") for box in form.iter("input")}
            return client.post(at.partition("?")[0], carried | changes)
    raise AssertionError(f"no way: {way}")


# Read first


@pytest.mark.parametrize(
    ("fields", "language"),
    [
        ({"page_language": "bn"}, "bn"),
        ({"page_language": "en"}, "en"),
        ({"page_language": "bn", "preferred_language": "en"}, "en"),
    ],
)
def test_text_is_read_in_the_familys_language_and_can_be_in_the_other(fields, language, staff):
    request = make_visit(**fields)
    page = parse(staff.get(path(request)))
    expected = {"bn": "সকাল সাড়ে ১০টা", "en": "10:30 am"}
    assert expected[language] in preview(page)
    (quote,) = page.iter("blockquote")
    assert quote.get("lang") == language
    other = {"bn": "en", "en": "bn"}[language]
    page = parse(staff.get(f"{path(request)}?language={other}"))
    assert expected[other] in preview(page)


def test_every_number_and_the_address_is_offered_the_first_number_first(staff):
    request = make_visit(phone_alternative="01812345678")
    page = parse(staff.get(path(request)))
    ways = [
        (form.get("data-channel"), box.get("value"))
        for form in page.iter("form")
        for box in form.iter("input")
        if box.get("name") == "recipient"
    ]
    assert ways == [
        *((channel, "+8801712345678") for channel in ("whatsapp", "sms", "call")),
        *((channel, "+8801812345678") for channel in ("whatsapp", "sms", "call")),
        ("mail", "a@example.com"),
    ]


@pytest.mark.parametrize(
    ("fields", "offered"),
    [
        ({}, ["Your visit is arranged", "Reminder of your visit"]),
        ({"status": "new", "visit_at": None}, []),
        ({"visit_at": datetime(2020, 1, 1, tzinfo=UTC)}, []),
    ],
)
def test_texts_that_say_when_are_offered_for_a_visit_ahead_only(
    fields, offered, nurse, staff, django_assert_num_queries
):
    request = make_visit(**fields)
    with django_assert_num_queries(1):
        offers(request)
    page = parse(staff.get(address(request)))
    (part,) = (each for each in page.iter("section") if each.get("id") == "tell")
    names = [text(each) for each in part.iter("a")]
    assert names == [*offered, "We could not reach you", "Please call us"]


def test_day_before_the_reminder_comes_first():
    soon = timezone.now() + timedelta(hours=3)
    request = make_visit(visit_at=soon, next_action_at=soon)
    assert offers(request)[0].purpose == Purpose.REMINDER
    request.reminded_of = soon
    assert offers(request)[0].purpose == Purpose.VISIT


def test_reading_it_is_a_view_and_nothing_else(staff, stored):
    request = make_visit()
    before = stored()[0]
    staff.get(path(request))
    assert (stored()[0], Message.objects.count()) == (before, 0)
    assert list(request.events.values_list("kind", flat=True)) == ["viewed"]


# Then sent


@pytest.mark.parametrize(
    ("channel", "recipient", "state"),
    [
        ("whatsapp", "+8801712345678", "opened"),
        ("sms", "+8801712345678", "opened"),
        ("call", "+8801712345678", "read_out"),
        ("mail", "a@example.com", "queued"),
    ],
)
def test_what_was_pressed_is_kept_in_the_words_that_were_read(
    channel, recipient, state, nurse, staff
):
    request = make_visit(page_language="en")
    response = press(staff, path(request), channel, link_opened="yes")
    assert response["Location"] == address(request)
    message = Message.objects.get()
    kept = (message.channel, message.recipient, message.state, message.by, message.language)
    assert kept == (channel, recipient, state, nurse, "en")
    assert (message.name, message.text) == ("Your visit is arranged", BODY_EN)
    assert message.subject == "Your visit: Wednesday 5 January"
    assert (message.sent_at is None) == (channel == "mail")
    assert message.template == "text"
    request.refresh_from_db()
    assert request.version == 1


@pytest.mark.parametrize("words", [BODY_EN, "আসুন।\nসকাল ১০টা & 50% #1 +2 = 👶 র‍্যা", " a  b "])
def test_prepared_link_carries_exactly_the_words(words):
    whatsapp = urlsplit(prepared("whatsapp", "+8801712345678", words))
    assert (whatsapp.scheme, whatsapp.netloc) == ("https", "wa.me")
    assert whatsapp.path == "/8801712345678"
    assert parse_qs(whatsapp.query) == {"text": [words]}
    number, _question, body = prepared("sms", "+8801712345678", words).partition("?")
    assert (number, unquote(body.removeprefix("&body="))) == ("sms:+8801712345678", words)
    assert prepared("call", "+8801712345678", words) == prepared("mail", "a@b.c", words) == ""


def test_without_a_script_the_page_after_it_has_the_link(staff):
    request = make_visit()
    response = press(staff, path(request), "whatsapp")
    message = Message.objects.get()
    assert response["Location"] == f"{path(request)}?opened={message.pk}&language=bn"
    page = parse(staff.get(response["Location"]))
    (notice,) = (each for each in page.iter("p") if has_class(each, "notice"))
    assert notice.find("a").get("href") == prepared("whatsapp", message.recipient, message.text)


def test_link_of_another_request_is_not_shown(staff):
    other = make_request()
    message = other.messages.create(
        template="text", channel="whatsapp", state="opened", language="bn", text="CanaryText",
        recipient="+8801799887766", sent_at=timezone.now(),
    )  # fmt: skip
    page = staff.get(f"{path(make_visit())}?opened={message.pk}").content.decode()
    assert ("CanaryText" in page, "1799887766" in page) == (False, False)


def test_mail_pressed_twice_waits_once(staff):
    request = make_visit()
    for _time in range(2):
        press(staff, path(request), "mail")
    assert Message.objects.count() == 1


def test_text_that_has_changed_since_it_was_read_is_not_sent(nurse, staff):
    request = make_visit()
    page = parse(staff.get(path(request)))
    form = next(each for each in page.iter("form") if each.get("data-channel") == "whatsapp")
    carried = {box.get("name"): box.get("value") for box in form.iter("input")}
    later = VISIT + timedelta(days=1)
    AppointmentRequest.objects.get().move_to("scheduled", by=nurse, visit_at=later)
    response = staff.post(path(request), carried)
    page = parse(response)
    assert (response.status_code, Message.objects.count()) == (200, 0)
    (box,) = (each for each in page.iter("div") if has_class(each, "refusal"))
    assert text(box).startswith("Something changed while this page was open")
    assert "বৃহস্পতিবার ৬ জানুয়ারি" in preview(page)


@pytest.mark.parametrize(
    "changes",
    [
        {"recipient": "+8801999999999"},
        {"recipient": "thief@example.org"},
        {"channel": "pigeon"},
        {"channel": "mail"},
        {"seen": "x"},
    ],
)
def test_forged_press_sends_nothing(changes, staff):
    request = make_visit()
    response = press(staff, path(request), "whatsapp", **changes)
    assert (response.status_code, Message.objects.count()) == (200, 0)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"status": "new", "visit_at": None},
            "This text says when to come, but no visit lies ahead. Arrange one first.",
        ),
        (
            {"status": "spam"},
            "This is marked as not a real request. Take it up again first.",
        ),
    ],
)
def test_text_that_does_not_fit_says_why_and_has_no_button(fields, words, staff):
    request = make_visit(**fields)
    page = parse(staff.get(path(request)))
    assert words in text(page)
    assert [form for form in page.iter("form") if form.get("data-channel")] == []


def test_words_for_whoever_answers_are_not_sent(staff):
    request = make_visit()
    page = parse(staff.get(path(request, own(Purpose.SOMEONE_ELSE))))
    assert "This text is not in use." in text(page)


def test_words_for_whoever_answers_stand_beside_the_call_in_the_familys_language(staff):
    page = text(parse(staff.get(address(make_visit(page_language="bn")))))
    assert "যাঁর এই নম্বর, তাঁর সঙ্গে কি কথা বলতে পারি?" in page
    page = text(parse(staff.get(address(make_request(page_language="en")))))
    assert "May I speak to the person whose number this is?" in page


def test_reminder_that_staff_sent_by_hand_counts(staff):
    request = make_visit()
    press(staff, path(request, own(Purpose.REMINDER)), "whatsapp")
    request.refresh_from_db()
    assert request.reminded_of == VISIT


def test_only_those_who_answer_requests_tell(client):
    request = make_visit()
    client.force_login(make_user("editor", EDITORS))
    answers = {"channel": "whatsapp", "recipient": "+8801712345678"}
    at = path(request)
    assert [client.get(at).status_code, client.post(at, answers).status_code] == [403, 403]
    assert Message.objects.count() == 0
