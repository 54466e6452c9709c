"""Requests that came by telephone, in person or as a letter, written down by staff."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from appointments.limits import REQUESTS
from appointments.models import AppointmentRequest, Attempt, Priority
from clinic_site.groups import EDITORS
from pages.bengali import TO_BENGALI
from tests.appointments.desk import address
from tests.appointments.family import at_once, in_language, messages, with_id
from tests.makers import ANSWERS, make_form_token, make_request, make_user
from tests.page import parse, text

pytestmark = pytest.mark.django_db

ADD = "/admin/appointments/appointmentrequest/add/"


def told(**changes: Any) -> dict[str, Any]:
    """What a nurse writes down; None leaves a box out."""
    answers = {**ANSWERS, "source": "telephone", "priority": "3", "form_token": make_form_token()}
    return {name: value for name, value in (answers | changes).items() if value is not None}


def keep(client: Client, **changes: Any) -> HttpResponse:
    return client.post(ADD, told(**changes))


@pytest.mark.parametrize("source", ["telephone", "walk_in", "letter"])
def test_request_is_kept_with_its_source_and_who_wrote_it_down(source, staff):
    response = keep(staff, source=source, message="মা ফোন করেছেন")
    stored = AppointmentRequest.objects.get()
    assert response["Location"] == address(stored)
    assert (stored.source, stored.status, stored.priority) == (source, "new", Priority.SOON)
    assert (stored.child_age_days, stored.phone_e164) == (913, "+8801712345678")
    assert (stored.page_language, stored.consent_version, stored.suspicious) == (
        "bn",
        "told",
        False,
    )
    assert stored.answer_due is None or stored.answer_due > stored.received_at
    assert list(stored.events.values_list("kind", "by__username")) == [("received", "nurse")]


def test_what_is_chosen_beside_the_questions_counts(staff):
    keep(staff, priority="2", preferred_language="en", phone_alternative="০১৮১২৩৪৫৬৭৮")
    stored = AppointmentRequest.objects.get()
    assert (stored.priority, stored.page_language) == (Priority.URGENT, "en")
    assert "+8801812345678" in stored.numbers


def test_urgent_sign_makes_it_an_emergency(staff):
    keep(staff, urgent_signs=["fit"])
    assert AppointmentRequest.objects.get().priority == Priority.EMERGENCY


def test_pressing_twice_keeps_one(nurse, staff):
    answers = told()
    first, second = (staff.post(ADD, answers)["Location"] for _ in range(2))
    assert (first, AppointmentRequest.objects.count()) == (second, 1)


@pytest.mark.django_db(transaction=True)
def test_pressing_many_times_at_once_keeps_one(nurse):
    answers = told()

    def press(_number: int) -> int:
        client = Client()
        client.force_login(nurse)
        return client.post(ADD, answers).status_code

    assert at_once(5, press) == [302] * 5
    assert AppointmentRequest.objects.count() == 1


def test_staff_write_down_as_many_as_come(staff, monkeypatch):
    monkeypatch.setattr("appointments.limits.REQUESTS", REQUESTS.__class__("r", 1, REQUESTS.window))
    for number in range(3):
        keep(staff, phone=f"0171234567{number}")
    assert (AppointmentRequest.objects.count(), Attempt.objects.count()) == (3, 0)


def test_request_with_a_known_phone_is_tied_to_the_open_one(staff):
    first = make_request()
    keep(staff, child_name="অন্য শিশু")
    assert AppointmentRequest.objects.latest("pk").related_to == first


@pytest.mark.parametrize("language", ["en", "bn"])
@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("source", None, "Choose how the request came."),
        ("child_name", " ", "Enter the child's name."),
        ("child_age", "soon", "Enter the age with years or months, for example 3 years or 8 "
         "months."),
        ("guardian_name", "", "Enter the name."),
        ("phone", "0171", "No phone has this number. Check that no digit is missing; for a number "
         "abroad begin with + and the country code."),
        ("concern", "", "Choose what fits best. You can choose “I am not sure”."),
        (
            *("consent", None),
            "Ask the parent or guardian, and tick this box. Without it nothing may be kept.",
        ),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_comes_back_with_everything_typed(
    name, value, sentence, language, nurse, staff
):
    nurse.language = language
    nurse.save()
    response = keep(staff, **{name: value, "message": "মা ফোন করেছেন"})
    page = parse(response)
    words = in_language(language, sentence)
    if language == "bn":
        words = words.translate(TO_BENGALI)
    assert (response.status_code, AppointmentRequest.objects.count()) == (200, 0)
    assert [line.translate(TO_BENGALI) if language == "bn" else line
            for line in messages(page, name)] == [words]  # fmt: skip
    assert text(with_id(page, "id_message")) == "মা ফোন করেছেন"
    if name != "phone":
        assert with_id(page, "id_phone").get("value") == ANSWERS["phone"]


def test_form_that_was_open_for_days_comes_back_filled(staff):
    response = keep(staff, form_token="")
    page = parse(response)
    assert (response.status_code, AppointmentRequest.objects.count()) == (200, 0)
    assert with_id(page, "id_child_name").get("value") == ANSWERS["child_name"]


def test_only_those_who_answer_requests_write_them_down(client):
    client.force_login(make_user("editor", EDITORS))
    assert (client.get(ADD).status_code, keep(client).status_code) == (403, 403)
    assert AppointmentRequest.objects.count() == 0


@pytest.mark.parametrize("name", ["child_name", "guardian_name", "message", "district"])
def test_invisible_and_broken_text_is_cleaned_or_asked_for_again(name, staff):
    for hostile in ("\x00", "\u202e", "\u200b", "\ud800", "👶", "\x0b", "র‍্যা", "=1+1"):
        response = staff.post(ADD, told(**{name: f"ক{hostile}খ".encode("utf-8", "surrogatepass")}))
        assert response.status_code in (200, 302)
    for stored in AppointmentRequest.objects.all():
        assert {"\x00", "\u202e", "\x0b"} & {*getattr(stored, name)} == set()
