"""Mails about a visit: at once when it is arranged, and once on the day before."""

from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.core.management import call_command
from django.urls import reverse

from appointments import outbox, reminders
from appointments.messages import Message
from appointments.models import AppointmentRequest, Text
from appointments.starter import load_texts
from appointments.texts import Purpose
from tests.appointments.desk import press, saved
from tests.appointments.family import at_once
from tests.appointments.telling import carried_by
from tests.mail_server import decoded, mail_server
from tests.makers import make_clinic, make_request
from tests.page import parse

pytestmark = pytest.mark.django_db

NINE = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # on the clinic's clock, a Monday


@pytest.fixture(autouse=True)
def _texts(db) -> None:
    make_clinic()
    load_texts()


def clock(at: datetime):
    return mock.patch("django.utils.timezone.now", return_value=at)


def make_visit(hours: float = 30, **fields: Any) -> AppointmentRequest:
    """A visit so many hours after nine on Monday."""
    at = NINE + timedelta(hours=hours)
    plain = {"status": "scheduled", "visit_at": at, "next_action_at": at, "email": "a@example.com"}
    return make_request(**{**plain, "received_at": NINE - timedelta(days=1), **fields})


def mails() -> list[tuple[str, str]]:
    return list(Message.objects.order_by("pk").values_list("name", "recipient"))


def remind(at: datetime = NINE) -> int:
    with clock(at):
        return reminders.queue_due()


# When it is arranged


def arrange(staff, request: AppointmentRequest, day: str = "2026-11-30") -> None:
    visit = {"visit_0": day, "visit_1": "10:30", "all_the_same": "on"}
    with clock(NINE):
        assert saved(press(staff, request, "move", "scheduled", **visit))
    request.refresh_from_db()


def test_family_with_an_address_hears_of_its_visit(staff):
    request = make_request(email="a@example.com")
    arrange(staff, request)
    message = Message.objects.get()
    assert (message.recipient, message.state, message.by) == ("a@example.com", "queued", None)
    assert "সোমবার ৩০ নভেম্বর, সকাল সাড়ে ১০টা" in message.text


def test_visit_that_moved_is_told_anew_and_a_waiting_mail_tells_no_old_time(staff):
    request = make_request(email="a@example.com")
    arrange(staff, request)
    arrange(staff, request, "2026-12-01")
    texts = Message.objects.values_list("text", flat=True)
    assert len(texts) == 2
    assert [text for text in texts if "মঙ্গলবার ১ ডিসেম্বর" not in text] == []


def test_waiting_mail_says_the_new_time_in_the_language_that_was_corrected_meanwhile(nurse, staff):
    request = make_request(email="a@example.com")
    arrange(staff, request)
    sent = Message.objects.create(
        request=request, template="text", recipient="a@example.com", language="bn",
        state="sent", sent_at=NINE, subject="sent", text="sent",
    )  # fmt: skip
    by_hand = outbox.queue_text(request, Text.objects.get(purpose=Purpose.VISIT), by=nurse)
    request.correct_contact({"preferred_language": "en"}, by=nurse)
    arrange(staff, request, "2026-12-01")
    words = [
        (message.pk, message.language, "Tuesday 1 December" in message.text)
        for message in Message.objects.order_by("pk")
    ]
    first, last = words[0][0], words[-1][0]
    assert words == [
        *((first, "en", True), (sent.pk, "bn", False)),
        *((by_hand.pk, "bn", False), (last, "en", True)),
    ]
    assert len(set(Message.objects.filter(by=None, state="queued").values_list("text"))) == 1


def test_waiting_reminder_becomes_the_news_of_another_day(staff):
    request = make_visit()
    assert remind() == 1
    request.refresh_from_db()
    arrange(staff, request)
    news = list(Message.objects.values_list("name", "subject").distinct().order_by())
    assert news == [("Your visit is arranged", "আপনাদের আসার সময়: সোমবার ৩০ নভেম্বর")]


@pytest.mark.parametrize(("day", "reminded"), [("2026-11-24", 0), ("2026-11-25", 1)])
def test_time_that_was_told_on_the_day_before_is_not_told_again(day, reminded, staff):
    request = make_request(email="a@example.com", received_at=NINE)
    arrange(staff, request, day)
    assert len(mails()) == 1
    assert remind(NINE + timedelta(hours=5 if day == "2026-11-24" else 24)) == reminded


@pytest.mark.parametrize("fields", [{"email": ""}, {"email": "a@example.com", "suspicious": True}])
def test_who_has_no_address_or_looks_automatic_gets_none(fields):
    request = make_visit(**fields)
    with clock(NINE):
        assert reminders.confirm(request) is None
    assert mails() == []


