"""The main job from end to end: a family reads and asks, staff find the request and answer."""

import re

import pytest
from playwright.sync_api import Page, expect

from appointments.models import AppointmentRequest, Status
from clinic_site.groups import APPOINTMENT_STAFF
from pages.starter.loader import load
from tests.makers import make_user

BENGALI_BUTTON = "একটি অ্যাপয়েন্টমেন্ট করুন"


@pytest.fixture
def page(browser, live_server):
    """A small phone, set to Bengali."""
    context = browser.new_context(
        base_url=live_server.url, locale="bn-BD", viewport={"width": 360, "height": 740}
    )
    yield context.new_page()
    context.close()


@pytest.mark.django_db(transaction=True)
def test_family_reads_and_asks_then_staff_call_back(page: Page) -> None:
    load()
    make_user("nurse", APPOINTMENT_STAFF, password="a long password", language="en")

    read_in_both_languages(page)
    reference = send_request(page)
    answer_request(page, reference)

    stored = AppointmentRequest.objects.get()
    assert stored.status == Status.CONTACTED
    assert [(event.kind, event.by and event.by.username) for event in stored.events.all()] == [
        ("received", None),
        ("viewed", "nurse"),
        ("status", "nurse"),
    ]


def read_in_both_languages(page: Page) -> None:
    page.goto("/")
    expect(page).to_have_url(re.compile("/bn/$"))
    page.get_by_role("link", name="টিউমার", exact=True).last.click()
    page.get_by_role("link", name="উইলমস ও কিডনির অন্য টিউমার").click()
    expect(page.locator("article h1")).to_have_text("উইলমস ও কিডনির অন্য টিউমার")
    page.get_by_role("link", name="English", exact=True).click()
    expect(page).to_have_url(re.compile("/en/tumours/kidney-tumours/$"))
    expect(page.locator("article h1")).to_have_text("Wilms and other kidney tumours")
    page.get_by_role("link", name="বাংলা", exact=True).click()


def send_request(page: Page) -> str:
    """Fill the form as a mother with a Bengali keyboard would; first with a mistake."""
    page.get_by_role("link", name=BENGALI_BUTTON).first.click()
    page.get_by_label("শিশুর নাম").fill("রাফি হাসান")
    page.get_by_label("শিশুর বয়স").fill("আড়াই বছর")
    page.get_by_label("আপনার নাম").fill("রহিমা খাতুন")
    page.get_by_label("ফোন নম্বর", exact=True).fill("০১৭১২")
    page.get_by_label("পেট ফোলা, বা প্রস্রাবের সঙ্গে রক্ত").check()
    page.get_by_role("button", name="অনুরোধ পাঠান").click()

    expect(page).to_have_title(re.compile("^সমস্যা:"))
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("শিশুর বয়স")).to_have_value("আড়াই বছর")
    assert not AppointmentRequest.objects.exists()

    page.get_by_role("alert").get_by_role("link", name="এমন কোনো ফোন নম্বর হয় না").click()
    expect(page.get_by_label("ফোন নম্বর", exact=True)).to_be_focused()
    page.get_by_label("ফোন নম্বর", exact=True).fill("০১৭১২ ৩৪৫৬৭৮")
    page.get_by_label("আমি শিশুর মা/বাবা/অভিভাবক").check()
    page.get_by_role("button", name="অনুরোধ পাঠান").click()

    expect(page.get_by_role("heading", name="আপনার অনুরোধ পেয়েছি")).to_be_visible()
    expect(page.get_by_text("০১৭১২-৩৪৫৬৭৮")).to_be_visible()
    return page.locator(".reference").inner_text()


def answer_request(page: Page, reference: str) -> None:
    page.goto("/admin/")
    page.locator("[name=username]").fill("nurse")
    page.locator("[name=password]").fill("a long password")
    page.locator("[type=submit]").click()
    page.get_by_role("link", name="Appointment requests").last.click()
    page.get_by_label("Reference, phone number").fill(reference)
    page.get_by_role("button", name="Search").click()

    expect(page.get_by_text("পেট ফোলা, বা প্রস্রাবের সঙ্গে রক্ত")).to_have_count(0)
    expect(page.locator(".whom")).to_contain_text("A swollen belly, or blood in the urine")
    page.get_by_text("We talked, but it is not settled yet").first.click()
    page.locator("#id_contacted_note").fill("Mother will bring the scan")
    page.get_by_role("button", name="We talked, but it is not settled yet").click()

    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    timeline = page.get_by_role("region", name="Timeline").locator("ol > li")
    expect(timeline.nth(0)).to_contain_text("Request received")
    expect(timeline.nth(1)).to_contain_text("New → Contacted")
    expect(timeline.nth(1)).to_contain_text("Mother will bring the scan")
    expect(timeline.nth(1)).to_contain_text("nurse")
