"""Every page that a family can meet, in a real browser: for those who see, hear or move otherwise.

The pages are rendered beforehand and handed to the browser, so that none waits for a server.
"""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Browser, Page, Route, expect

from pages.languages import CODES
from tests.browser import accessible

pytestmark = pytest.mark.django_db

# 320 × 256 is what a window of 1280 × 1024 shows at 400 %.
SCREENS = [(320, 256), (768, 1024), (1280, 800)]
NAMES = [
    *("", "tumours/", "team/", "empty/", "glossary/", "contact/", "privacy/", "offline/"),
    *("article", "article#word-1", "preview", "only here", "withdrawn", "preview ended"),
    *("search", "found", "instead", "not found", "leads on"),
    *("form", "form with mistakes", "form with ticks"),
    *("received", "received, with a mistake", "received, long ago"),
    *("look-up", "look-up with mistakes", "new", "late", "scheduled", "cancelled", "cancel"),
    *("400", "403", "403, staff", "404", "500", "503", "503 with answers"),
]
every_name = pytest.mark.parametrize("name", NAMES)
both_languages = pytest.mark.parametrize("language", CODES)


@pytest.fixture
def open_page(browser: Browser, family_pages) -> Iterator[Callable[[str, str], Page]]:
    """Opens the page of that name in that language, with all that can be unfolded on it."""
    context = browser.new_context(
        base_url="http://localhost",
        viewport={"width": SCREENS[0][0], "height": SCREENS[0][1]},
        service_workers="block",
        reduced_motion="reduce",
    )
    page = context.new_page()

    def open_page(language: str, name: str) -> Page:
        name, _, part = name.partition("#")
        address = f"/{language}/"
        page.route("**/*", lambda route: answer(route, address, family_pages[language][name]))
        page.goto(f"{address}#{part}")
        page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
        return page

    yield open_page
    context.close()


def answer(route: Route, address: str, response: HttpResponse) -> None:
    path = urlsplit(route.request.url).path
    if path != address:
        response = Client().get(path)
    route.fulfill(
        status=response.status_code, headers=dict(response.headers), body=b"".join(response)
    )


def test_no_page_is_left_out(family_pages) -> None:
    names = {name.partition("#")[0] for name in NAMES}
    assert {code: set(pages) for code, pages in family_pages.items()} == dict.fromkeys(CODES, names)


@both_languages
@every_name
def test_page_is_accessible_on_every_screen_in_light_and_dark(open_page, language, name) -> None:
    page = open_page(language, name)
    found, widths = {}, []
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found[width, scheme] = accessible.violations(page)
        found[width, "targets"] = accessible.small_targets(page)
        widths.append(accessible.width(page))
    assert {where: problems for where, problems in found.items() if problems} == {}
    assert widths == [width for width, _ in SCREENS]
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@both_languages
@every_name
def test_enlarged_page_can_be_walked_and_keeps_its_width(open_page, language, name) -> None:
    page = open_page(language, name)
    assert accessible.hidden_stops(page) == []
    assert accessible.moving(page) == []
    assert accessible.spaced_width(page) == SCREENS[0][0]


@both_languages
def test_without_colours_of_its_own_a_page_is_still_clear(open_page, language) -> None:
    page = open_page(language, "article")
    page.emulate_media(forced_colors="active")
    boxes = accessible.care_boxes(page)
    assert (len(boxes), len(set(boxes.values()))) == (5, 5)
    assert accessible.hidden_stops(page) == []


@both_languages
@pytest.mark.parametrize(
    ("name", "panel"), [("", ".hero"), ("received", ".panel"), ("tumours/", ".help")]
)
def test_without_colours_of_its_own_a_panel_has_an_edge(open_page, language, name, panel) -> None:
    page = open_page(language, name)
    page.emulate_media(forced_colors="active")
    expect(page.locator(panel)).to_have_css("outline-style", "solid")


@both_languages
def test_on_paper_the_reference_is_dark_on_white_and_the_phone_stands_below(
    open_page, language
) -> None:
    page = open_page(language, "received")
    page.emulate_media(media="print", color_scheme="dark")
    for text in (".panel h1", ".reference"):
        expect(page.locator(text)).to_have_css("color", "rgb(0, 0, 0)")
    expect(page.locator(".panel")).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(page.locator(".help .phone")).to_be_visible()


@both_languages
@pytest.mark.parametrize("name", ["tumours/", "article", "contact/", "search"])
def test_in_the_wide_menu_the_place_one_is_at_is_marked(open_page, language, name) -> None:
    page = open_page(language, name)
    page.set_viewport_size({"width": 1280, "height": 800})
    lines = page.locator(".wide a").evaluate_all(
        "all => all.map((each) => getComputedStyle(each).textDecorationLine)"
    )
    assert sorted(set(lines)) == ["none", "underline"]
    assert lines.count("underline") == 1
