"""The sitemap: what can be read, in which languages, since when."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from pages.models import Article, Clinic, GlossaryTerm, Section
from tests.makers import make_article, make_clinic, make_section, make_term

SITE = "http://127.0.0.1:8000"
NAMES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}

pytestmark = pytest.mark.django_db


def read(client) -> dict[str, tuple]:
    """Path → (language → path, date of the last change)."""
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314  our own
    found = {}
    for url in tree.findall("map:url", NAMES):
        address = url.findtext("map:loc", namespaces=NAMES)
        assert address.startswith(f"{SITE}/")
        assert address.removeprefix(SITE) not in found
        versions = {
            link.get("hreflang"): link.get("href").removeprefix(SITE)
            for link in url.findall("xhtml:link", NAMES)
        }
        changed = url.findtext("map:lastmod", namespaces=NAMES)
        found[address.removeprefix(SITE)] = (versions, changed)
    return found


def both(path: str) -> dict[str, str]:
    return {"bn": f"/bn/{path}", "en": f"/en/{path}", "x-default": f"/bn/{path}"}


PLAIN = {
    f"/{code}/{path}": (both(path), None)
    for path in ("", "glossary/", "contact/", "privacy/", "appointment/")
    for code in ("bn", "en")
}


def test_the_pages_that_are_always_there(client):
    assert read(client) == PLAIN


def on(day: int) -> datetime:
    return datetime(2026, 1, day, 4, tzinfo=UTC)


def changed(client) -> dict[str, str | None]:
    """The date of the last change by path, which both languages share."""
    dates = {path: date for path, (_versions, date) in read(client).items()}
    bengali = {path[3:]: date for path, date in dates.items() if path.startswith("/bn")}
    assert {path[3:]: date for path, date in dates.items() if path.startswith("/en")} == bengali
    return bengali


def test_sections_and_articles_in_both_languages(client):
    make_article()
    Section.objects.update(changed_at=None)
    Article.objects.update(changed_at=on(2))
    assert read(client) == PLAIN | {
        f"/{code}/{path}": (both(path), "2026-01-02")
        for path in ("tumours/", "tumours/kidney/")
        for code in ("bn", "en")
    }


def test_a_page_was_changed_when_the_newest_of_what_it_shows_was(client):
    make_clinic()
    make_term(term_en="A")
    newest = make_term(term_en="B")
    make_article()
    GlossaryTerm.objects.update(changed_at=on(1))
    GlossaryTerm.objects.filter(pk=newest.pk).update(changed_at=on(2))
    Clinic.objects.update(changed_at=on(3))
    Section.objects.update(changed_at=on(5))
    Article.objects.update(changed_at=on(4))
    dates = {
        "/glossary/": "2026-01-02",
        "/contact/": "2026-01-03",
        "/privacy/": "2026-01-03",
        "/tumours/kidney/": "2026-01-04",
        "/": "2026-01-05",
        "/tumours/": "2026-01-05",
        "/appointment/": None,  # made of code alone
    }
    assert changed(client) == dates
    Clinic.objects.update(changed_at=on(6))
    Article.objects.update(changed_at=on(7))
    dates |= dict.fromkeys(("/contact/", "/privacy/", "/"), "2026-01-06")
    assert changed(client) == dates | dict.fromkeys(("/tumours/", "/tumours/kidney/"), "2026-01-07")


def test_a_draft_does_not_make_its_section_newer(client):
    section = make_section()
    make_article(section, published_at_bn=None, published_at_en=None)
    Section.objects.update(changed_at=on(1))
    Article.objects.update(changed_at=on(2))
    assert changed(client)["/tumours/"] == "2026-01-01"


@pytest.mark.parametrize("make", [make_clinic, make_section, make_term])
def test_saving_a_row_is_a_change(make):
    row = make()
    type(row).objects.update(changed_at=on(1))
    row.save()
    row.refresh_from_db()
    assert row.changed_at > on(2)


@pytest.mark.parametrize(
    ("published", "versions"),
    [
        (
            {"published_at_en": None},
            {"bn": "/bn/tumours/kidney/", "x-default": "/bn/tumours/kidney/"},
        ),
        ({"published_at_bn": None}, {"en": "/en/tumours/kidney/"}),
    ],
)
def test_an_article_in_one_language_is_listed_in_that_one(client, published, versions):
    make_article(**published)
    listed = {path: found for path, (found, _date) in read(client).items() if "kidney" in path}
    assert listed == {versions.get("bn") or versions["en"]: versions}


def test_what_cannot_be_read_is_not_listed(client):
    later = timezone.now() + timedelta(days=1)
    section = make_section(title_bn="", title_en="")
    Section.objects.update(changed_at=None)
    make_article(section, slug="draft", published_at_bn=None, published_at_en=None)
    make_article(section, slug="later", published_at_bn=later, published_at_en=later)
    assert read(client) == PLAIN


def test_a_section_in_one_language_is_listed_in_that_one(client):
    make_section(title_en="")
    listed = {path: found for path, (found, _date) in read(client).items() if path not in PLAIN}
    assert listed == {"/bn/tumours/": {"bn": "/bn/tumours/", "x-default": "/bn/tumours/"}}
