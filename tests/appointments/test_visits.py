"""Visits of a day of the clinic's zone, and what speaks against a time for another one."""

from datetime import UTC, date, datetime, timedelta
from unittest import mock

import pytest
from django.utils.translation import override

from appointments import visits
from appointments.models import AppointmentRequest
from pages.clinic import Clinic, Holiday
from tests.appointments.family import in_language
from tests.makers import make_clinic, make_request

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 30)
TEN = datetime(2026, 11, 30, 4, 0, tzinfo=UTC)  # on the clinic's clock


def make_visit(at: datetime, status: str = "scheduled") -> AppointmentRequest:
    return make_request(status=status, visit_at=at, next_action_at=at)


@pytest.fixture(autouse=True)
def _days_before():
    """Holidays that are over do not count, so the clock of these tests stands still."""
    with mock.patch("django.utils.timezone.now", return_value=TEN - timedelta(days=7)):
        yield


def test_day_runs_from_midnight_to_midnight_of_the_clinic_and_is_in_order():
    midnight = datetime(2026, 11, 29, 18, 0, tzinfo=UTC)
    make_visit(midnight - timedelta(minutes=1))
    last = make_visit(midnight + timedelta(hours=23, minutes=59))
    first = make_visit(midnight)
    make_visit(midnight + timedelta(days=1))
    assert list(visits.on(MONDAY)) == [first, last]


def test_visits_that_were_called_off_are_none_and_those_that_took_place_are():
    came, missed = make_visit(TEN, "attended"), make_visit(TEN, "missed")
    make_visit(TEN, "contacted")
    make_visit(TEN, "withdrawn")
    assert list(visits.on(MONDAY)) == [came, missed]


@pytest.mark.parametrize("language", ["en", "bn"])
@pytest.mark.parametrize(
    ("minutes", "clashes"), [(-30, False), (-29, True), (29, True), (30, False)]
)
def test_visit_within_half_an_hour_clashes(minutes, clashes, language):
    make_clinic()
    make_visit(TEN)
    with override(language):
        words = in_language(language, "Another child comes at %(times)s already.")
        expected = words % {"times": {"en": "10 am", "bn": "সকাল ১০টা"}[language]}
        found = visits.warnings(TEN + timedelta(minutes=minutes), but=make_request())
    assert found == ([expected] if clashes else [])


def test_moving_a_visit_does_not_clash_with_itself_nor_with_one_called_off():
    make_clinic()
    request = make_visit(TEN)
    make_visit(TEN, "withdrawn")
    assert visits.warnings(TEN + timedelta(minutes=10), but=request) == []


def test_day_with_as_many_as_the_clinic_takes_is_full():
    make_clinic(capacity_per_day=2)
    for hours in (0, 2):
        make_visit(TEN + timedelta(hours=hours))
    with override("en"):
        found = visits.warnings(TEN + timedelta(hours=4), but=make_request())
    assert found == ["That day has 2 visits already, as many as the clinic can take."]
    Clinic.objects.update(capacity_per_day=3)
    assert visits.warnings(TEN + timedelta(hours=4), but=make_request()) == []


@pytest.mark.parametrize(
    "at",
    [
        TEN + timedelta(days=4),  # a Friday
        TEN - timedelta(hours=1, minutes=1),
        TEN + timedelta(hours=7),
        TEN + timedelta(days=1),  # a holiday
    ],
)
def test_clinic_that_is_closed_then_is_said(at):
    make_clinic()
    Holiday.objects.create(first_day=MONDAY + timedelta(days=1))
    with override("en"):
        assert visits.warnings(at, but=make_request()) == ["The clinic is closed at that time."]


def test_warnings_ask_the_database_three_times(django_assert_num_queries):
    make_clinic(capacity_per_day=1)
    request = make_request()
    for minutes in range(5):
        make_visit(TEN + timedelta(minutes=minutes))
    with django_assert_num_queries(3):
        visits.warnings(TEN, but=request)
