"""The service worker's answer: what it keeps, when it is another one, what it weighs."""

import gzip
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as project
from django.utils import timezone

from pages import offline_reading
from pages.models import Article, Section, StarterEntry
from tests.makers import make_article, make_clinic, make_user
from tests.page import links, parse, texts, values
from tests.weigh.budgets import KB

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
SITE = project.BASE_DIR / "static" / "site"
NAME_IN_HEADER = 99  # bytes, at most, that Django adds at random to what it compresses

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    """The warning signs."""
    article = make_article(slug="warning-signs", title_en="Warning signs", title_bn="লক্ষণ")
    for code in ("bn", "en"):
        StarterEntry.objects.create(path=f"{code}/tumours/warning-signs.md", article=article)
    return article


def script(client) -> str:
    return client.get("/sw.js").content.decode()


def kept(client) -> dict:
    return json.JSONDecoder().raw_decode(script(client).partition(" = ")[2])[0]


def pages(client, language: str) -> list[str]:
    return kept(client)["pages"][language]


def packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6))


# What is kept


@pytest.mark.parametrize("language", ["bn", "en"])
def test_home_contact_and_warning_signs_are_kept(client, article, language):
    paths = ["offline/", "", "contact/", "tumours/warning-signs/"]
    assert pages(client, language) == [f"/{language}/{path}" for path in paths]


def test_warning_signs_that_moved_are_kept_where_they_are(client, article):
    Section.objects.update(slug="lumps")
    Article.objects.update(slug="signs")
    assert pages(client, "bn")[3:] == ["/bn/lumps/signs/"]


def test_warning_signs_are_kept_only_where_they_are_public(client, article):
    Article.objects.update(published_at_en=None)
    assert (pages(client, "bn")[3:], pages(client, "en")[3:]) == (
        ["/bn/tumours/warning-signs/"],
        [],
    )


def test_without_warning_signs_the_rest_is_kept(client):
    assert pages(client, "bn") == ["/bn/offline/", "/bn/", "/bn/contact/"]


def test_the_note_is_in_the_language_of_the_page(client):
    assert kept(client)["notes"] == {
        "bn": "এখন ইন্টারনেট নেই। পাতাটি {day} তারিখের।",
        "en": "You are offline. This page is from {day}.",
    }


# When browsers install it anew


@pytest.fixture
def clock(monkeypatch) -> list[datetime]:
    """The last of these is now."""
    moments = [NOW]
    monkeypatch.setattr(timezone, "now", lambda: moments[-1])
    return moments


