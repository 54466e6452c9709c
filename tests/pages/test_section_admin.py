"""Sections in the admin: both languages side by side, and on the site at once."""

import pytest

from clinic_site.groups import MANAGERS
from pages.drawings import OF_SECTIONS
from pages.models import Section
from tests.makers import make_section, make_user
from tests.page import parse, texts, values

SECTIONS = "/admin/pages/section/"
TEXTS = {"title_bn": "আশা", "title_en": "Hope", "intro_bn": "কথা", "intro_en": "Words"}

pytestmark = pytest.mark.django_db


def test_both_languages_stand_side_by_side_below_the_address(manager):
    form = manager.get(f"{SECTIONS}add/").context["adminform"]
    lines = [[field.field.name for field in line] for fieldset in form for line in fieldset]
    assert lines == [
        *(["slug"], ["title_bn", "title_en"], ["intro_bn", "intro_en"], ["drawing_name"])
    ]


def test_what_a_manager_writes_is_on_the_site_at_once(manager, client):
    def page(language: str, slug: str) -> tuple:
        found = parse(client.get(f"/{language}/{slug}/"))
        return texts(found, ".//h1"), texts(found, ".//p[@class='lead']")

    assert manager.post(f"{SECTIONS}add/", {"slug": "hope", **TEXTS}).status_code == 302
    assert page("bn", "hope") == (["আশা"], ["কথা"])
    path = f"{SECTIONS}{Section.objects.get().pk}/change/"
    manager.post(path, {"slug": "hope", **TEXTS, "title_en": "Hope again"})
    assert page("en", "hope") == (["Hope again"], ["Words"])
    assert "Hope again" in texts(parse(client.get("/en/")), ".//nav[@class='wide']//a")
    manager.post(path.replace("change", "delete"), {"post": "yes"})
    assert client.get("/en/hope/").status_code == 404


def test_its_drawing_is_chosen_by_its_looks_and_stays_when_the_address_changes(manager, client):
    form = parse(manager.get(f"{SECTIONS}add/"))
    pictures = values(form, ".//div[@id='id_drawing_name']//img", "src")
    assert [name.split("/")[-1] for name in pictures] == [f"{each}.svg" for each in OF_SECTIONS]
    manager.post(f"{SECTIONS}add/", {"slug": "hope", **TEXTS, "drawing_name": "scan"})
    path = f"{SECTIONS}{Section.objects.get().pk}/change/"
    kept = parse(manager.get(path)).find(".//input[@name='drawing_name'][@checked]").get("value")
    manager.post(path, {"slug": "future", **TEXTS, "drawing_name": kept})
    page = parse(client.get("/bn/future/"))
    assert "/static/drawings/scan.svg" in values(page, ".//img", "src")
    response = manager.post(path, {"slug": "future", **TEXTS, "drawing_name": "kidney"})
    assert response.context["adminform"].form.errors.keys() == {"drawing_name"}


@pytest.mark.parametrize(("language", "link"), [("bn", None), ("en", "/en/tumours/")])
def test_a_section_is_shown_on_the_site_in_the_language_of_whoever_asks(client, language, link):
    section = make_section(title_bn="")
    client.force_login(make_user("boss", MANAGERS, language=language))
    page = client.get(f"{SECTIONS}{section.pk}/change/")
    assert page.context.get("absolute_url") == link


def test_the_list_says_what_is_still_missing(manager):
    make_section("hope", **TEXTS | {"intro_en": "", "title_bn": None})
    make_section("tumours", position=1)
    page = parse(manager.get(SECTIONS))
    assert texts(page, ".//td[@class='field-missing']") == [
        "title (Bengali), introduction (English)",
        "-",
    ]
