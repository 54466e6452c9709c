"""“Where is the lump?” on a small phone: the numbers in the drawing are those of the list."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from playwright.sync_api import Browser, Page

from pages.body_map import PLACES
from pages.languages import CODES
from pages.models import Clinic
from pages.starter.loader import load

pytestmark = pytest.mark.django_db(transaction=True)

both_languages = pytest.mark.parametrize("language", CODES)
ADDRESSES = "(links) => links.map((each) => each.getAttribute('href'))"
# What shows in the middle of each mark leads to the mark's own address.
PRESSED = """(marks) => marks.map((each) => {
  each.scrollIntoView({ block: "center" });
  const { left, top, width, height } = each.getBoundingClientRect();
  return document.elementFromPoint(left + width / 2, top + height / 2).getAttribute("href");
})"""


@pytest.fixture
def page(browser: Browser, live_server) -> Iterator[Page]:
    load()
    Clinic.objects.update(phone="09610-123456")
    with browser.new_context(
        base_url=live_server.url, viewport={"width": 360, "height": 740}, service_workers="block"
    ) as context:
        yield context.new_page()


def list_numbers(page: Page) -> list[str]:
    """As the browser writes them before the items of the first numbered list of the page."""
    tools = page.context.new_cdp_session(page)
    nodes = tools.send("Accessibility.getFullAXTree")["nodes"]
    markers = [each["name"]["value"] for each in nodes if each["role"]["value"] == "ListMarker"]
    return [marker.strip(" .") for marker in markers[: len(PLACES)]]


@both_languages
def test_a_mark_has_the_number_and_the_address_of_its_item(page: Page, language: str) -> None:
    page.goto(f"/{language}/")
    marks, items = page.locator(".child a"), page.locator(".places li a")
    assert marks.all_inner_texts() == list_numbers(page)
    addresses = items.evaluate_all(ADDRESSES)
    assert len(addresses) == len(PLACES)
    assert marks.evaluate_all(PRESSED) == addresses


@both_languages
def test_who_listens_or_tabs_meets_every_place_once(page: Page, language: str) -> None:
    page.goto(f"/{language}/")
    assert page.locator(".places").get_by_role("link").count() == len(PLACES)
    page.locator("[href='#where']").click()
    reached = []
    for _place in PLACES:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.closest('.places li') !== null"))
    assert reached == [True] * len(PLACES)


@pytest.mark.parametrize("width", [320, 360])
def test_no_mark_lies_on_another(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.goto("/bn/")
    boxes = [each.bounding_box() for each in page.locator(".child a").all()]
    assert [
        (one, other)
        for one, other in combinations(boxes, 2)
        if (one["x"] - other["x"]) ** 2 + (one["y"] - other["y"]) ** 2 < one["width"] ** 2
    ] == []  # they are round
    assert min(box["width"] for box in boxes) >= 44


@both_languages
@pytest.mark.parametrize(("height", "picture"), [(740, [".hero img"]), (640, [])])
def test_the_first_screen_answers_what_families_come_for(
    page: Page, language: str, height: int, picture: list[str]
) -> None:
    page.set_viewport_size({"width": 360, "height": height})
    page.goto(f"/{language}/")
    for part in ("h1", *picture, ".hero .button", ".actions [href^='tel:']", ".ways"):
        box = page.locator(part).bounding_box()
        assert (part, box["y"] + box["height"] <= height) == (part, True)
    assert page.locator(".hero .button, header .button:not(.plain)").count() == 1
