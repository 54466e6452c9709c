"""Managers hear of late calls once: how many, and nothing else."""

from datetime import timedelta
from unittest import mock

import pytest
from django.utils import timezone

from appointments import late_calls
from appointments.models import AppointmentRequest, Message
from clinic_site.groups import APPOINTMENT_STAFF, MANAGERS
from tests.makers import make_request, make_user

pytestmark = pytest.mark.django_db


def due_in(hours: float) -> AppointmentRequest:
    return make_request(answer_due=timezone.now() + timedelta(hours=hours))


def queued() -> list[tuple]:
    fields = ("template", "recipient", "language", "request")
    return list(Message.objects.order_by("recipient").values_list(*fields))


@pytest.fixture
def managers() -> None:
    make_user("shila", MANAGERS, email="shila@clinic.example", language="bn")
    make_user("tom", MANAGERS, email="tom@clinic.example", language="en")
    make_user("no-mail", MANAGERS)
    make_user("gone", MANAGERS, email="gone@clinic.example", is_active=False)
    make_user("colleague", APPOINTMENT_STAFF, email="nurse@clinic.example")
    make_user("root", email="root@clinic.example", is_superuser=True)


def test_each_manager_gets_one_mail_about_all_late_calls(managers):
    for hours in (-3, -1, 1):
        due_in(hours)
    make_request(answer_due=None)
    assert late_calls.report() == 2
    assert queued() == [
        ("late", "shila@clinic.example", "bn", None),
        ("late", "tom@clinic.example", "en", None),
    ]


def test_what_was_told_is_not_told_again_but_what_is_late_since(managers):
    due_in(-1)
    assert [late_calls.report(), late_calls.report()] == [1, 0]
    due_in(-1)
    assert (late_calls.report(), Message.objects.count()) == (1, 4)


def test_kept_promise_is_never_told(managers, nurse):
    due_in(-1).log_call("reached", by=nurse)
    assert (late_calls.report(), queued()) == (0, [])


def test_without_a_manager_those_in_triage_hear_of_it(settings):
    settings.TRIAGE_EMAILS = ["triage@clinic.example"]
    due_in(-1)
    late_calls.report()
    assert queued() == [("late", "triage@clinic.example", settings.LANGUAGE_CODE, None)]


def test_with_nobody_to_tell_it_is_told_as_soon_as_there_is_somebody():
    due_in(-1)
    assert (late_calls.report(), queued()) == (0, [])
    make_user("shila", MANAGERS, email="shila@clinic.example")
    assert (late_calls.report(), len(queued())) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_what_could_not_be_queued_is_told_later(managers):
    due_in(-1)
    broken = mock.patch("appointments.outbox.queue", side_effect=RuntimeError("broken"))
    with broken, pytest.raises(RuntimeError):
        late_calls.report()
    assert (late_calls.report(), len(queued())) == (1, 2)
