"""The list of a day: to work with, to print, to take into a calendar."""

from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.test import Client
from icalendar import Calendar

from appointments.models import AppointmentRequest
from clinic_site.groups import APPOINTMENT_STAFF, EDITORS
from tests.makers import make_clinic, make_request, make_user
from tests.page import has_class, links, parse, text, texts

pytestmark = pytest.mark.django_db

DAY = "/admin/appointments/appointmentrequest/day/"
FILE = "/admin/appointments/appointmentrequest/day.ics"
NOON = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # in Dhaka, a Monday


@pytest.fixture(autouse=True)
def _noon():
    with mock.patch("django.utils.timezone.now", return_value=NOON):
        yield


def make_visit(hours: float = 1, **fields) -> AppointmentRequest:
    at = NOON + timedelta(hours=hours)
    return make_request(**{"status": "scheduled", "visit_at": at, "next_action_at": at, **fields})


def rows(page) -> list[list[str]]:
    (table,) = (each for each in page.iter("table") if has_class(each, "visits"))
    return [[text(cell) for cell in row] for row in table.find("tbody")]


def test_row_has_what_the_day_needs(staff, nurse):
    make_visit(
        2, child_name="রাফি", child_age_days=91, reference="7K0M1Q9D", urgent_signs=["fit"],
        assigned_to=make_user("mina", APPOINTMENT_STAFF, first_name="Mina"),
    )  # fmt: skip
    make_visit(1, status="attended", child_name="সাদিয়া", guardian_name="শিরিন")
    at = NOON + timedelta(hours=3)
    make_visit(3, child_name="তানভীর", reminded_of=at)
    came, second, third = rows(parse(staff.get(DAY)))
    assert (came[0], came[4]) == ("1 pm", "Came to the visit")
    assert second == [
        "2 pm",
        "রাফি3 months · 7K0M-1Q9D",
        "A swollen belly, or blood in the urine⚠ The child is having a fit, or has just had one",
        "রহিমা খাতুন01712-345678",
        "Mina",
    ]
    assert third[4] == "reminded"


def test_other_days_are_asked_for_in_either_digits_and_nonsense_is_today(staff):
    make_visit(child_name="today")
    make_visit(24, child_name="tomorrow")
    for asked, child in {
        "": "today", "2026-11-24": "tomorrow", "২০২৬-১১-২৪": "tomorrow", "24/11/2026": "tomorrow",
        "2026-02-31": "today", "x": "today", "\x00": "today", "9" * 500: "today",
    }.items():  # fmt: skip
        (row,) = rows(parse(staff.get(DAY, {"date": asked})))
        assert (asked, row[1].startswith(child)) == (asked, True)


@pytest.mark.parametrize("asked", ["0001-01-01", "0001-01-02", "9999-12-31"])
@pytest.mark.parametrize("path", [DAY, FILE])
def test_ends_of_the_calendar_are_today(asked, path, staff):
    make_visit(child_name="today", reference="7K0M1Q9D")
    response = staff.get(path, {"date": asked})
    assert (response.status_code, response.content.count(b"7K0M-1Q9D")) == (200, 1)


def test_days_before_and_after_are_a_press_away(staff):
    page = parse(staff.get(DAY, {"date": "2026-12-01"}))
    days = [(href.partition("&")[0], words) for href, words in links(page, "press")][:2]
    assert days == [
        ("?date=2026-11-30", "← Monday 30 November"),
        ("?date=2026-12-02", "Wednesday 2 December →"),
    ]


@pytest.mark.parametrize(("language", "own"), [("bn", "en"), ("en", "bn")])
def test_list_is_printed_in_either_language_whatever_the_account_reads(language, own, nurse, staff):
    nurse.language = own
    nurse.save()
    make_visit()
    response = staff.get(DAY, {"language": language})
    page = parse(response)
    assert (page.get("lang"), response["Content-Language"]) == (language, language)
    expected = {"bn": "সোমবার, ২৩ নভেম্বর ২০২৬: যারা আসবে", "en": "Visits on Monday, 23 November 2026"}
    assert texts(page, ".//h1") == [expected[language]]
    assert rows(page)[0][0] == {"bn": "দুপুর ১টা", "en": "1 pm"}[language]


@pytest.mark.parametrize("language", ["bn", "en"])
def test_every_way_to_another_day_keeps_the_language_of_the_list(language, staff):
    page = parse(staff.get(DAY, {"language": language}))
    boxes = [each.get("value") for each in page.iter("input") if each.get("name") == "language"]
    ways = [href.rpartition("=")[2] for href, _words in links(page, "press")][:2]
    assert [*boxes, *ways] == [language] * 3


def test_visits_too_close_and_too_many_are_said_on_top(staff):
    make_clinic(capacity_per_day=2)
    for hours in (1, 1.25, 2):
        make_visit(hours)
    (notice,) = (each for each in parse(staff.get(DAY)).iter("div") if has_class(each, "notice"))
    assert texts(notice, "p") == [
        "⚠ Too close to the visit before: 1:15 pm.",
        "⚠ 3 visits, but room for 2.",
    ]


def test_day_without_visits_says_so(staff):
    assert "No visits on this day." in text(parse(staff.get(DAY)))


@pytest.mark.parametrize("count", [1, 5])
def test_list_asks_as_often_for_many_as_for_one(count, nurse, staff, django_assert_num_queries):
    for hours in range(count):
        make_visit(hours, assigned_to=nurse)
    with django_assert_num_queries(7):
        staff.get(DAY)


def test_looking_at_the_list_changes_nothing(staff, stored):
    make_visit()
    before = stored()
    staff.get(DAY)
    staff.get(FILE)
    assert stored() == before


def test_calendar_names_references_only_and_replaces_what_it_brought_before(staff):
    first = make_visit(1, child_name="CanaryChild", reference="7K0M1Q9D")
    make_visit(2, reference="7K0M1Q9E")
    make_visit(30)
    response = staff.get(FILE, {"date": "2026-11-23"})
    assert response["Content-Disposition"] == 'attachment; filename="visits-2026-11-23.ics"'
    events = Calendar.from_ical(response.content).walk("VEVENT")
    assert [str(each["summary"]) for each in events] == ["Visit 7K0M-1Q9D", "Visit 7K0M-1Q9E"]
    assert events[0].decoded("dtstart") == first.visit_at
    hidden = ("canary", "রহিমা", "1712345678", "tumour", "belly")
    assert [word for word in hidden if word in response.content.decode().lower()] == []
    again = Calendar.from_ical(staff.get(FILE).content).walk("VEVENT")
    assert [each["uid"] for each in again] == [each["uid"] for each in events]
    assert len({str(each["uid"]) for each in events}) == 2


def test_editors_see_no_day():
    client = Client()
    client.force_login(make_user("editor", EDITORS))
    make_visit()
    assert [client.get(path).status_code for path in (DAY, FILE)] == [403, 403]
