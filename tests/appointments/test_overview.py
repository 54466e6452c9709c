"""The figures of the start page: what waits, and the last twelve weeks."""

from datetime import UTC, date, datetime, timedelta
from unittest import mock

import pytest
from django.test import Client, override_settings
from django.utils import timezone
from django.utils.translation import override

from appointments import overview
from appointments.models import AppointmentRequest, Priority
from appointments.templatetags.overview import span
from clinic_site.groups import APPOINTMENT_STAFF, EDITORS, MANAGERS
from tests.makers import make_article, make_request, make_user
from tests.page import has_class, parse, text, texts

pytestmark = pytest.mark.django_db

SVG = "{http://www.w3.org/2000/svg}"
NOON = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # in Dhaka, a Monday


@pytest.fixture
def _noon():
    with mock.patch("django.utils.timezone.now", return_value=NOON):
        yield


def at(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


def make_all(mine) -> None:
    """Some of everything that the page can count, and of what it must not."""
    base = {"received_at": at(-5), "next_action_at": at(-1)}
    make_request(**base, priority=Priority.EMERGENCY, assigned_to=mine)
    later = {"received_at": at(-5), "next_action_at": at(3), "assigned_to": mine}
    make_request(**later, priority=Priority.EMERGENCY, status="contacted")
    make_request(**later, status="withdrawn")
    make_request(**base, answer_due=at(-2), assigned_to=make_user("gone", is_active=False))
    make_request(**base, status="withdrawn", assigned_to=make_user("mina", APPOINTMENT_STAFF))
    for _number in range(2):
        make_request(**base, suspicious=True, answer_due=at(2))
    visits = {"today": 2, "tomorrow": 20, "tomorrow, reminded": 21, "in three days": 70}
    for name, hours in visits.items():
        make_request(
            received_at=at(-5), status="scheduled", visit_at=at(hours), next_action_at=at(hours),
            reminded_of=at(hours) if "reminded" in name else None,
        )  # fmt: skip
    make_request(received_at=at(-5), status="attended", visit_at=at(-2), closed_at=at(-1))
    make_request(received_at=at(-24 * 181), next_action_at=at(3))
    make_request(received_at=at(-24 * 900), status="answered", closed_at=at(-24 * 800))
    make_request(received_at=at(-5), status="answered", closed_at=at(-1))
    make_request(
        received_at=at(-24 * 900), status="answered", closed_at=at(-24 * 800), hold=True
    )  # fmt: skip
    failing = make_request(received_at=at(-5), status="answered", closed_at=at(-1))
    for error in ("timeout", ""):  # the second waits for its first try
        failing.messages.create(
            template="received", language="bn", recipient="a@example.com", error=error
        )


@pytest.mark.usefixtures("_noon")
def test_each_line_counts_what_its_link_shows():
    boss = make_user("boss", MANAGERS)
    make_all(boss)
    client = Client()
    client.force_login(boss)
    with override("en"):
        needs = overview.needs_of(boss)
    assert [(need.number, need.words, need.urgent) for need in needs] == [
        (1, "emergency", True),
        (1, "call that is late", True),
        (1, "in my hands, to call now", False),
        (1, "in nobody's hands, to call now", False),
        (1, "withdrawn, to confirm by phone", False),
        (2, "perhaps automatic, to check", False),
        (1, "visit today", False),
        (1, "for tomorrow, not reminded yet", False),
        (1, "mail that does not get through", False),
        (1, "open for more than 180 days", False),
        (1, "settled so long ago that the time to erase has come", False),
    ]
    for need in needs:
        table = next(
            each
            for each in parse(client.get(need.address)).iter("table")
            if each.get("id") == "result_list"
        )
        assert (need.words, len(table.find("tbody"))) == (need.words, need.number)


@pytest.mark.usefixtures("_noon")
def test_nurse_is_not_asked_to_erase():
    nurse = make_user("nurse", APPOINTMENT_STAFF)
    make_all(nurse)
    with override("en"):
        words = [need.words for need in overview.needs_of(nurse)]
    assert [each for each in words if "180" in each or "erase" in each] == []


@pytest.mark.parametrize("language", ["en", "bn"])
def test_without_anything_to_do_the_page_says_so_kindly(language, client):
    client.force_login(make_user("nurse", APPOINTMENT_STAFF, language=language))
    words = {"en": "Nobody waits for us now. Well done.", "bn": "এখন কেউ আমাদের অপেক্ষায় নেই। খুব ভালো।"}
    assert words[language] in text(parse(client.get("/admin/")))


def test_editor_reads_of_articles_and_of_no_request(client):
    make_request(priority=Priority.EMERGENCY, child_name="CanaryChild")
    make_article()
    make_article(slug="draft", published_at_bn=None, published_at_en=None)
    client.force_login(make_user("editor", EDITORS))
    page = text(parse(client.get("/admin/")))
    assert "1 public article awaits review by the clinic's doctors" in page
    assert [word for word in ("emergenc", "request", "Canary", "weeks") if word in page] == []


# The last weeks


@pytest.mark.parametrize(
    ("values", "rank", "result"),
    [
        ([], 50, None),
        ([7], 50, 7),
        ([7], 90, 7),
        ([1, 2], 50, 1),
        ([3, 1, 2], 50, 2),
        ([*range(1, 6)], 50, 3),
        ([*range(1, 11)], 50, 5),
        ([*range(1, 11)], 90, 9),
        ([*range(1, 12)], 90, 10),
    ],
)
def test_percentile_is_the_nearest_rank(values, rank, result):
    hours = [timedelta(hours=value) for value in values]
    expected = None if result is None else timedelta(hours=result)
    assert overview.percentile(hours, rank) == expected


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 11, 20), date(2026, 8, 29)),  # a Friday: the last day of its week
        (date(2026, 11, 21), date(2026, 9, 5)),  # a Saturday: a week begins
        (date(2026, 11, 27), date(2026, 9, 5)),
    ],
)
def test_twelve_weeks_begin_on_a_saturday(today, first):
    assert overview.first_day(today) == first


