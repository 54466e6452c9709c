"""Managers at work by keyboard: the order of sections and people, and the forms beside it."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from pages.models import Section, TeamMember
from tests.browser.login import manager_page
from tests.makers import make_clinic, make_person, make_section, make_term

SECTIONS = ("tumours", "surgery", "team")


@pytest.fixture
def rows(transactional_db) -> None:
    make_clinic()
    make_term()
    for number, slug in enumerate(SECTIONS, start=1):
        make_section(slug, position=number, title_en=slug.title())
        make_person(position=number, name_en=f"Dr {slug.title()}")


@pytest.fixture(params=["light", "dark"])
def small_page(
    browser: Browser, live_server, rows, request: pytest.FixtureRequest
) -> Iterator[Page]:
    small = {"viewport": {"width": 360, "height": 740}, "color_scheme": request.param}
    page = manager_page(browser, live_server.url, **small)
    yield page
    page.context.close()


def arrow(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def press(page: Page, key: str, then: str) -> None:
    """Presses a key on what has the focus, and waits until the site has said so."""
    page.keyboard.press(key)
    expect(page.locator(".messagelist")).to_have_text(then)


@pytest.mark.parametrize(
    ("path", "before", "model"),
    [("/admin/pages/section/", "", Section), ("/admin/pages/teammember/", "Dr ", TeamMember)],
)
def test_rows_are_put_in_order_by_keyboard_and_the_focus_stays(
    browser: Browser, live_server, rows, path, before, model
) -> None:
    page = manager_page(browser, live_server.url)
    page.goto(path)
    name, first = f"{before}Tumours", model.objects.first()
    expect(arrow(page, f"Move up: {name}")).to_be_disabled()
    page.locator("#result_list tbody tr").first.get_by_role("link").focus()
    page.keyboard.press("Tab")  # the arrow up cannot be pressed, and is passed over
    expect(arrow(page, f"Move down: {name}")).to_be_focused()

    press(page, "Enter", f"“{name}” moved down. It is now number 2 of 3.")
    expect(arrow(page, f"Move down: {name}")).to_be_focused()
    press(page, "Space", f"“{name}” moved down. It is now number 3 of 3.")
    # It cannot go further down: the arrow up of the same row is next.
    expect(arrow(page, f"Move down: {name}")).to_be_disabled()
    expect(arrow(page, f"Move up: {name}")).to_be_focused()
    assert model.objects.last().pk == first.pk

    press(page, "Enter", f"“{name}” moved up. It is now number 2 of 3.")
    expect(arrow(page, f"Move up: {name}")).to_be_focused()
    press(page, "Enter", f"“{name}” moved up. It is now number 1 of 3.")
    expect(arrow(page, f"Move down: {name}")).to_be_focused()
    page.context.close()


def test_a_narrowed_list_stays_narrowed(browser: Browser, live_server, rows) -> None:
    page = manager_page(browser, live_server.url)
    page.goto("/admin/pages/section/?q=surgery")
    arrow(page, "Move up: Surgery").click()
    expect(arrow(page, "Move down: Surgery")).to_be_focused()
    assert page.url.partition("?")[2].partition("#")[0] == "q=surgery"
    assert Section.objects.first().slug == "surgery"
    page.context.close()


def test_lists_and_forms_are_accessible_on_a_phone(small_page: Page) -> None:
    for path in (
        *("section/", "section/add/", f"section/{Section.objects.first().pk}/change/"),
        *("teammember/", "teammember/add/"),
        f"teammember/{TeamMember.objects.first().pk}/change/",
        *("glossaryterm/", "glossaryterm/add/"),
    ):
        small_page.goto(f"/admin/pages/{path}", wait_until="load")
        # To read the style sheets that the forms' one imports, axe would write one into the page.
        results = Axe().run(small_page, options={"preload": False})
        violations = results.response["violations"]
        found = [f"{each['id']}: {each['nodes'][0]['html']}" for each in violations]
        assert (path, found) == (path, [])
        assert (path, small_page.evaluate("document.documentElement.scrollWidth")) == (path, 360)


def test_arrows_are_wide_enough_for_a_thumb(small_page: Page) -> None:
    small_page.goto("/admin/pages/section/")
    for name in ("Move down: Tumours", "Move up: Surgery"):
        box = arrow(small_page, name).bounding_box()
        assert (box["width"] >= 44, box["height"] >= 44) == (True, True)
