"""The announcement: on its days, at the top of every page, broken ones too."""

from datetime import UTC, datetime

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from clinic_site.groups import MANAGERS
from pages.clinic import Clinic
from tests.makers import make_article, make_clinic, make_user
from tests.page import parse, text
from tests.pages.test_admin import PARTICULARS

CLINIC = "/admin/pages/clinic/1/change/"
WORDS = {"announcement_bn": "সোমবার বন্ধ।", "announcement_en": "Closed on Monday."}
PAGES = [
    *("", "tumours/", "tumours/kidney/", "contact/", "privacy/", "glossary/", "nowhere/"),
    *("appointment/", "appointment/status/", "appointment/received/x/"),
]

pytestmark = pytest.mark.django_db


@pytest.fixture
def set_clock(monkeypatch):
    """Says what the clinic's clock shows."""

    def at(local: str) -> None:
        moment = datetime.fromisoformat(f"{local}+06:00").astimezone(UTC)
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return at


def announced(client: Client, path: str = "/en/") -> list[str]:
    page = parse(client.get(path))
    return [text(each) for each in page.findall(".//aside[@class='announcement']")]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["bn", "en"])
def test_it_is_on_every_page_in_the_pages_language(client, language, path):
    make_article()
    make_clinic(**WORDS)
    expected = [WORDS[f"announcement_{language}"]]
    assert announced(client, f"/{language}/{path}") == expected


def test_it_stands_before_the_main_text_and_has_a_name_but_no_role(client):
    make_clinic(**WORDS)
    page = parse(client.get("/en/"))
    body = page.find("body")
    tags = [each.tag for each in body]
    assert tags.index("aside") < tags.index("main")
    assert body.find("aside").attrib == {"class": "announcement", "aria-label": "Announcement"}


@pytest.mark.parametrize("nothing", ["", None])
def test_without_words_in_a_language_nothing_is_there(client, nothing):
    make_clinic(announcement_bn="সোমবার বন্ধ।", announcement_en=nothing)
    assert (announced(client, "/bn/"), announced(client)) == (["সোমবার বন্ধ।"], [])


@pytest.mark.parametrize(
    ("now", "is_there"),
    [
        ("2026-11-22T23:59:59", False),
        ("2026-11-23T00:00:00", True),
        ("2026-11-24T23:59:59", True),
        ("2026-11-25T00:00:00", False),
    ],
)
def test_it_is_there_from_the_first_minute_to_the_last_of_its_days(
    client, set_clock, now, is_there
):
    make_clinic(**WORDS, announced_from="2026-11-23", announced_until="2026-11-24")
    set_clock(now)
    assert bool(announced(client)) == is_there


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({"announced_from": "2026-11-23"}, [False, True, True]),
        ({"announced_until": "2026-11-23"}, [True, True, False]),
        ({}, [True, True, True]),
    ],
)
def test_an_end_that_is_left_open_is_open(client, set_clock, days, expected):
    make_clinic(**WORDS, **days)
    found = []
    for day in (22, 23, 24):
        set_clock(f"2026-11-{day}T12:00:00")
        found.append(bool(announced(client)))
    assert found == expected


def test_no_page_that_shows_it_is_kept_beyond_its_last_day(client, set_clock):
    make_clinic(**WORDS, announced_until="2026-11-23")
    set_clock("2026-11-23T23:59:30")
    response = client.get("/en/")
    assert response.headers["Cache-Control"] == "public, max-age=30"


def test_a_broken_page_shows_what_the_process_last_knew_and_asks_nothing(
    monkeypatch, django_assert_num_queries
):
    make_clinic(**WORDS)
    client = Client(raise_request_exception=False)
    client.get("/en/")
    for error, status in ((ValueError, 500), (OperationalError, 503)):

        def broken(*_args, error=error, **_kwargs):
            raise error

        monkeypatch.setattr("pages.views.render", broken)
        with django_assert_num_queries(0):
            response = client.get("/en/")
        assert response.status_code == status
        page = parse(response)
        aside = page.findall(".//aside[@class='announcement']")
        assert [text(each) for each in aside] == ["Closed on Monday."]


def test_a_broken_page_of_a_process_that_knows_no_clinic_shows_none(monkeypatch):
    monkeypatch.setattr(Clinic, "last_known", None)
    monkeypatch.setattr("pages.views.render", None)
    response = Client(raise_request_exception=False).get("/en/")
    assert response.status_code == 500
    assert "announcement" not in response.content.decode()


def test_it_asks_the_database_nothing_of_its_own(client):
    make_clinic()
    with connection.execute_wrapper(counted := Counter()):
        client.get("/en/")
    before = counted.count
    Clinic.objects.update(**WORDS)
    with connection.execute_wrapper(counted):
        assert announced(client) == ["Closed on Monday."]
    assert counted.count == 2 * before


class Counter:
    count = 0

    def __call__(self, execute, *args):
        self.count += 1
        return execute(*args)


# The admin


@pytest.fixture
def manager() -> Client:
    client = Client()
    client.force_login(make_user("boss", MANAGERS))
    make_clinic()
    return client


@pytest.mark.parametrize("day", ["২৩/১১/২০২৬", "23/11/2026", "2026-11-23", "২০২৬-১১-২৩"])
def test_what_a_manager_announces_is_there_at_once_on_its_days(manager, client, set_clock, day):
    days = {"announced_from": day, "announced_until": day}
    assert manager.post(CLINIC, PARTICULARS | WORDS | days).status_code == 302
    set_clock("2026-11-22T12:00:00")
    assert announced(client) == []
    set_clock("2026-11-23T12:00:00")
    assert (announced(client, "/bn/"), announced(client)) == (
        ["সোমবার বন্ধ।"],
        ["Closed on Monday."],
    )
    assert manager.post(CLINIC, PARTICULARS).status_code == 302
    assert announced(client) == []


def test_days_in_the_wrong_order_are_refused(manager):
    days = {"announced_from": "24/11/2026", "announced_until": "23/11/2026"}
    response = manager.post(CLINIC, PARTICULARS | WORDS | days)
    assert response.context["adminform"].form.errors == {
        "announced_until": ["Enter the first day or a later one."]
    }
    assert not Clinic.objects.get().announcement_en


def test_the_form_is_parted_into_what_belongs_together(manager):
    page = parse(manager.get(CLINIC))
    headings = [text(each) for each in page.findall(".//fieldset//h2")]
    assert headings[:4] == [
        *("Announcement", "Name and contact", "Working hours and promises", "Privacy notice"),
    ]
    form = manager.get(CLINIC).context["adminform"]
    first = [[field.field.name for field in line] for line in next(iter(form))]
    assert first == [
        ["announcement_bn", "announcement_en"],
        ["announced_from", "announced_until"],
    ]