@pytest.mark.usefixtures("_noon")
def test_request_counts_in_the_week_of_the_clinics_clock():
    midnight = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)  # Saturday begins in Dhaka
    make_request(received_at=midnight - timedelta(minutes=1))
    make_request(received_at=midnight)
    make_request(received_at=datetime(2026, 9, 4, 17, 59, tzinfo=UTC))  # a minute too old
    make_request(received_at=datetime(2026, 9, 4, 18, 0, tzinfo=UTC))
    weeks = overview.figures().weeks
    assert [week.requests for week in weeks] == [1, *[0] * 9, 1, 1]
    assert weeks[-1].first == date(2026, 11, 21)


@override_settings(TIME_ZONE="Europe/London")
def test_weeks_are_whole_where_clocks_change():
    with timezone.override("Europe/London"), mock.patch(
        "django.utils.timezone.now", return_value=datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    ):  # fmt: skip
        make_request(received_at=datetime(2026, 10, 23, 22, 59, tzinfo=UTC))  # Friday, 23:59
        make_request(received_at=datetime(2026, 10, 30, 23, 59, tzinfo=UTC))  # after the change
        make_request(received_at=datetime(2026, 10, 31, 0, 0, tzinfo=UTC))
        counts = {week.first: week.requests for week in overview.figures().weeks if week.requests}
    assert counts == {date(2026, 10, 17): 1, date(2026, 10, 24): 1, date(2026, 10, 31): 1}


@pytest.mark.usefixtures("_noon")
def test_times_are_of_those_who_were_reached_and_the_others_are_counted_beside():
    make_request(received_at=at(-20), page_language="en")
    for hours in range(1, 11):
        make_request(received_at=at(-20), first_reached_at=at(-20 + hours), concern="lump")
    figures = overview.figures()
    last = figures.weeks[-1]
    assert (last.requests, last.reached) == (11, 10)
    assert (last.median, last.ninetieth) == (timedelta(hours=5), timedelta(hours=9))
    assert figures.weeks[0].median is None
    assert [number for _label, number in figures.by_concern] == [10, 1]
    assert [number for _label, number in figures.by_language] == [10, 1]


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=20), "1 minute"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(hours=3), "3 hours"),
        (timedelta(hours=3, minutes=59, seconds=59), "3 hours 59 minutes"),
        (timedelta(hours=47, minutes=1), "47 hours 1 minute"),
        (timedelta(days=2, minutes=59), "2 days"),
        (timedelta(days=2, hours=5, minutes=30), "2 days 5 hours"),
    ],
)
def test_time_is_told_in_its_two_largest_units(length, words):
    with override("en"):
        told = span(length)
    assert told.replace("\N{NO-BREAK SPACE}", " ") == words


def test_number_stays_beside_its_unit_where_a_time_breaks():
    with override("en"):
        assert span(timedelta(hours=3, minutes=20)).split(" ") == [
            "3\N{NO-BREAK SPACE}hours",
            "20\N{NO-BREAK SPACE}minutes",
        ]


@pytest.mark.usefixtures("_noon")
def test_figures_stand_in_a_table_in_bengali_digits(client):
    for hours in (1, 3 + 20 / 60):
        make_request(received_at=at(-20), first_reached_at=at(-20 + hours))
    client.force_login(make_user("nurse", APPOINTMENT_STAFF, language="bn"))
    page = parse(client.get("/admin/"))
    (weeks,) = (each for each in page.iter("details") if each.find(".//caption") is not None)
    *_others, last = ([text(cell) for cell in row] for row in weeks.find(".//tbody"))
    assert last == ["২১ নভেম্বর ২০২৬ (এখনো চলছে)", "২", "২", "১ ঘণ্টা", "৩ ঘণ্টা ২০ মিনিট"]
    charts = [each for each in page.iter(f"{SVG}svg") if each.get("role") == "img"]
    assert len(charts) == 2
    assert "২" in texts(charts[0], f"{SVG}text")
    assert texts(charts[1], f"{SVG}text")[0] == "৩ ঘণ্টা ২০ মিনিট"  # how high its bars may be
    tables = [each for each in page.iter("table") if has_class(each, "lying")]
    assert [texts(each, "caption") for each in tables] == [["কোন সমস্যা নিয়ে"], ["কোন ভাষায়"]]


def test_page_asks_as_often_for_many_requests_as_for_none(client, django_assert_num_queries):
    boss = make_user("boss", MANAGERS)
    client.force_login(boss)
    client.get("/admin/")
    with django_assert_num_queries(23):
        client.get("/admin/")
    first = make_request()
    row = AppointmentRequest.objects.filter(pk=first.pk).values().get()
    del row["id"]
    AppointmentRequest.objects.bulk_create(
        AppointmentRequest(**row | {"reference": f"{number:08}", "submission_key": str(number)})
        for number in range(1000)
    )
    with django_assert_num_queries(23):
        client.get("/admin/")
