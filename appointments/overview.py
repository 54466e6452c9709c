"""What the start page of the admin tells of the requests: what waits, and the last weeks."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from django.contrib.auth.models import AbstractUser
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from appointments import erasure, reminders, visits
from appointments.choices import Concern, Language
from appointments.models import AppointmentRequest, Message, Priority, Status
from appointments.triage.tabs import Tab, count, requests_in

WEEKS = 12
SATURDAY = 5  # of date.weekday(): on it a week begins in Bangladesh
QUEUE = "admin:appointments_appointmentrequest_changelist"
OUTBOX = "admin:appointments_message_changelist"


@dataclass(frozen=True)
class Need:
    """Something that waits for somebody: how much, in words, where, and whether it is urgent."""

    number: int
    words: str
    address: str
    urgent: bool = False


def needs_of(person: AbstractUser) -> list[Need]:
    """What needs somebody now, the most pressing first; only what is there."""
    requests = AppointmentRequest.objects.all()
    waiting = requests_in(Tab.NOW, requests)
    found = [
        need(
            waiting.filter(priority=Priority.EMERGENCY),
            lambda n: ngettext("emergency", "emergencies", n),
            "tab=now&priority__exact=1",
            urgent=True,
        ),
        need(
            requests.late(),
            lambda n: ngettext("call that is late", "calls that are late", n),
            "tab=all&overdue=yes",
            urgent=True,
        ),
        need(
            requests_in(Tab.NOW, requests.filter(assigned_to=person)),
            lambda n: gettext("in my hands, to call now"),
            "tab=now&owner=mine",
        ),
        need(
            requests_in(Tab.NOW, requests.in_nobodys_hands()),
            lambda n: gettext("in nobody's hands, to call now"),
            "tab=now&owner=nobody",
        ),
        need(
            requests_in(Tab.NOW, requests.filter(status=Status.WITHDRAWN)),
            lambda n: gettext("withdrawn, to confirm by phone"),
            "tab=now&status__exact=withdrawn",
        ),
        need(
            requests_in(Tab.SUSPICIOUS, requests),
            lambda n: gettext("perhaps automatic, to check"),
            "tab=suspicious",
        ),
        need(
            requests_in(Tab.TODAY, requests).filter(status=Status.SCHEDULED),
            lambda n: ngettext("visit today", "visits today", n),
            "tab=today&status__exact=scheduled",
        ),
        need(
            reminders.to_remind(),
            lambda n: gettext("for tomorrow, not reminded yet"),
            "tab=all&visit=tomorrow&reminded=no",
        ),
        need(
            Message.objects.failing(),
            lambda n: ngettext(
                "mail that does not get through", "mails that do not get through", n
            ),
            "state__exact=queued&error__gt=",
            OUTBOX,
        ),
    ]
    if person.has_perm("appointments.erase_appointmentrequest"):
        found += [
            need(
                erasure.too_long_open(),
                lambda n: gettext("open for more than 180 days"),
                "tab=all&age=open_too_long",
            ),
            need(
                erasure.past_retention(),
                lambda n: gettext("settled so long ago that the time to erase has come"),
                "tab=closed&age=to_erase",
            ),
        ]
    return [each for each in found if each.number]


def need(
    rows: QuerySet,
    words: Callable[[int], str],
    query: str,
    view: str = QUEUE,
    *,
    urgent: bool = False,
) -> Need:
    number = count(rows)
    return Need(number, words(number), f"{reverse(view)}?{query}", urgent)


@dataclass(frozen=True)
class Week:
    """The requests of seven days from `first`: how many, how many reached, and how soon."""

    first: date
    requests: int
    reached: int
    median: timedelta | None
    ninetieth: timedelta | None


@dataclass(frozen=True)
class Figures:
    weeks: list[Week]
    by_concern: list[tuple[str, int]]
    by_language: list[tuple[str, int]]


def first_day(today: date) -> date:
    """The Saturday with which the first of the last WEEKS weeks begins; the last one runs."""
    return today - timedelta(days=(today.weekday() - SATURDAY) % 7 + 7 * (WEEKS - 1))


def figures() -> Figures:
    """The last WEEKS weeks, from one look at the database."""
    first = first_day(timezone.localdate())
    rows = list(
        AppointmentRequest.objects.filter(received_at__gte=visits.start_of(first)).values_list(
            "received_at", "first_reached_at", "concern", "page_language"
        )
    )
    waits: list[list[timedelta]] = [[] for _week in range(WEEKS)]
    received: Counter[int] = Counter()
    for at, reached, _concern, _language in rows:
        week = min((timezone.localdate(at) - first).days // 7, WEEKS - 1)
        received[week] += 1
        if reached:
            waits[week].append(reached - at)
    return Figures(
        weeks=[
            Week(
                first + timedelta(days=7 * number),
                received[number],
                len(waits[number]),
                percentile(waits[number], 50),
                percentile(waits[number], 90),
            )
            for number in range(WEEKS)
        ],
        by_concern=_counted((row[2] for row in rows), Concern),
        by_language=_counted((row[3] for row in rows), Language),
    )


def percentile(values: Sequence[timedelta], rank: int) -> timedelta | None:
    """Nearest rank: the smallest value that `rank` % of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(ceil(len(ordered) * rank / 100), 1) - 1] if ordered else None


def _counted(codes: Iterable[str], choices: type) -> list[tuple[str, int]]:
    """The label of each code that occurs, the most frequent first."""
    counts = Counter(codes)
    labels = dict(choices.choices)
    return [(str(labels.get(code, code)), number) for code, number in counts.most_common()]
