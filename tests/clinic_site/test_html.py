"""Every page that a family can meet is HTML5 to the letter, and can be heard, in both languages."""

from pathlib import Path

import pytest
from django.conf import settings

from pages.languages import CODES
from tests.page import Element, lost_names, misread, parse, skipping_headings, text, texts

TEMPLATES = settings.BASE_DIR / "templates"
STAFFS = ("admin", "registration", "styleguide.html")
STATUS = {
    "400": 400,
    "403": 403,
    "403, staff": 403,
    "404": 404,
    "500": 500,
    "503": 503,
    "503 with answers": 503,
    "preview ended": 404,
    "received, long ago": 410,
    "withdrawn": 410,
}
# Pages of a broken server keep to what has to be said.
ALONE = ("400", "500", "503", "503 with answers")
LANDMARKS = ("header", "main", "footer")

pytestmark = pytest.mark.django_db
both_languages = pytest.mark.parametrize("language", CODES)


def for_families(path: Path) -> bool:
    return path.relative_to(TEMPLATES).parts[0] not in STAFFS


@both_languages
def test_every_page_is_html_to_the_letter(family_pages, language):
    pages = family_pages[language]
    assert {name: page.status_code for name, page in pages.items()} == {
        name: STATUS.get(name, 200) for name in pages
    }
    titles = []
    for name, response in pages.items():
        page = parse(response)  # raises on markup that is not HTML5
        assert (name, page.get("lang")) == (name, language)
        assert (name, lost_names(page)) == (name, [])
        titles.append(text(page.find("head/title")))
    assert all(titles)
    # And no template is left out.
    rendered = {each.name for response in pages.values() for each in response.templates}
    wanted = {
        str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html") if for_families(path)
    }
    assert wanted - rendered == set()


@both_languages
def test_every_page_can_be_heard(family_pages, language):
    for name, response in family_pages[language].items():
        page = parse(response)
        assert (name, misread(page)) == (name, [])
        assert (name, len(texts(page, ".//h1")), skipping_headings(page)) == (name, 1, [])
        landmarks = ["main"] if name in ALONE else list(LANDMARKS)
        assert (name, [each.tag for each in page.find("body") if each.tag in LANDMARKS]) == (
            name,
            landmarks,
        )
        names = nav_names(page)
        assert (name, all(names), len(set(names))) == (name, True, len(names))


def nav_names(page: Element) -> list[str | None]:
    """What tells the navigation lists of the page apart."""
    ids = {each.get("id"): text(each) for each in page.iter()}
    navs = page.iter("nav")
    return [each.get("aria-label") or ids[each.get("aria-labelledby")] for each in navs]
