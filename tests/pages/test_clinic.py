"""The clinic's own row: its names, hours, promises and holidays."""

from datetime import UTC, date, datetime, time, timedelta
from unittest import mock

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import translation

from pages.clinic import Clinic, Holiday
from pages.opening import WorkingTime
from tests.makers import make_clinic

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def on(day: date, hour: int = 12):
    """As if it were this hour of the day, on the clinic's clock."""
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=hour - 6)
    return mock.patch("django.utils.timezone.now", return_value=moment)


def make_holiday(first: date, last: date | None = None, **fields) -> Holiday:
    return Holiday.objects.create(first_day=first, last_day=last, **fields)


# Names


@pytest.mark.parametrize("language", ["bn", "en"])
def test_who_writes_is_the_discreet_name_of_the_language(language):
    make_clinic(discreet_name_bn="ঘুড়ি", discreet_name_en="Kite")
    with translation.override(language):
        assert Clinic.load().sender_name == {"bn": "ঘুড়ি", "en": "Kite"}[language]


@pytest.mark.parametrize("fields", [{}, {"discreet_name_bn": "ঘুড়ি"}, {"discreet_name_en": ""}])
def test_without_a_discreet_name_the_sender_is_a_neutral_one_never_the_name(fields):
    make_clinic(name_en="Children's Tumour Surgery Clinic", **fields)
    with translation.override("en"):
        assert Clinic.load().sender_name == "The children's clinic"
        assert Clinic().sender_name == "The children's clinic"


# Hours in words


@pytest.mark.parametrize(
    ("fields", "bengali", "english"),
    [
        (
            {},
            "রবিবার থেকে বৃহস্পতিবার, সকাল ৯টা থেকে বিকেল ৫টা",
            "Sunday to Thursday, 9 am to 5 pm",
        ),
        (
            {"working_days": [5, 0, 2], "opens_at": time(8, 30), "closes_at": time(20)},
            "শনিবার, সোমবার ও বুধবার, সকাল সাড়ে ৮টা থেকে রাত ৮টা",
            "Saturday, Monday and Wednesday, 8:30 am to 8 pm",
        ),
        ({"working_days": []}, "", ""),
    ],
)
def test_opening_hours_in_the_language_of_the_page(fields, bengali, english):
    for clinic in (Clinic(**fields), make_clinic(**fields)):
        with translation.override("bn"):
            assert clinic.opening_hours == bengali
        with translation.override("en"):
            assert clinic.opening_hours == english


@pytest.mark.parametrize(
    ("fields", "lines"),
    [
        ({}, "Sunday to Thursday, 9 am to 5 pm"),
        ({"hours_en": "Closed for lunch"}, "Sunday to Thursday, 9 am to 5 pm\nClosed for lunch"),
        ({"hours_bn": "দুপুরে বন্ধ"}, "Sunday to Thursday, 9 am to 5 pm"),
        ({"working_days": [], "hours_en": "Call first"}, "Call first"),
        ({"working_days": []}, ""),
    ],
)
def test_the_note_stands_beneath_the_hours(fields, lines):
    with translation.override("en"):
        assert make_clinic(**fields).hours_and_note == lines


# Working time


def test_working_time_is_read_with_one_question(django_assert_num_queries):
    make_clinic(working_days=[0, 5], opens_at=time(8), closes_at=time(14, 30))
    make_holiday(MONDAY - 2 * DAY, MONDAY - DAY)
    make_holiday(MONDAY + 9 * DAY)
    make_holiday(MONDAY - 9 * DAY, MONDAY)
    clinic = Clinic.load()
    with on(MONDAY), django_assert_num_queries(1):
        found = clinic.working_time()
    # The one that ended yesterday is over; the one that ends today is not.
    assert found == WorkingTime(
        days=frozenset({0, 5}),
        opens=time(8),
        closes=time(14, 30),
        holidays=((MONDAY - 9 * DAY, MONDAY), (MONDAY + 9 * DAY, MONDAY + 9 * DAY)),
    )


@pytest.mark.parametrize(("hour", "count"), [(-1, 1), (0, 0), (23, 0)])
def test_a_holiday_is_over_at_the_clinics_midnight(hour, count):
    clinic = make_clinic()
    make_holiday(MONDAY - DAY)
    with on(MONDAY, hour):
        assert len(clinic.working_time().holidays) == count
        assert clinic.coming_holidays().count() == count


def test_a_clinic_without_a_row_works_from_the_beginning():
    assert Clinic.load().working_time() == WorkingTime(
        days=frozenset({6, 0, 1, 2, 3}), opens=time(9), closes=time(17), holidays=()
    )
    assert list(Clinic.load().coming_holidays()) == []


def test_the_promises_of_a_new_clinic_in_working_hours():
    clinic = make_clinic()
    names = ("emergency", "urgent", "soon", "routine")
    assert [getattr(clinic, f"promise_{name}") for name in names] == [1, 4, 8, 24]


# What is refused


def errors(row: Clinic | Holiday) -> dict[str, list[str]]:
    with translation.override("en"):
        try:
            row.full_clean()
        except ValidationError as error:
            return error.message_dict
    return {}


