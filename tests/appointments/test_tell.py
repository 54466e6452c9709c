"""The page with a text for a family: in its language, with the ways that lead to it, or why not."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from appointments.erasure import erase
from appointments.models import Message
from appointments.texts import Purpose
from appointments.triage.tell import offers
from tests.appointments.desk import address
from tests.appointments.telling import make_texts, make_visit, own, path, preview
from tests.makers import make_request
from tests.page import parse, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _texts(db) -> None:
    make_texts()


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
    staff.head(path(request))
    assert not request.events.exists()
    staff.get(f"{path(request)}?language=en")
    assert (stored()[0], Message.objects.count()) == (before, 0)
    assert list(request.events.values_list("kind", flat=True)) == ["viewed"]


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


def test_nobody_is_told_after_an_erasure(nurse, staff):
    request = make_request(child_name="CanaryChild")
    request.move_to("spam", by=nurse)
    erase(request, by=nurse, reason="asked for")
    response = staff.get(path(request, own(Purpose.OTHER)))
    page = parse(response)
    assert "This request was erased: nobody is left to be told." in text(page)
    assert [form for form in page.iter("form") if form.get("data-channel")] == []
    assert "CanaryChild" not in response.content.decode()


def test_words_for_whoever_answers_are_not_sent(staff):
    request = make_visit()
    page = parse(staff.get(path(request, own(Purpose.SOMEONE_ELSE))))
    assert "This text is not in use." in text(page)


def test_words_for_whoever_answers_stand_beside_the_call_in_the_familys_language(staff):
    page = text(parse(staff.get(address(make_visit(page_language="bn")))))
    assert "এই নম্বর যাঁর, তাঁর সঙ্গে কি কথা বলতে পারি?" in page
    page = text(parse(staff.get(address(make_request(page_language="en")))))
    assert "May I speak to the person whose number this is?" in page