def test_text_that_is_switched_off_is_not_sent():
    Text.objects.update(in_use=False)
    with clock(NINE):
        assert reminders.confirm(make_visit()) is None
    make_visit()
    assert (remind(), mails()) == (0, [])


def test_move_that_fails_queues_no_mail(staff):
    request = make_request(email="a@example.com", status="spam")
    with clock(NINE):
        press(staff, request, "move", "scheduled", visit_0="2026-11-30", visit_1="10:30")
    assert mails() == []


# The day before


@pytest.mark.parametrize(
    ("hours", "reminded"),
    [(14.9, 0), (15.1, 1), (38.9, 1), (39.1, 0)],  # midnight in Dhaka is 15 hours after nine
)
def test_visits_of_tomorrow_are_reminded_of(hours, reminded):
    make_visit(hours)
    assert (remind(), len(mails())) == (reminded, reminded)


@pytest.mark.parametrize(("minutes", "reminded"), [(-1, 0), (0, 1), (14 * 60, 1)])
def test_nobody_is_reminded_before_nine(minutes, reminded):
    make_visit()
    assert remind(NINE + timedelta(minutes=minutes)) == reminded


def test_one_visit_is_reminded_of_once_and_a_moved_one_again(nurse):
    request = make_visit()
    assert (remind(), remind()) == (1, 0)
    assert [recipient for _name, recipient in mails()] == ["a@example.com"]
    request.refresh_from_db()
    assert request.version == 1
    with clock(NINE):
        request.move_to("scheduled", by=nurse, visit_at=NINE + timedelta(hours=32))
    assert (remind(), len(mails())) == (1, 2)


def test_visit_that_moves_at_that_moment_is_left_for_the_next_round(nurse):
    make_visit()
    text = Text.objects.get(purpose=Purpose.REMINDER)
    with clock(NINE):
        (as_read,) = reminders.to_remind()
        moved = AppointmentRequest.objects.get()
        moved.move_to("scheduled", by=nurse, visit_at=NINE + timedelta(hours=32))
        assert reminders.note_told(as_read, text) is False
        assert reminders.note_told(moved, text) is True


def test_what_looks_automatic_is_left_for_staff_to_remind():
    request = make_visit(suspicious=True)
    assert (remind(), mails()) == (0, [])
    with clock(NINE):
        assert list(reminders.to_remind()) == [request]


def test_family_that_staff_reminded_is_not_reminded_by_the_site(staff):
    request, text = make_visit(), Text.objects.get(purpose=Purpose.REMINDER)
    at = reverse("admin:appointments_request_tell", args=[request.pk, text.pk])
    with clock(NINE):
        page = parse(staff.get(at))
        assert staff.post(at, carried_by(page, "call")).status_code == 302
    assert (remind(), [*Message.objects.values_list("channel", flat=True)]) == (0, ["call"])


@pytest.mark.parametrize("status", ["contacted", "withdrawn", "attended", "missed"])
def test_visit_that_was_called_off_or_is_over_is_not_reminded_of(status):
    make_visit(status=status)
    assert remind() == 0


def test_families_without_an_address_are_left_for_staff_to_remind():
    request = make_visit(email="")
    assert remind() == 0
    with clock(NINE):
        assert list(reminders.to_remind()) == [request]
        assert reminders.note_told(request, Text.objects.get(purpose=Purpose.REMINDER)) is True
        assert list(reminders.to_remind()) == []


@pytest.mark.django_db(transaction=True)
def test_four_senders_remind_each_family_once():
    for _number in range(5):
        make_visit()
    with clock(NINE):
        counts = at_once(4, lambda _sender: reminders.queue_due())
    assert (sum(counts), len(mails())) == (5, 5)


@pytest.mark.django_db(transaction=True)
def test_rounds_of_the_sender_remind_by_mail_once(settings):
    settings.SITE_URL = "https://clinic.example"
    make_visit(page_language="en", reference="7K2MXQ9D")
    with mail_server() as (inbox, port), clock(NINE):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        for _round in range(3):
            call_command("send_outbox", once=True)
            Message.objects.update(next_try_at=NINE)  # its default is the true time
    assert inbox.addresses() == ["a@example.com"]
    (mail,) = inbox.mails
    assert decoded(mail["Subject"]) == "Reminder: Tuesday 24 November"
    assert mail.get_content().splitlines() == [
        "A reminder from The children's clinic.",
        "You come on Tuesday 24 November at 3 pm.",
        "If you cannot come, call 01712-345678.",
        "Reference number: 7K2M-XQ9D",
    ]
    assert list(Message.objects.values_list("state", "sent_at")) == [("sent", NINE)]
