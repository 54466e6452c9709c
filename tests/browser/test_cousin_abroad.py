"""A cousin in Dubai reads and asks in English for a family in Khulna, all without a mouse."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.forms import model_to_dict
from django.utils.translation import override
from icalendar import Calendar
from playwright.sync_api import Browser, Locator, Page, expect

from appointments.choices import UrgentSign
from appointments.forms import CORE, MORE
from appointments.models import AppointmentRequest, Message, Status
from pages.bengali import deadline
from tests.makers import make_article, make_clinic, make_term, make_user

VISIT = datetime(2050, 11, 23, 10, 30, tzinfo=ZoneInfo("Asia/Dhaka"))

# What is pressed at each stop: text, a space that ticks, a letter that chooses, Enter.
KEYS = {
    "child_name": "Rafi Hasan",
    "child_age": "2 years 6 months",
    "guardian_name": "Rahima Khatun",
    "phone": "01712-345678",
    "concern": " ",
    "summary": "\n",
    "preferred_language": "B",
    "email": "karim@example.com",
    "district": "Khulna",
    "filled_by": "A",
    "filled_by_name": "Karim Hasan",
    "filled_by_phone": "+971 50 123 4567",
    "consent": " ",
    "button": "\n",
}
# The link is the one to the privacy notice.
STOPS = [*CORE, *["urgent_signs"] * len(UrgentSign), "consent", "a", "summary", *MORE, "button"]


@pytest.fixture
def page(browser: Browser, live_server, transactional_db) -> Iterator[Page]:
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 1280, "height": 800},
        locale="en-GB",
        timezone_id="Asia/Dubai",
    )
    yield context.new_page()
    context.close()


def test_cousin_reads_asks_and_takes_the_visit_into_the_calendar_by_keyboard(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No person types as fast as this test, and what looks automatic gets no mail.
    monkeypatch.setattr("appointments.tokens.FASTEST", timedelta(0))
    make_clinic(
        name_en="Children's Tumour Surgery Clinic",
        phone="09610-123456",
        address_en="House 7, Dhaka",
    )
    make_article(body_en="<p>First a biopsy.</p>")
    make_term()

    page.goto("/en/")
    read_article(page)
    send_nothing(page)
    assert send_by_keyboard(page) == STOPS
    read_received_page(page)
    read_stored_request()

    look_up(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your request")
    expect(page.locator("#main .lead")).to_have_text([f"We will call you {promised()}."])

    stored = AppointmentRequest.objects.get()
    stored.move_to(Status.SCHEDULED, by=make_user("nurse"), visit_at=VISIT)
    look_up(page)
    read_visit(page)
    take_into_calendar(page)


def tab_to(page: Page, wanted: Locator) -> None:
    """Goes on by Tab until the wanted link, field or button has the focus."""
    for _stop in range(100):
        page.keyboard.press("Tab")
        if wanted.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError(f"the keyboard does not reach {wanted}")


def press(page: Page, wanted: Locator) -> None:
    tab_to(page, wanted)
    page.keyboard.press("Enter")


def read_article(page: Page) -> None:
    """With a look at what a word means; from its end on to the form."""
    main = page.get_by_role("main")
    press(page, main.get_by_role("link", name="Tumours"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Tumours")
    press(page, main.get_by_role("link", name="Kidney tumours"))
    press(page, page.locator(".term"))
    expect(page.locator("#word-1")).to_be_in_viewport(ratio=1)
    press(page, page.get_by_role("link", name="Back to the text"))
    expect(page.locator(".term")).to_be_in_viewport(ratio=1)
    press(page, page.locator(".help").get_by_role("link", name="Book an appointment"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Book an appointment")


def send_nothing(page: Page) -> None:
    """The summary has the focus, and its links lead to the fields."""
    press(page, page.get_by_role("button", name="Send the request"))
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    press(page, summary.get_by_role("link", name="Enter the phone number"))
    expect(page.locator("#id_phone")).to_be_focused()
    press(page, page.get_by_role("contentinfo").get_by_role("link", name="Book an appointment"))
    expect(summary).to_have_count(0)


def send_by_keyboard(page: Page) -> list[str]:
    """What got the focus on the way from the first field to the button."""
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()  # by the link that skips the header
    page.keyboard.press("Tab")  # the way back to the home page

    stops = []
    while "button" not in stops and len(stops) < 2 * len(STOPS):
        page.keyboard.press("Tab")
        focused = page.locator(":focus-visible")
        stops.append(focused.evaluate("each => each.name || each.localName"))
        page.keyboard.type(KEYS.get(stops[-1], ""))
    return stops


def promised() -> str:
    with override("en"):
        return deadline(AppointmentRequest.objects.get().answer_due, "Bangladesh time")


def read_received_page(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Your request has arrived")
    expect(page.locator(".reference")).to_have_text(str(AppointmentRequest.objects.get()))
    expect(page.locator(".steps > li").first).to_contain_text(
        f"We will call this number {promised()}: 01712-345678"
    )
    expect(page.locator(".steps strong.phone")).to_have_text(["01712-345678"])
    expect(page.get_by_text("+971")).to_have_count(0)


def read_stored_request() -> None:
    stored = AppointmentRequest.objects.get()
    answers = {
        **{name: keys for name, keys in KEYS.items() if name not in ("summary", "button")},
        "concern": "lump",
        "preferred_language": "bn",
        "filled_by": "relative",
    }
    del answers["consent"]
    assert model_to_dict(stored, answers) == answers
    assert (stored.page_language, stored.phone_e164) == ("en", "+8801712345678")
    assert list(Message.objects.values_list("template", "recipient", "language", "state")) == [
        ("received", "karim@example.com", "en", "queued")
    ]


def look_up(page: Page) -> None:
    press(page, page.get_by_role("contentinfo").get_by_role("link", name="Where your request"))
    tab_to(page, page.get_by_label("Reference number"))
    page.keyboard.type(str(AppointmentRequest.objects.get()))
    tab_to(page, page.get_by_label("Phone number"))
    page.keyboard.type("+971 50 123 4567")
    page.keyboard.press("Enter")


def read_visit(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Your visit is arranged")
    expect(page.locator("#main dt")).to_have_text(["Day", "Time", "Place"])
    expect(page.locator("#main dd")).to_have_text(
        ["Wednesday 23 November", "10:30 am (Bangladesh time)", "House 7, Dhaka"]
    )


def take_into_calendar(page: Page) -> None:
    with page.expect_download() as download:
        press(page, page.get_by_role("button", name="Add to my calendar"))
    assert download.value.suggested_filename == "visit.ics"
    content = download.value.path().read_bytes()
    [visit] = Calendar.from_ical(content).walk("VEVENT")
    assert (visit.decoded("dtstart"), visit["location"]) == (VISIT, "House 7, Dhaka")
    said = content.replace(b"\r\n ", b"").decode().casefold()  # long lines are folded
    telling = ["rafi", "hasan", "rahima", "tumour", "surgery", "lump", "01712"]
    assert [word for word in telling if word in said] == []