@pytest.mark.parametrize("name", ["emergency", "urgent", "soon", "routine"])
@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (0, ["Ensure this value is greater than or equal to 1."]),
        (1, None),
        (200, None),
        (201, ["Ensure this value is less than or equal to 200."]),
    ],
)
def test_a_promise_is_between_1_and_200_hours(name, hours, expected):
    found = errors(Clinic(**{f"promise_{name}": hours}))
    assert found == ({f"promise_{name}": expected} if expected else {})


@pytest.mark.parametrize(
    ("closes", "allowed"), [(time(9, 1), True), (time(9), False), (time(8), False)]
)
def test_the_clinic_closes_after_it_opens(closes, allowed):
    expected = {} if allowed else {"closes_at": ["Enter a time after the opening time."]}
    assert errors(Clinic(closes_at=closes)) == expected
    if allowed:
        make_clinic(closes_at=closes)
    else:
        with pytest.raises(IntegrityError, match="clinic_closes_after_it_opens"):
            make_clinic(closes_at=closes)


@pytest.mark.parametrize(
    ("number", "allowed"),
    [("+880 1712-345678", True), ("+৮৮০ ১৭১২-৩৪৫৬৭৮", True), ("01712-345678", False), ("", True)],
)
def test_a_whatsapp_number_has_its_country(number, allowed):
    said = ["Begin with + and the country code, for example +880 1712-345678."]
    assert errors(Clinic(whatsapp=number)) == ({} if allowed else {"whatsapp": said})


@pytest.mark.parametrize(("days", "allowed"), [(0, True), (1, True), (-1, False)])
def test_a_holiday_ends_after_it_begins(days, allowed):
    make_clinic()
    last = MONDAY + days * DAY
    expected = {} if allowed else {"last_day": ["Enter the first day or a later one."]}
    assert errors(Holiday(first_day=MONDAY, last_day=last)) == expected
    if allowed:
        make_holiday(MONDAY, last)
    else:
        with pytest.raises(IntegrityError, match="holiday_ends_after_it_begins"):
            make_holiday(MONDAY, last)


def test_a_holiday_without_a_last_day_is_one_day():
    make_clinic()
    assert errors(Holiday(first_day=MONDAY)) == {}
    make_holiday(MONDAY)
    assert Holiday.objects.values("clinic", "first_day", "last_day").get() == {
        "clinic": 1,
        "first_day": MONDAY,
        "last_day": MONDAY,
    }


# Holidays for readers


def test_holidays_come_in_their_order_whichever_was_entered_first():
    make_clinic()
    for days in (5, 1, 3):
        make_holiday(MONDAY + days * DAY)
    assert [(each.first_day - MONDAY).days for each in Holiday.objects.all()] == [1, 3, 5]


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [(-3, -1, False), (-3, 0, True), (0, 0, True), (60, 70, True), (61, 61, False)],
)
def test_coming_holidays_are_those_of_sixty_days(first, last, shown):
    clinic = make_clinic()
    make_holiday(MONDAY + first * DAY, MONDAY + last * DAY)
    with on(MONDAY):
        assert clinic.coming_holidays().count() == shown


@pytest.mark.parametrize(
    ("last", "names", "bengali", "english"),
    [
        (0, {}, "সোমবার ২৩ নভেম্বর", "Monday 23 November"),
        (
            2,
            {},
            "সোমবার ২৩ নভেম্বর থেকে বুধবার ২৫ নভেম্বর",
            "Monday 23 November to Wednesday 25 November",
        ),
        (
            0,
            {"name_bn": "ঈদ", "name_en": "Eid"},
            "ঈদ: সোমবার ২৩ নভেম্বর",
            "Eid: Monday 23 November",
        ),
        (0, {"name_bn": "ঈদ"}, "ঈদ: সোমবার ২৩ নভেম্বর", "Monday 23 November"),
    ],
)
def test_a_holiday_in_words(last, names, bengali, english):
    make_clinic()
    holiday = make_holiday(MONDAY, MONDAY + last * DAY, **names)
    with translation.override("bn"):
        assert str(holiday) == bengali
    with translation.override("en"):
        assert str(holiday) == english


# An older database


@pytest.mark.django_db(transaction=True)
def test_an_older_row_keeps_what_it_says_and_gets_the_defaults():
    executor = MigrationExecutor(connection)
    try:
        older = executor.migrate([("pages", "0001_initial")]).apps.get_model("pages", "Clinic")
        older.objects.create(pk=1, phone="01712-345678", name_en="Kite", hours_en="Mornings")
    finally:
        executor.loader.build_graph()
        executor.migrate(executor.loader.graph.leaf_nodes())
    with translation.override("en"):
        clinic = Clinic.objects.get()
        assert (clinic.phone, clinic.name, clinic.hours) == ("01712-345678", "Kite", "Mornings")
        assert (clinic.discreet_name, clinic.calls_from) == ("", "")
        assert clinic.opening_hours == "Sunday to Thursday, 9 am to 5 pm"
    assert (clinic.promise_emergency, clinic.promise_routine) == (1, 24)
    assert clinic.working_time() == Clinic().working_time()
