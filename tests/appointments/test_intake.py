"""What a form sent is stored exactly once, and nothing a family says is swallowed."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from appointments import limits
from appointments.intake import submission_key
from appointments.limits import Limit
from appointments.models import AppointmentRequest, Attempt, Event, Message, Status
from pages.clinic import Clinic
from tests.appointments.family import at_once, filled, send, sent_request
from tests.makers import make_form_token, make_request
from tests.page import parse, values

pytestmark = pytest.mark.django_db


def opened_now(**changes) -> dict:
    """The answers of a form that is opened at this moment, in the same browser or another."""
    return filled(form_token=make_form_token(age=timedelta(0)), **changes)


def rows() -> list[tuple]:
    fields = ("pk", "related_to", "child_name")
    return list(AppointmentRequest.objects.order_by("pk").values_list(*fields))


# Unchanged answers


def test_back_and_send_unchanged_gives_the_same_reference():
    first = sent_request(send(filled()))
    assert sent_request(send(opened_now())) == first
    assert AppointmentRequest.objects.count() == Event.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"phone": "+880 1712-345678"},
        {"child_age": "আড়াই  বছর"},
        {"child_name": "  রাফি   হাসান "},
        {"guardian_name": "RAHIMA"},
        {"district": "ওয়ার্ড 7"},
        {"phone_alternative": "01812 345678"},
    ],
)
def test_the_same_said_in_another_way_is_unchanged(change):
    said = {"guardian_name": "Rahima", "district": "ওয়ার্ড ৭"}
    first = sent_request(send(filled(phone_alternative="০১৮১২৩৪৫৬৭৮", **said)))
    again = {"phone_alternative": "01812345678", **said, **change}
    assert sent_request(send(opened_now(**again))) == first


def test_back_and_change_an_answer_is_a_request_of_its_own_tied_to_the_first():
    first = sent_request(send(filled()))
    second = sent_request(send(opened_now(message="এখন জ্বরও আছে")))
    assert (second != first, second.related_to) == (True, first)


def test_the_same_answers_a_day_later_are_a_new_request():
    old = sent_request(send(filled()))
    yesterday = timezone.now() - timedelta(hours=25)
    AppointmentRequest.objects.update(received_at=yesterday)
    new = sent_request(send(opened_now()))
    assert (new != old, new.related_to) == (True, old)


@pytest.mark.parametrize("status", [Status.ANSWERED, Status.DECLINED, Status.SPAM])
def test_the_same_answers_after_the_first_request_was_settled_are_a_new_one(status):
    old = sent_request(send(filled()))
    AppointmentRequest._base_manager.update(status=status)
    assert sent_request(send(opened_now())) != old


def test_family_that_withdrew_may_ask_again_with_the_same_answers():
    old = sent_request(send(filled()))
    old.withdraw()
    assert sent_request(send(opened_now())) != old


def test_double_press_after_a_withdrawal_still_gives_the_first():
    answers = filled()
    old = sent_request(send(answers))
    old.withdraw()
    assert sent_request(send(answers)) == old


# Two forms, two requests


def test_two_tabs_opened_before_sending_are_two_requests_tied_together():
    one, other = filled(), filled()
    first, second = sent_request(send(one)), sent_request(send(other))
    assert (second != first, second.related_to) == (True, first)


def test_another_child_with_the_same_phone_is_stored_and_tied():
    first = sent_request(send(filled()))
    twin = sent_request(send(opened_now(child_name="রাইসা হাসান")))
    assert rows() == [
        (first.pk, None, "রাফি হাসান"),
        (twin.pk, first.pk, "রাইসা হাসান"),
    ]


def test_request_is_tied_to_the_first_open_one_with_its_phone_only():
    make_request(phone="01911111111")
    make_request(status=Status.DECLINED)
    first, _second = make_request(), make_request()
    assert sent_request(send(filled())).related_to == first


def test_sixth_request_with_one_phone_in_a_day_is_flagged_and_stored():
    for days_ago in (2, 2, 0, 0, 0, 0):
        make_request(received_at=timezone.now() - timedelta(days=days_ago))
    fifth = sent_request(send(filled(child_name="পঞ্চম")))
    sixth = sent_request(send(filled(child_name="ষষ্ঠ")))
    assert [fifth.many_from_phone, sixth.many_from_phone] == [False, True]


# Automatic ones


def test_decoy_or_haste_is_stored_and_flagged():
    filled_in = sent_request(send(filled(website="http://spam.example")))
    hasty = sent_request(send(opened_now(child_name="রুমা")))
    calm = sent_request(send(filled(child_name="রিমা")))
    assert [each.suspicious for each in (filled_in, hasty, calm)] == [True, True, False]


# The limit


@pytest.fixture
def three_an_hour(monkeypatch):
    monkeypatch.setattr(limits, "REQUESTS", Limit("requests", 3, timedelta(hours=1)))


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Too many tries"), ("bn", "অনেকবার চেষ্টা করা হয়েছে")]
)
def test_over_the_limit_everything_typed_comes_back_with_a_time_and_the_phone(
    three_an_hour, language, words
):
    for name in ("ক", "খ", "গ"):
        assert send(filled(child_name=name)).status_code == 302
    response = send(filled(child_name="ঘ", message="জরুরি কথা"), language)
    assert response.status_code == 429
    assert 3590 <= int(response.headers["Retry-After"]) <= 3600
    assert AppointmentRequest.objects.count() == 3
    page = response.content.decode()
    assert all(text in page for text in (words, "ঘ", "জরুরি কথা"))
    assert values(parse(response), ".//input[@id='id_child_name']", "value") == ["ঘ"]


def test_form_that_met_the_limit_is_stored_later_as_it_was(three_an_hour):
    for name in ("ক", "খ", "গ"):
        send(filled(child_name=name))
    answers = filled(child_name="ঘ")
    assert send(answers).status_code == 429
    Attempt.objects.update(at=timezone.now() - timedelta(minutes=61))
    assert sent_request(send(answers)).child_name == "ঘ"


def test_repeats_do_not_count(three_an_hour):
    answers = filled()
    references = {sent_request(send(answers)).reference for _ in range(9)}
    assert (len(references), Attempt.objects.count()) == (1, 1)


def test_wrong_answers_do_not_count(three_an_hour):
    for _ in range(5):
        assert send(filled(phone="")).status_code == 200
    assert send(filled()).status_code == 302


def test_another_address_has_a_limit_of_its_own(three_an_hour, settings):
    settings.TRUSTED_PROXIES = 1
    for name in ("ক", "খ", "গ"):
        send(filled(child_name=name), **{"X-Forwarded-For": "198.51.100.7"})
    here, there = (
        send(filled(child_name=name), **{"X-Forwarded-For": address}).status_code
        for name, address in (("ঘ", "198.51.100.7"), ("ঙ", "198.51.100.8"))
    )
    assert (here, there) == (429, 302)


def test_address_written_into_the_header_by_the_sender_does_not_help(three_an_hour, settings):
    settings.TRUSTED_PROXIES = 1
    statuses = [
        send(
            filled(child_name=f"শিশু {number}"),
            **{"X-Forwarded-For": f"10.0.0.{number}, 198.51.100.7"},
        ).status_code
        for number in range(30)
    ]
    assert statuses == [302] * 3 + [429] * 27


# At once


@pytest.mark.django_db(transaction=True)
def test_fifty_identical_posts_at_once_are_one_row_one_mail_and_one_reference(settings):
    settings.TRIAGE_EMAILS = ["triage@clinic.example"]
    answers = filled()
    answered = at_once(50, lambda _number: sent_request(send(answers)).reference)
    stored = AppointmentRequest.objects.get()
    assert answered == [stored.reference] * 50
    assert (Message.objects.count(), stored.events.count(), Attempt.objects.count()) == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_identical_posts_at_once_are_one_request_where_one_is_all_that_is_left(monkeypatch):
    monkeypatch.setattr(limits, "REQUESTS", Limit("requests", 1, timedelta(hours=1)))
    answers = filled()
    answered = at_once(10, lambda _number: sent_request(send(answers)).reference)
    assert answered == [AppointmentRequest.objects.get().reference] * 10


@pytest.mark.django_db(transaction=True)
def test_limit_holds_for_those_who_send_at_once(three_an_hour):
    forms = [filled(child_name=f"শিশু {number}") for number in range(12)]
    answered = at_once(12, lambda number: send(forms[number]).status_code)
    assert sorted(answered) == [302] * 3 + [429] * 9


@pytest.mark.django_db(transaction=True)
def test_changed_answers_sent_at_once_are_all_tied_to_one():
    answers = filled()
    at_once(6, lambda number: send({**answers, "message": str(number)}))
    first = AppointmentRequest.objects.get(related_to=None)
    assert first.followers.count() == 5


# A family's promise and its mails go with the request, or not at all


def test_promise_stands_in_the_row_and_in_its_first_event():
    stored = sent_request(send(filled()))
    event = stored.events.get()
    assert (event.kind, event.by) == ("received", None)
    assert datetime.fromisoformat(event.detail) == stored.answer_due


@pytest.mark.parametrize(("signs", "hours"), [([], "promise_soon"), (["fit"], "promise_emergency")])
def test_a_ticked_sign_is_promised_an_earlier_call(signs, hours):
    stored = sent_request(send(filled(urgent_signs=signs)))
    clinic = Clinic()
    due = clinic.working_time().after(stored.received_at, getattr(clinic, hours))
    assert stored.answer_due == due


def test_submission_key_is_equal_for_the_same_form_and_answers_only(settings):
    key = submission_key("nonce", "answers")
    assert len(key) == 64
    assert submission_key("nonce", "answers") == key
    assert submission_key("nonce", "other answers") != key
    assert submission_key("other nonce", "answers") != key
    settings.SECRET_KEY = "another site " * 5
    assert submission_key("nonce", "answers") != key
