"""Staff at work in a real browser: a nurse's morning on her phone, two people on one request."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from appointments.models import AppointmentRequest, Message, Priority, Text
from appointments.starter import load_texts
from clinic_site.groups import APPOINTMENT_STAFF, MANAGERS
from clinic_site.models import User
from pages.models import Clinic
from tests.browser.conftest import Watch
from tests.browser.login import PASSWORD, log_in
from tests.makers import make_request, make_user

QUEUE = "/admin/appointments/appointmentrequest/"


@pytest.fixture
def clinic(transactional_db) -> Clinic:
    """A clinic that works every day and has texts for families."""
    load_texts()
    return Clinic.objects.create(
        pk=1, phone="01712-345678", working_days=[*range(7)],
        discreet_name_bn="শিশু ক্লিনিক", discreet_name_en="The children's clinic",
    )  # fmt: skip


@pytest.fixture
def staff_page(browser: Browser, live_server, clinic) -> Iterator[Callable[..., Page]]:
    """A browser with somebody on the staff logged in, as on a phone unless said otherwise."""
    contexts = []

    def staff_page(username: str, language: str, *, width: int = 360, group: str = "") -> Page:
        group = group or APPOINTMENT_STAFF
        make_user(username, group, password=PASSWORD, language=language, first_name=username)
        context = browser.new_context(
            base_url=live_server.url,
            locale={"bn": "bn-BD", "en": "en-GB"}[language],
            viewport={"width": width, "height": 740},
        )
        contexts.append(context)
        page = context.new_page()
        log_in(page, username, QUEUE)
        return page

    yield staff_page
    for context in contexts:
        context.close()


def test_nurses_morning_on_her_phone_in_bengali(
    staff_page: Callable[..., Page], watch: Watch
) -> None:
    watch.allowed.add("wa.me")  # staff press it; nothing is asked of it before that
    sick = make_request(child_name="রাফি হাসান", priority=Priority.EMERGENCY)
    other = make_request(child_name="সাদিয়া ইসলাম", phone="01911223344", guardian_name="শিরিন")
    page = staff_page("রিনা", "bn")
    page.context.route("https://wa.me/**", lambda route: route.fulfill(body="WhatsApp"))

    # The sickest child is on top. Two taps: open, nobody answers.
    cards = page.locator("#result_list tbody tr")
    expect(cards.nth(0)).to_contain_text("রাফি হাসান")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    cards.nth(0).get_by_role("link", name="রাফি হাসান").click()
    page.get_by_role("button", name="কেউ ধরেননি").click()

    page.get_by_role("link", name="এর পরের জন").click()
    expect(page.locator(".whom")).to_contain_text("সাদিয়া ইসলাম")
    expect(page.get_by_role("link", name="০১৯১১-২২৩৩৪৪")).to_have_attribute(
        "href", "tel:+8801911223344"
    )
    page.get_by_role("button", name="কথা হয়েছে").click()

    # She agrees on a day, and tells the family in writing.
    page.get_by_text("দেখানোর সময় ঠিক করা").first.click()
    day = timezone.localdate() + timedelta(days=3)
    page.get_by_label("তারিখ").locator("visible=true").fill(day.isoformat())
    page.get_by_label("সময়", exact=True).locator("visible=true").fill("10:30")
    page.get_by_role("button", name="দেখানোর সময় ঠিক করা").click()
    expect(page.locator(".head")).to_contain_text("সকাল সাড়ে ১০টা")
    page.locator("#tell a").first.click()
    page.wait_for_load_state("load")  # with the script that opens WhatsApp
    preview = page.locator("[data-preview]").inner_text()
    assert "সকাল সাড়ে ১০টা" in preview
    with page.context.expect_page() as popup:
        page.locator("form[data-channel=whatsapp] button").first.click()
    written = urlsplit(popup.value.url)
    assert (written.hostname, written.path) == ("wa.me", "/8801911223344")
    assert parse_qs(written.query)["text"][0].split() == preview.split()
    page.wait_for_url(f"**{QUEUE}{other.pk}/change/")
    expect(page.get_by_role("region", name="এ পর্যন্ত যা হয়েছে")).to_contain_text(
        "খোলা হয়েছে, পাঠানোর বোতাম নিজে চাপতে হয়"
    )

    sick.refresh_from_db()
    other.refresh_from_db()
    assert sick.next_action_at > timezone.now()
    assert (other.status, timezone.localtime(other.visit_at).date()) == ("scheduled", day)
    assert list(Message.objects.values_list("channel", "state")) == [("whatsapp", "opened")]


def test_two_on_one_request_see_each_other_and_nothing_is_lost(
    staff_page: Callable[..., Page],
) -> None:
    request = make_request()
    first, second = staff_page("Rina", "en", width=1280), staff_page("Mina", "en", width=1280)
    address = f"{QUEUE}{request.pk}/change/"
    first.goto(address)
    second.goto(address)
    expect(second.locator(".presence")).to_contain_text("Rina opened this request at")

    first.get_by_label("Priority", exact=True).select_option("1")
    first.get_by_role("button", name="Set the priority").click()
    expect(first.locator(".messagelist")).to_contain_text("Saved.")

    second.get_by_text("Advice was enough").first.click()
    note = second.locator("#id_answered_note")
    note.fill("Lump was a vaccination mark")
    second.get_by_role("button", name="Advice was enough").click()
    expect(second.locator(".refusal")).to_contain_text("Somebody else changed this request")
    expect(second.locator(".refusal li")).to_contain_text("Priority: Soon → Emergency")
    expect(note).to_have_value("Lump was a vaccination mark")
    second.get_by_role("button", name="Advice was enough").click()
    expect(second.locator(".messagelist")).to_contain_text("Saved.")

    stored = AppointmentRequest.objects.get()
    assert (stored.status, stored.priority) == ("answered", Priority.EMERGENCY)
    assert stored.events.filter(kind="status").get().text == "Lump was a vaccination mark"


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["bn", "en"])
def test_pages_of_triage_are_accessible(
    staff_page: Callable[..., Page], language: str, width: int
) -> None:
    make_user("nobody")
    first = make_request(
        urgent_signs=["fit"], priority=Priority.EMERGENCY, phone_alternative="01511223344",
        answer_due=timezone.now() - timedelta(hours=2), message="জ্বর",
    )  # fmt: skip
    make_request(related_to=first, suspicious=True)
    tomorrow = timezone.now() + timedelta(days=1)
    visit = make_request(child_name="তানভীর", status="scheduled", visit_at=tomorrow)
    page = staff_page("boss", language, width=width, group=MANAGERS)
    first.add_note("নোট", by=User.objects.get(username="boss"))
    text = Text.objects.to_send().first().pk
    for path in (
        *("/admin/", QUEUE, f"{QUEUE}?tab=all", f"{QUEUE}?tab=suspicious&owner=nobody"),
        *(f"{QUEUE}{first.pk}/change/", f"{QUEUE}{first.pk}/history/", f"{QUEUE}add/"),
        *(f"{QUEUE}{visit.pk}/tell/{text}/", f"{QUEUE}day/", f"{QUEUE}{first.pk}/erase/"),
        f"{QUEUE}{first.pk}/hold/",
    ):
        page.goto(path)
        check(page, path, width)
    page.goto(f"{QUEUE}{first.pk}/change/")
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    check(page, "everything open", width)
    page.locator("form[action$='/contact/'] [name=phone]").fill("0171")
    page.locator("form[action$='/contact/'] button").click()
    expect(page.locator(".refusal")).to_be_visible()
    check(page, "a form that came back", width)
    page.goto(f"{QUEUE}add/")
    page.locator(".by-hand button").click()
    expect(page.locator(".error-summary")).to_be_visible()
    check(page, "written down with mistakes", width)
    page.context.clear_cookies()
    page.goto("/admin/login/")
    check(page, "login", width)


def check(page: Page, name: str, width: int) -> None:
    results = Axe().run(page).response["violations"]
    found = [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in results]
    assert (name, found) == (name, [])
    assert (name, page.evaluate("document.documentElement.scrollWidth")) == (name, width)
