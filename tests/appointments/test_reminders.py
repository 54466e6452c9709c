"""Mails about a visit: at once when it is arranged, and once on the day before."""

from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.core.management import call_command

from appointments import reminders
from appointments.messages import Message
from appointments.models import AppointmentRequest, Text
from appointments.starter import load_texts
from appointments.texts import Purpose
from tests.appointments.desk import press, saved
from tests.appointments.family import at_once
from tests.makers import make_clinic, make_request

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


def test_the_sender_of_mail_reminds(settings):
    settings.EMAIL_HOST = ""
    make_visit()
    with clock(NINE):
        call_command("send_outbox", once=True)
    assert len(mails()) == 1
