"""Working time: open or closed, when a promise is due, and the week in words."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from pages.opening import WorkingTime, in_words

DHAKA = ZoneInfo("Asia/Dhaka")
SUNDAY_TO_THURSDAY = frozenset({6, 0, 1, 2, 3})

# The week of these tests; the clinic is closed on Friday and Saturday.
SUN, MON, TUE, WED, THU, FRI, SAT = (f"2026-11-{day}" for day in range(22, 29))
NEXT_SUN, NEXT_MON = "2026-11-29", "2026-11-30"


def at(text: str) -> datetime:
    """`2026-11-23 10:00` on the clinic's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=DHAKA)


def working(*holidays: tuple[str, str], **fields) -> WorkingTime:
    """Sunday to Thursday, 9 to 17 o'clock, but for these holidays."""
    spans = tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in holidays)
    week = {"days": SUNDAY_TO_THURSDAY, "opens": time(9), "closes": time(17)}
    return WorkingTime(**week | fields, holidays=spans)


# Open or closed


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (f"{MON} 08:59:59.999999", False),
        (f"{MON} 09:00", True),
        (f"{MON} 16:59:59.999999", True),
        (f"{MON} 17:00", False),
        (f"{MON} 00:01", False),
        (f"{SUN} 23:59", False),
        (f"{THU} 12:00", True),
        (f"{FRI} 12:00", False),
        (f"{SAT} 12:00", False),
        (f"{SUN} 12:00", True),
        (f"{TUE} 12:00", False),
        (f"{WED} 12:00", False),
    ],
)
@pytest.mark.parametrize("zone", ["Asia/Dhaka", "UTC", "America/New_York"])
def test_open_in_working_hours_of_working_days_that_are_no_holidays(moment, expected, zone):
    assert working((TUE, WED)).is_open(at(moment).astimezone(ZoneInfo(zone))) is expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (f"{MON} 08:59:59", f"{MON} 09:00"),
        (f"{MON} 09:00", f"{MON} 17:00"),
        (f"{MON} 16:59:59", f"{MON} 17:00"),
        (f"{MON} 17:00", f"{THU} 09:00"),  # two days of holiday
        (f"{THU} 18:00", f"{NEXT_SUN} 09:00"),
    ],
)
@pytest.mark.parametrize("zone", ["Asia/Dhaka", "America/New_York"])
def test_the_next_change_is_the_next_opening_or_closing(moment, expected, zone):
    found = working((TUE, WED)).next_change(at(moment).astimezone(ZoneInfo(zone)))
    assert found == at(expected)


def test_a_clinic_without_working_days_never_changes():
    assert working(days=frozenset()).next_change(at(f"{MON} 10:00")) is None


# When a promise is due

DUE = [
    # On one day, rounded up to the half hour.
    (f"{MON} 10:00", 1, f"{MON} 11:00"),
    (f"{MON} 10:00:00.000001", 1, f"{MON} 11:30"),
    (f"{MON} 10:10", 1, f"{MON} 11:30"),
    (f"{MON} 10:30", 1, f"{MON} 11:30"),
    (f"{MON} 10:31", 1, f"{MON} 12:00"),
    (f"{MON} 09:00", 0.25, f"{MON} 09:30"),
    # Around opening.
    (f"{SUN} 23:59", 1, f"{MON} 10:00"),
    (f"{MON} 00:01", 1, f"{MON} 10:00"),
    (f"{MON} 08:59:59", 1, f"{MON} 10:00"),
    (f"{MON} 09:00", 1, f"{MON} 10:00"),
    # Around closing: the day's last hour ends at closing, not on the next morning.
    (f"{MON} 16:00", 1, f"{MON} 17:00"),
    (f"{MON} 16:45", 0.2, f"{MON} 17:00"),
    (f"{MON} 16:15", 1, f"{TUE} 09:30"),
    (f"{MON} 16:59:59", 1, f"{TUE} 10:00"),
    (f"{MON} 17:00", 1, f"{TUE} 10:00"),
    (f"{MON} 23:59", 1, f"{TUE} 10:00"),
    (f"{TUE} 00:01", 1, f"{TUE} 10:00"),
    # Whole days.
    (f"{MON} 09:00", 8, f"{MON} 17:00"),
    (f"{MON} 09:01", 8, f"{TUE} 09:30"),
    (f"{MON} 12:00", 8, f"{TUE} 12:00"),
    (f"{MON} 09:00", 24, f"{WED} 17:00"),
    (f"{MON} 10:00", 24, f"{THU} 10:00"),
    (f"{MON} 09:00", 200, "2026-12-27 17:00"),
    # Over Friday and Saturday.
    (f"{THU} 16:00", 4, f"{NEXT_SUN} 12:00"),
    (f"{THU} 17:00", 8, f"{NEXT_SUN} 17:00"),
    (f"{FRI} 12:00", 1, f"{NEXT_SUN} 10:00"),
    (f"{SAT} 23:59", 9, f"{NEXT_MON} 10:00"),
]


