"""Every page that a family can meet is HTML5 to the letter, in both languages."""

from pathlib import Path

import pytest
from django.conf import settings

from tests.clinic_site.family_pages import every_page
from tests.page import lost_names, misread, parse, text

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


def for_families(path: Path) -> bool:
    return path.relative_to(TEMPLATES).parts[0] not in STAFFS


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["bn", "en"])
def test_every_page_is_html_to_the_letter(language):
    pages = every_page(language)
    assert {name: page.status_code for name, page in pages.items()} == {
        name: STATUS.get(name, 200) for name in pages
    }
    titles = []
    for name, response in pages.items():
        page = parse(response)  # raises on markup that is not HTML5
        assert (name, page.get("lang")) == (name, language)
        assert (name, lost_names(page)) == (name, [])
        assert (name, misread(page)) == (name, [])
        titles.append(text(page.find("head/title")))
    assert all(titles)
    # And no template is left out.
    rendered = {each.name for response in pages.values() for each in response.templates}
    wanted = {
        str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html") if for_families(path)
    }
    assert wanted - rendered == set()
