"""What a family writes is in the database and nowhere else: no address, no log, no error page."""

import io
import logging
from collections.abc import Iterator
from contextlib import nullcontext
from unittest import mock

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError
from django.test import Client

from appointments import mail_texts, tokens
from appointments.models import Message
from tests.appointments.family import filled, send, sent_request
from tests.makers import make_form_token
from tests.page import links, parse

pytestmark = pytest.mark.django_db

CANARIES = {
    "child_name": "CanaryChild",
    "child_age": "31 months",
    "guardian_name": "CanaryGuardian",
    "phone": "01799887766",
    "message": "CanaryMessage",
    "phone_alternative": "01799887755",
    "email": "canary@example.com",
    "district": "CanaryDistrict",
    "filled_by_name": "CanaryFiller",
    "filled_by_phone": "01799887744",
    "website": "CanaryDecoy",
}
TRACES = [*CANARIES.values(), "1799887766", "1799887755", "1799887744", "01799-887766"]
WRONG = {
    **CANARIES,
    "child_age": "CanaryAge",
    "phone": "CanaryPhone",
    "phone_alternative": "CanarySecond",
    "email": "CanaryMail",
    "preferred_date": "CanaryDay",
    "best_time": "CanaryTime",
    "concern": "CanaryConcern",
    "urgent_signs": ["CanarySign"],
}


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that any logger says, tracebacks included."""
    lines, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(lines), root.level
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield lines
    root.removeHandler(handler)
    root.setLevel(level)


def found(text: str) -> list[str]:
    return [trace for trace in {*TRACES, *map(str, WRONG.values())} if trace in text]


def test_canaries_are_found_where_they_are(log):
    logging.getLogger("anything").debug("from %s", CANARIES["email"])
    assert found(log.getvalue()) == ["canary@example.com"]


def test_stored_request_leaves_no_trace_in_address_log_or_received_page(log):
    response = send(filled(**CANARIES))
    assert sent_request(response).child_name == "CanaryChild"
    page = Client().get(response["Location"])
    assert page.status_code == 200
    # The number is shown, so that a wrong digit is noticed; nothing else is.
    assert found(page.content.decode()) == []
    assert "০১৭৯৯-৮৮৭৭৬৬" in page.content.decode()
    addresses = [response["Location"], *(address for address, _words in links(parse(page)))]
    assert found(" ".join(addresses)) == []
    assert found(log.getvalue()) == []


@pytest.mark.parametrize(
    "answers",
    [WRONG, {**CANARIES, "form_token": ""}, {**CANARIES, "consent": None}],
    ids=["wrong", "stale", "incomplete"],
)
def test_refused_request_leaves_no_trace_in_the_log(answers, log):
    response = send(filled(**answers))
    assert response.status_code == 200
    assert "CanaryGuardian" in response.content.decode()
    assert found(log.getvalue()) == []


def test_request_from_another_site_leaves_no_trace(log):
    response = send(filled(**CANARIES), origin="https://evil.example")
    assert response.status_code == 403
    assert found(log.getvalue() + response.content.decode()) == []
    assert "Forbidden" in log.getvalue()


# PostgreSQL quotes the whole row when a constraint fails.
ROW = f"DETAIL:  Failing row contains ({', '.join(CANARIES.values())})."


@pytest.mark.parametrize(
    ("where", "fault"),
    [
        ("appointments.models.AppointmentRequest.save", RuntimeError("disk full")),
        ("appointments.models.AppointmentRequest.save", DatabaseError("disk full")),
        ("appointments.models.AppointmentRequest.save", IntegrityError(ROW)),
        ("appointments.models.Event.save", IntegrityError(ROW)),
        ("appointments.phones.e164", RuntimeError("out of memory")),
    ],
    ids=["save", "database", "constraint", "event", "cleaning"],
)
def test_crash_is_logged_without_a_trace_and_keeps_no_half(where, fault, log, stored):
    before = stored()
    with mock.patch(where, side_effect=fault):
        response = send(filled(**CANARIES))
    assert (response.status_code, stored()) == (500, before)
    assert "Internal Server Error: /bn/appointment/" in log.getvalue()
    assert "Traceback" in log.getvalue()
    assert found(log.getvalue() + response.content.decode()) == []


def test_form_that_met_a_crash_can_be_sent_again():
    answers = filled(form_token=make_form_token())
    with mock.patch("appointments.models.Event.save", side_effect=RuntimeError("disk full")):
        assert send(answers).status_code == 500
    assert sent_request(send(answers)).related_to is None


FULL = OperationalError("database or disk is full")


def test_full_database_is_logged_without_a_trace(log):
    with mock.patch("appointments.models.Event.save", side_effect=FULL):
        response = send(filled(**CANARIES))
    assert response.status_code == 503
    assert "Traceback" in log.getvalue()
    assert found(log.getvalue() + str(response.headers)) == []


# The status page


STATUS = "/en/appointment/status/"


@pytest.mark.parametrize("name", ["", "withdraw/", "take-back/", "call-again/"])
@pytest.mark.parametrize("crash", [False, True])
def test_status_page_and_its_buttons_leave_no_trace(name, crash, log):
    stored = sent_request(send(filled(**CANARIES)))
    answers = {
        "reference": stored.reference,
        "phone": CANARIES["phone"],
        "ticket": tokens.status_ticket(stored.reference),
        "confirmed": "yes",
    }
    client = Client(raise_request_exception=False)
    broken = mock.patch("appointments.status_views.standing", side_effect=RuntimeError("broken"))
    with broken if crash else nullcontext():
        response = client.post(f"{STATUS}{name}", answers)
    assert response.status_code == (500 if crash else 200)
    assert found(response.content.decode()) == []
    assert found(log.getvalue()) == []
    assert stored.reference not in log.getvalue()


def test_wrong_pair_leaves_no_trace_but_in_its_own_boxes(log):
    stored = sent_request(send(filled(**CANARIES)))
    answers = {"reference": stored.reference, "phone": "01912345678"}
    page = Client().post(STATUS, answers).content.decode()
    assert found(page) == []
    assert found(log.getvalue()) == []


def test_corrected_number_leaves_no_trace_in_the_log(log):
    address = send(filled())["Location"]
    for phone in (CANARIES["phone"], "CanaryPhone"):
        Client().post(address, {"phone": phone})
    assert found(log.getvalue()) == []


def test_mails_hold_neither_child_nor_family_nor_illness(settings, log):
    settings.TRIAGE_EMAILS = ["triage@clinic.example"]
    sent_request(send(filled(**{**CANARIES, "website": ""})))
    messages = list(Message.objects.order_by("pk"))
    assert [message.template for message in messages] == ["received", "new_request"]
    for message in messages:
        subject, text = mail_texts.render(message)
        assert found(subject + text) == []
        words = (subject + text).casefold()
        illness = ("tumour", "cancer", "surgery", "টিউমার", "ক্যানসার", "সার্জারি", "পেট")
        assert [word for word in illness if word in words] == []
