"""Makes the requests of three years, few of them open, as a busy clinic would have them."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import chain

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from appointments import visits
from appointments.choices import Concern
from appointments.events import Event, EventKind
from appointments.messages import Message, State, Template
from appointments.models import AppointmentRequest
from appointments.references import ALPHABET, LENGTH
from appointments.search import SearchKey, keys
from appointments.statuses import CLOSED, Priority, Status
from clinic_site.models import User
from pages.bengali import TO_BENGALI

YEARS = timedelta(days=3 * 365)
KEPT = timedelta(days=730 + 7)  # the clinic's default; a week's worth waits to be erased
BATCH = 500
# In either script; the first ones are by far the most frequent.
FIRST = (
    *("মোহাম্মদ", "Mohammad", "ফাতেমা", "Fatema", "আব্দুল", "Abdul", "রহিমা", "Rahima", "আয়েশা"),
    *("Ayesha", "রাফি", "Rafi", "হাসান", "Hasan", "জান্নাতুল", "Jannatul", "সুমাইয়া", "Sumaiya"),
    *("তানভীর", "Tanvir", "নুসরাত", "Nusrat", "অর্ণব", "Arnab", "প্রিয়া", "Priya", "সাকিব", "Sakib"),
    *("মরিয়ম", "Mariam", "ইব্রাহিম", "Ibrahim", "শ্রেষ্ঠা", "Shrestha", "লামিয়া", "Lamia", "ঋতু", "Ritu"),
)
LAST = (
    *("হোসেন", "Hossain", "খাতুন", "Khatun", "ইসলাম", "Islam", "আক্তার", "Akter", "রহমান", "Rahman"),
    *("বেগম", "Begum", "চৌধুরী", "Chowdhury", "আহমেদ", "Ahmed", "সরকার", "Sarkar", "দাস", "Das"),
    *("মণ্ডল", "Mondal", "পাল", "Paul", "শেখ", "Sheikh", "তালুকদার", "Talukder", "বিশ্বাস", "Biswas"),
)
COMMON = FIRST[0]
RARE = "অপরাজিতা সেনগুপ্ত"  # the child of the newest request
DISTRICTS = ("ঢাকা", "কুমিল্লা", "Sylhet", "রংপুর", "Khulna", "বরিশাল", "Chattogram", "")
EVENT = ("request_id", "at", "detail", "by_id", "kind", "old", "new", "text")
# What the open ones wait for, in turn, and how those ended that are settled.
OPEN = (
    *(Status.SCHEDULED, Status.NEW, Status.CONTACTED, Status.NEW, Status.UNREACHABLE),
    *(Status.NEW, Status.MISSED, Status.WITHDRAWN),
)
ENDS = {
    **{Status.ATTENDED: 55, Status.ANSWERED: 15, Status.REFERRED: 8, Status.WITHDRAWN: 5},
    **{Status.DECLINED: 5, Status.DUPLICATE: 5, Status.SPAM: 7},
}


@transaction.atomic
def make(count: int, staff: list[User]) -> None:
    """Store `count` requests with their events, search keys and mails; the newest comes last."""
    maker = Maker(count, staff)
    batch = min(BATCH, count // 3)  # so that some come after one of an earlier batch
    for start in range(0, count, batch):
        numbers = range(start, min(start + batch, count))
        stored = AppointmentRequest.objects.bulk_create([maker.request(n) for n in numbers])
        maker.earlier = stored[0]
        insert(
            SearchKey,
            ("request_id", "key"),
            [(each.pk, key) for each in stored if each.phone for key in keys(each)],
        )
        insert(Event, EVENT, [event for each in stored for event in maker.events(each)])
        Message.objects.bulk_create(mail for each in stored for mail in maker.mails(each))


def insert(model: type[Model], names: Sequence[str], rows: list[tuple]) -> None:
    """As bulk_create(), without an object for each of a million rows."""
    row = f"({', '.join(['%s'] * len(names))})"
    columns, values = ", ".join(names), ", ".join([row] * len(rows))
    sql = f"INSERT INTO {model._meta.db_table} ({columns}) VALUES {values}"  # noqa: S608
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(sql, [*chain.from_iterable(rows)])


class Maker:
    """Rolls the same dice every time, but for the hour at which it is done."""

    def __init__(self, count: int, staff: list[User]) -> None:
        self.dice = random.Random(7)  # noqa: S311
        self.count, self.staff, self.now = count, staff, timezone.now()
        self.today = visits.start_of(timezone.localdate())
        self.earlier: AppointmentRequest | None = None

    def name(self) -> str:
        # The product of two throws is small more often than large.
        first, last = (
            names[int(len(names) * self.dice.random() * self.dice.random())]
            for names in (FIRST, LAST)
        )
        return f"{first} {last}"

    def mobile(self) -> str:
        return f"01{self.dice.choice('3456789')}{self.dice.randrange(10**8):08}"

    def after(self, at: datetime, most: timedelta) -> datetime:
        """Some time after `at`, but not to come."""
        return min(at + most * self.dice.random(), self.now)

    def request(self, number: int) -> AppointmentRequest:
        dice, newer = self.dice, self.count - number  # 1 for the newest
        received = self.now - YEARS * newer / self.count
        mobile, nonce = self.mobile(), f"{number:032}"
        request = AppointmentRequest(
            reference="".join(dice.choices(ALPHABET, k=LENGTH)),
            received_at=received,
            source=dice.choices(("form", "telephone", "walk_in", "letter"), (90, 6, 3, 1))[0],
            page_language=dice.choices(("bn", "en"), (85, 15))[0],
            submission_key=nonce,
            form_nonce=nonce,
            answers_digest=nonce,
            child_name=RARE if newer == 1 else self.name(),
            child_age=f"{dice.randrange(1, 15)} বছর",
            child_age_days=dice.randrange(17 * 365),
            guardian_name=self.name(),
            phone=dice.choice((mobile, mobile.translate(TO_BENGALI))),
            phone_e164=f"+88{mobile}",
            phone_alternative=self.mobile() if dice.random() < 0.3 else "",
            email=f"family{number}@example.com" if dice.random() < 0.6 else "",
            concern=dice.choice(Concern.values),
            district=dice.choice(DISTRICTS),
            message="বাচ্চার পেটে চাকা, তিন সপ্তাহ ধরে।" * dice.randrange(4),
            consent_version="2026-11",
            preferred_language=dice.choice(("", "", "", "bn", "en")),
            priority=dice.choices(Priority.values, (3, 12, 60, 25))[0],
            assigned_to=dice.choice((None, *self.staff)),
            related_to=self.earlier if dice.random() < 0.1 else None,
        )
        if (newer - 1) * 50 < self.count or number % 200 == 199:
            self._leave_open(request, newer)
        else:
            self._settle(request)
        return request

    def _leave_open(self, request: AppointmentRequest, newer: int) -> None:
        request.status = OPEN[newer % len(OPEN)]
        request.next_action_at = self.after(request.received_at, timedelta(hours=30))
        match request.status:
            case Status.SCHEDULED:  # about ten a day in the next weeks
                day = self.today + timedelta(days=newer // len(OPEN) % 30)
                at = day + timedelta(hours=9, minutes=newer % 16 * 30)
                request.visit_at = request.next_action_at = at
            case Status.UNREACHABLE:
                request.next_action_at = self.now + timedelta(days=self.dice.random() * 7)
            case Status.NEW:
                request.suspicious = newer % 16 == 3
                request.answer_due = request.received_at + timedelta(days=self.dice.randrange(30))

    def _settle(self, request: AppointmentRequest) -> None:
        request.status = self.dice.choices(tuple(ENDS), tuple(ENDS.values()))[0]
        if request.status == Status.DUPLICATE:
            request.duplicate_of = self.earlier
            if self.earlier is None:
                request.status = Status.SPAM
        request.next_action_at = None
        request.closed_at = self.after(request.received_at, timedelta(days=20))
        if request.status == Status.ATTENDED:
            request.visit_at = request.closed_at
        if request.status not in (Status.SPAM, Status.WITHDRAWN):
            request.first_reached_at = self.after(request.received_at, timedelta(hours=60))
        if request.closed_at < self.now - KEPT:
            request.erased_at, request.visit_at = self.now, None
            for name in ("child_name", "guardian_name", "phone", "phone_e164", "message", "email"):
                setattr(request, name, "")
            request.phone_alternative = ""

    def events(self, request: AppointmentRequest) -> list[tuple]:
        """Between three and six, oldest first, each with the values of EVENT."""
        person = (request.assigned_to or self.staff[0]).pk
        told = [(None, EventKind.RECEIVED, "", "", ""), (person, EventKind.VIEWED, "", "", "")]
        told.append((person, EventKind.CALL, "", "reached", ""))
        if self.dice.random() < 0.5:
            told.append((person, EventKind.NOTE, "", "", "মায়ের সঙ্গে কথা হয়েছে।"))
        if request.status != Status.NEW:
            told.append((person, EventKind.STATUS, Status.NEW, request.status, ""))
        if request.erased_at:
            told.append((None, EventKind.ERASED, "", "", ""))
        at = request.received_at
        step = (self.now - at) / 40 if request.status in CLOSED else timedelta(minutes=7)
        stored_as = connection.ops.adapt_datetimefield_value
        return [
            (request.pk, stored_as(min(at + step * place, self.now)), "", *event)
            for place, event in enumerate(told)
        ]

    def mails(self, request: AppointmentRequest) -> list[Message]:
        """One to whoever has an address; the newest ones wait or do not get through."""
        if not request.email:
            return []
        words = {"recipient": request.email, "language": "bn", "template": Template.RECEIVED}
        at = request.received_at
        sent = {"state": State.SENT, "sent_at": at, "attempts": 1}
        if request.closed_at is None and self.dice.random() < 0.1:
            sent = {"error": self.dice.choice(("", "timeout")), "attempts": 1}
        return [Message(request=request, created_at=at, next_try_at=at, **words, **sent)]
