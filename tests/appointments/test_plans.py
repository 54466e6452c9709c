"""More requests take no more queries, and no page reads a whole table for them."""

from datetime import UTC, datetime
from unittest import mock

import pytest
from django.db import connection

from appointments.models import AppointmentRequest, Event, Message, SearchKey
from clinic_site.groups import APPOINTMENT_STAFF, MANAGERS
from tests.bench import plans, rows
from tests.bench.pages import MANAGER, NURSE, Desk, Page, pages
from tests.makers import make_clinic, make_user

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # in Dhaka, a Monday


@pytest.fixture
def staff():
    make_clinic()
    make_user(MANAGER, MANAGERS)
    with mock.patch("django.utils.timezone.now", return_value=NOON):
        _as_if_large()
        yield [make_user(NURSE, APPOINTMENT_STAFF), make_user("mina", APPOINTMENT_STAFF)]


def _as_if_large() -> None:
    """PostgreSQL reads small tables whole even where an index could help."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")


def asked_of(looked_at: list[Page]) -> dict[str, list[plans.Query]]:
    """What each page asks of the database."""
    desk, queries = Desk(), {}
    for page in looked_at:
        with plans.asked() as queries[page.name]:
            desk.open(page)
    return queries


def numbers(count: int, staff: list) -> dict[str, int]:
    """How many queries each page takes when there are so many requests."""
    AppointmentRequest.objects.all().delete()
    rows.make(count, staff)
    return {name: len(queries) for name, queries in asked_of(pages()).items()}


def test_pages_ask_as_often_for_300_requests_as_for_three(staff):
    numbers(3, staff)  # from now on it is known what kinds of rows there are
    few = numbers(3, staff)
    assert (numbers(300, staff), min(few.values())) == (few, 5)


def test_no_page_reads_a_whole_table(staff):
    rows.make(300, staff)
    queries = asked_of([page for page in pages() if not page.reads_all])
    whole = {name: plans.whole_reads(each, plans.planned) for name, each in queries.items()}
    assert {name: found for name, found in whole.items() if found} == {}


@pytest.mark.parametrize(
    "rows_of",
    [
        lambda: AppointmentRequest.objects.filter(district="ঢাকা"),
        lambda: AppointmentRequest.objects.order_by("child_name")[:5],
        lambda: Event.objects.filter(text="ঢাকা"),
        lambda: Message.objects.filter(text="ঢাকা").order_by(),
        lambda: SearchKey.objects.filter(key__contains="ঢাকা"),
    ],
)
def test_whole_read_is_found_and_told_without_what_was_looked_for(rows_of, staff):
    rows.make(300, staff)
    with plans.asked() as queries:
        list(rows_of())
    (found,) = plans.whole_reads(queries, plans.planned)
    assert "ঢাকা" not in found


def test_walk_that_ends_after_a_page_is_no_whole_read(staff):
    rows.make(300, staff)
    with plans.asked() as queries:
        list(AppointmentRequest.objects.order_by("-pk")[:50])
        AppointmentRequest.objects.values("pk")[:50].count()
        list(AppointmentRequest.objects.open())
    assert (len(queries), plans.whole_reads(queries, plans.planned)) == (3, [])
