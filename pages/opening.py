"""When the clinic works: in words, and as a clock that runs in working hours only."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext

from pages.bengali import clean_text, listed, span

# Weekdays as `date.weekday()` counts them, Monday 0 to Sunday 6, in the order of a week that
# begins on Saturday, as in Bangladesh.
WEEK = (5, 6, 0, 1, 2, 3, 4)
HALF_HOUR = timedelta(minutes=30)
LONGEST = 366  # days ahead; a promise for later than that is none


def weekday(day: int) -> str:
    """Its name; Django's own are not composed."""
    return clean_text(str(WEEKDAYS[day]))


def in_words(days: Collection[int]) -> str:
    """Weekdays for readers: `Sunday to Thursday`; without a run of three or more, a list."""
    if set(days) >= set(WEEK):
        return gettext("Every day")
    words = []
    for first in WEEK:
        if first in days and (first - 1) % 7 not in days:
            length = next(count for count in range(1, 7) if (first + count) % 7 not in days)
            run = [weekday((first + count) % 7) for count in range(length)]
            words += [span(run[0], run[-1])] if length > 2 else run
    return listed(words)


@dataclass(frozen=True)
class WorkingTime:
    """A week's working days and hours, and the holidays taken from them, in the clinic's zone."""

    days: frozenset[int]  # Monday 0 to Sunday 6
    opens: time
    closes: time
    holidays: tuple[tuple[date, date], ...] = ()  # first and last day, both closed

    def is_open(self, at: datetime) -> bool:
        """From the minute of opening until the minute of closing, which is closed."""
        local = timezone.localtime(at)
        return self._works_on(local.date()) and self.opens <= local.time() < self.closes

    def next_change(self, at: datetime) -> datetime | None:
        """When it next opens or closes; None where nobody works within a year."""
        today = timezone.localdate(at)
        days = (today + timedelta(days=number) for number in range(LONGEST))
        clock = (self.opens, self.closes)
        changes = (_moment(day, each) for day in days if self._works_on(day) for each in clock)
        return next((timezone.localtime(change) for change in changes if change > at), None)

    def after(self, start: datetime, hours: float) -> datetime | None:
        """When so many working hours have passed since `start`, rounded up to a half hour.

        Never past that day's closing time, at which a day's last hour ends. None when a year is
        not enough, as it is where nobody ever works.
        """
        today, left = timezone.localdate(start), timedelta(hours=hours)
        start = start.astimezone(UTC)
        for day in (today + timedelta(days=number) for number in range(LONGEST)):
            begin, end = max(start, _moment(day, self.opens)), _moment(day, self.closes)
            if begin > end or not self._works_on(day):
                continue
            if left <= end - begin:
                return timezone.localtime(min(_rounded_up(begin + left), end))
            left -= end - begin
        return None

    def _works_on(self, day: date) -> bool:
        return day.weekday() in self.days and not any(
            first <= day <= last for first, last in self.holidays
        )


def _moment(day: date, clock: time) -> datetime:
    """In UTC, where differences are true ones: between local times they ignore a clock change."""
    return timezone.make_aware(datetime.combine(day, clock)).astimezone(UTC)


def _rounded_up(moment: datetime) -> datetime:
    """To the next full half hour of the clinic's clock."""
    local = timezone.localtime(moment)
    past = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    return moment + -past % HALF_HOUR