@pytest.mark.parametrize(("start", "hours", "due"), DUE)
@pytest.mark.parametrize("zone", ["Asia/Dhaka", "UTC", "America/New_York"])
def test_a_promise_is_due_when_its_working_hours_have_passed(start, hours, due, zone):
    found = working().after(at(start).astimezone(ZoneInfo(zone)), hours)
    assert found == at(due)
    assert found.utcoffset() == timedelta(hours=6)  # as the clinic's clock shows it


@pytest.mark.parametrize(
    ("holidays", "start", "hours", "due"),
    [
        ([(TUE, TUE)], f"{MON} 16:00", 4, f"{WED} 12:00"),
        ([(TUE, TUE)], f"{TUE} 12:00", 1, f"{WED} 10:00"),
        ([(TUE, TUE)], f"{MON} 16:00", 1, f"{MON} 17:00"),
        ([(TUE, TUE)], f"{WED} 09:00", 1, f"{WED} 10:00"),
        ([(TUE, THU)], f"{MON} 17:00", 1, f"{NEXT_SUN} 10:00"),
        ([(THU, NEXT_SUN)], f"{WED} 13:00", 8, f"{NEXT_MON} 13:00"),
        ([(FRI, SAT)], f"{THU} 16:00", 2, f"{NEXT_SUN} 10:00"),
        ([(TUE, WED), (WED, THU)], f"{MON} 16:00", 2, f"{NEXT_SUN} 10:00"),
        ([(SUN, SUN), (TUE, TUE)], f"{SUN} 08:00", 9, f"{WED} 10:00"),
    ],
)
def test_nothing_is_due_on_a_holiday(holidays, start, hours, due):
    assert working(*holidays).after(at(start), hours) == at(due)


@pytest.mark.parametrize(
    ("opens", "closes", "start", "hours", "due"),
    [
        (time(9), time(16, 45), f"{MON} 16:40", 0.05, f"{MON} 16:45"),
        (time(9, 10), time(17), f"{MON} 08:00", 1, f"{MON} 10:30"),
        (time(0), time(23, 59), f"{MON} 23:30", 1, f"{TUE} 01:00"),
        (time(16), time(17), f"{MON} 09:00", 3, f"{WED} 17:00"),
    ],
)
def test_hours_need_not_be_full_ones(opens, closes, start, hours, due):
    assert working(opens=opens, closes=closes).after(at(start), hours) == at(due)


@pytest.mark.parametrize(
    ("holidays", "fields", "due"),
    [
        ([], {"days": frozenset()}, None),
        ([(MON, "2027-12-31")], {}, None),
        ([(MON, "2027-11-22")], {}, "2027-11-23 10:00"),  # a Tuesday
        ([(MON, "2027-11-23")], {}, None),
        ([], {"days": frozenset({4})}, f"{FRI} 10:00"),
    ],
)
def test_without_a_working_day_within_a_year_nothing_is_promised(holidays, fields, due):
    assert working(*holidays, **fields).after(at(f"{MON} 10:00"), 1) == (due and at(due))


def test_it_agrees_with_counting_the_minutes_one_by_one():
    random = Random(1)  # noqa: S311  the same cases every time
    for _case in range(150):
        opens = random.randrange(0, 1300, 5)
        closes = random.randrange(opens + 60, 1440, 5)
        first = date(2026, 11, 20) + timedelta(days=random.randrange(12))
        hours = WorkingTime(
            days=frozenset(random.sample(range(7), random.randint(1, 7))),
            opens=time(*divmod(opens, 60)),
            closes=time(*divmod(closes, 60)),
            holidays=((first, first + timedelta(days=random.randrange(3))),),
        )
        start = at(f"{SUN} 00:00") + timedelta(minutes=random.randrange(7 * 24 * 60))
        wanted = random.randint(1, 12)

        end, minutes = start, 0
        while minutes < wanted * 60:
            minutes += hours.is_open(end)
            end += timedelta(minutes=1)
        last = end - timedelta(minutes=1)  # still open; after it come closing or half hours
        half_hours = end + timedelta(minutes=-end.minute % 30)
        expected = min(half_hours, datetime.combine(last.date(), hours.closes, tzinfo=DHAKA))
        assert hours.after(start, wanted) == expected


