"""The sitemap: what can be read, in which languages, since when."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from pages.models import Article
from tests.makers import make_article, make_section

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


def test_sections_and_articles_in_both_languages(client):
    article = make_article()
    Article.objects.filter(pk=article.pk).update(changed_at=datetime(2026, 1, 2, 4, tzinfo=UTC))
    assert read(client) == PLAIN | {
        f"/{code}/{path}": (both(path), changed)
        for path, changed in (("tumours/", None), ("tumours/kidney/", "2026-01-02"))
        for code in ("bn", "en")
    }


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
    make_article(section, slug="draft", published_at_bn=None, published_at_en=None)
    make_article(section, slug="later", published_at_bn=later, published_at_en=later)
    assert read(client) == PLAIN


def test_a_section_in_one_language_is_listed_in_that_one(client):
    make_section(title_en="")
    listed = {path: found for path, (found, _date) in read(client).items() if path not in PLAIN}
    assert listed == {"/bn/tumours/": {"bn": "/bn/tumours/", "x-default": "/bn/tumours/"}}