def test_it_stays_the_same_for_the_day(client, article, clock):
    before = client.get("/sw.js")
    clock.append(NOW + timedelta(hours=13, minutes=59))
    after = client.get("/sw.js", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 304


@pytest.mark.usefixtures("clock")
def test_it_is_the_same_for_readers_of_both_languages(client, article):
    answers = [client.get("/sw.js", headers={"Accept-Language": code}) for code in ("bn", "en")]
    assert answers[0].content == answers[1].content


def test_it_is_another_one_on_the_next_day(client, clock):
    before = kept(client)
    clock.append(NOW + timedelta(hours=14))  # midnight in Dhaka
    after = kept(client)
    assert (after["version"] == before["version"], after["pages"]) == (False, before["pages"])


@pytest.mark.usefixtures("clock")
def test_it_is_another_one_when_the_article_was_saved(client, article):
    before = kept(client)["version"]
    article.body_bn = "<p>ঠিক করা লেখা</p>"
    article.save()
    assert kept(client)["version"] != before


def test_it_is_another_one_when_the_clinic_has_another_phone(client, clock):
    clinic = make_clinic()
    before = kept(client)["version"]
    clock.append(NOW + timedelta(minutes=1))
    clinic.phone = "01812-345678"
    clinic.save()
    assert kept(client)["version"] != before


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("name", ["site.css", "reading.js", "saved.js", "kite.svg"])
def test_it_is_another_one_when_a_file_of_the_frame_has_changed(client, monkeypatch, name):
    before = kept(client)["version"]
    monkeypatch.setattr(
        offline_reading, "static", lambda path: f"/static/{path.replace(name, 'changed')}"
    )
    assert kept(client)["version"] != before


# How it is sent


@pytest.mark.parametrize("is_on", [True, False])
def test_browsers_ask_for_it_each_time_and_take_it_for_a_script(client, settings, is_on):
    settings.OFFLINE_READING = is_on
    response = client.get("/sw.js")
    headers = ("Content-Type", "Cache-Control")
    assert [response.headers[name] for name in headers] == ["text/javascript", "no-cache"]


def test_it_weighs_at_most_one_and_a_half_kilobytes(client, article):
    text = script(client)
    assert len(gzip.compress(text.encode(), 6)) + NAME_IN_HEADER <= 1.5 * KB
    assert "{#" not in text


def test_the_scripts_of_a_page_weigh_at_most_three_kilobytes():
    weights = {path.name: packed(path) for path in SITE.glob("*.js")}
    everywhere = weights.pop("reading.js")
    assert weights.keys() == {"form.js", "saved.js"}  # never both
    assert everywhere + max(weights.values()) <= 3 * KB


# Switched off


def test_switched_off_it_keeps_nothing_and_goes(client, settings):
    settings.OFFLINE_READING = False
    text = script(client)
    assert ("registration.unregister()" in text, "fetch" in text) == (True, False)


@pytest.mark.parametrize(("is_on", "address"), [(True, "/sw.js"), (False, None)])
@pytest.mark.parametrize("path", ["", "contact/", "tumours/kidney/", "appointment/"])
def test_pages_start_it_unless_it_is_switched_off(client, settings, path, is_on, address):
    make_article()
    settings.OFFLINE_READING = is_on
    page = parse(client.get(f"/bn/{path}"))
    [tag] = [each for each in page.iter("script") if "reading" in each.get("src", "")]
    assert tag.get("data-worker") == address


# The page of what is kept

CARDS = ".//main/ul[@class='cards']//a"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("bn", ["লক্ষণ", "প্রথম দিন যা হয়", "যোগাযোগ"]),
        ("en", ["Warning signs", "At the first visit", "Contact"]),
    ],
)
def test_it_leads_to_what_can_be_read_and_tells_the_phone(client, article, language, words):
    make_clinic()
    page = parse(client.get(f"/{language}/offline/"))
    paths = ["tumours/warning-signs/", "#first-visit", "contact/"]
    assert values(page, CARDS, "href") == [f"/{language}/{path}" for path in paths]
    assert texts(page, CARDS) == words
    assert "tel:01712345678" in dict(links(page, "phone"))
    assert values(page, ".//meta[@name='robots']", "content") == ["noindex"]


def test_it_leaves_out_warning_signs_that_are_not_public(client, article):
    Article.objects.update(published_at_en=None)
    page = parse(client.get("/en/offline/"))
    assert values(page, CARDS, "href") == ["/en/#first-visit", "/en/contact/"]


# The tools of an article


def test_no_tool_is_seen_before_a_script_shows_it(client):
    make_article()
    page = parse(client.get("/en/tumours/kidney/"))
    [tools] = page.findall(".//div[@class='tools']")
    shown = [each for each in tools if each.tag in ("a", "button") and each.get("hidden") is None]
    assert shown == []
    assert texts(tools, "button") == [
        *("Listen", "Pause", "Stop", "Save on this phone", "Remove from this phone"),
        *("Share", "Copy the link"),
    ]
    assert set(values(tools, "button", "type")) == {"button"}


def test_an_article_that_is_not_public_cannot_be_saved(client):
    link = make_article().preview_links.create(made_by=make_user())
    page = parse(client.get(f"/en/preview/{link.token}/"))
    assert page.findall(".//div[@class='tools']") == []