# Where clocks are changed


@pytest.mark.parametrize(
    ("opens", "start", "hours", "due"),
    [
        # 28 March 2027: after 1 o'clock comes 2 o'clock.
        (time(0), "2027-03-28T00:30Z", 1, "2027-03-28T02:30+01:00"),
        (time(1, 30), "2027-03-28T00:00Z", 1, "2027-03-28T03:30+01:00"),
        (time(9), "2027-03-27T20:00Z", 1, "2027-03-28T10:00+01:00"),
        # 31 October 2027: 1 o'clock comes twice.
        (time(0), "2027-10-30T23:30Z", 2, "2027-10-31T01:30Z"),
        (time(0), "2027-10-31T01:30Z", 1, "2027-10-31T02:30Z"),
        (time(9), "2027-10-30T20:00Z", 1, "2027-10-31T10:00Z"),
    ],
)
def test_a_change_of_the_clock_neither_adds_nor_takes_an_hour(settings, opens, start, hours, due):
    settings.TIME_ZONE = "Europe/London"
    sundays = WorkingTime(days=frozenset({6}), opens=opens, closes=time(18))
    found = sundays.after(datetime.fromisoformat(start), hours)
    # In UTC: an hour that comes twice equals nothing in another zone.
    assert found.astimezone(UTC) == datetime.fromisoformat(due)


def test_half_hours_are_those_of_the_clinics_clock(settings):
    settings.TIME_ZONE = "Asia/Kathmandu"  # 5 hours 45 minutes ahead
    start = datetime(2026, 11, 23, 4, 20, tzinfo=UTC)  # 10:05
    assert working().after(start, 1) == datetime(2026, 11, 23, 5, 45, tzinfo=UTC)  # 11:30


def test_a_time_of_no_zone_is_refused():
    with pytest.raises(ValueError, match="naive"):
        working().after(datetime(2026, 11, 23), 1)


# The week in words


@pytest.mark.parametrize(
    ("days", "bengali", "english"),
    [
        ([], "", ""),
        ([1], "মঙ্গলবার", "Tuesday"),
        ([6, 0, 1, 2, 3], "রবিবার থেকে বৃহস্পতিবার", "Sunday to Thursday"),
        ([3, 2, 1, 0, 6], "রবিবার থেকে বৃহস্পতিবার", "Sunday to Thursday"),
        ([5, 6, 0, 1, 2, 3], "শনিবার থেকে বৃহস্পতিবার", "Saturday to Thursday"),
        ([0, 1, 2, 3, 4], "সোমবার থেকে শুক্রবার", "Monday to Friday"),
        ([3, 4, 5], "বৃহস্পতিবার থেকে শনিবার", "Thursday to Saturday"),
        ([2, 3, 4, 5, 6, 0], "বুধবার থেকে সোমবার", "Wednesday to Monday"),
        ([5, 6], "শনিবার ও রবিবার", "Saturday and Sunday"),
        ([4, 5], "শুক্রবার ও শনিবার", "Friday and Saturday"),
        ([5, 0, 2], "শনিবার, সোমবার ও বুধবার", "Saturday, Monday and Wednesday"),
        ([2, 5, 0], "শনিবার, সোমবার ও বুধবার", "Saturday, Monday and Wednesday"),
        ([6, 0, 1, 3], "রবিবার থেকে মঙ্গলবার ও বৃহস্পতিবার", "Sunday to Tuesday and Thursday"),
        ([6, 0, 2, 3], "রবিবার, সোমবার, বুধবার ও বৃহস্পতিবার", "Sunday, Monday, Wednesday and Thursday"),
    ],
)
def test_working_days_in_words(days, bengali, english):
    with translation.override("bn"):
        assert in_words(days) == bengali
    with translation.override("en"):
        assert in_words(days) == english


def test_a_whole_week_is_every_day():
    with translation.override("en"):
        assert in_words(range(7)) == "Every day"
