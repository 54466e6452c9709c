"""Whether the clinic is open now, on the contact page."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from pages.caching import LONGEST
from pages.clinic import Holiday
from tests.makers import make_clinic
from tests.page import parse, text, values

DHAKA = ZoneInfo("Asia/Dhaka")

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("at", "bengali", "english", "seconds"),
    [
        (
            "2026-11-23 10:00",
            "এখন খোলা বিকেল ৫টা পর্যন্ত (বাংলাদেশ সময়)",
            "Open now until 5 pm (Bangladesh time)",
            LONGEST,
        ),
        (
            "2026-11-23 16:59:45",
            "এখন খোলা বিকেল ৫টা পর্যন্ত (বাংলাদেশ সময়)",
            "Open now until 5 pm (Bangladesh time)",
            15,
        ),
        (
            "2026-11-26 17:00",  # a Thursday; Sunday is a holiday
            "এখন বন্ধ – আবার খুলবে সোমবার ৩০ নভেম্বর, সকাল ৯টা (বাংলাদেশ সময়)",
            "Closed now – opens Monday 30 November, 9 am (Bangladesh time)",
            LONGEST,
        ),
    ],
)
def test_the_page_says_whether_the_clinic_is_open_and_until_when(
    client, monkeypatch, at, bengali, english, seconds
):
    make_clinic()
    Holiday.objects.create(first_day=datetime(2026, 11, 29, tzinfo=DHAKA).date())
    now = datetime.fromisoformat(at).replace(tzinfo=DHAKA)
    monkeypatch.setattr(timezone, "now", lambda: now)
    for language, words in (("bn", bengali), ("en", english)):
        response = client.get(f"/{language}/contact/")
        assert text(parse(response).find(".//p[@class='standing']")) == words
        assert f"max-age={seconds}" in response.headers["Cache-Control"].split(", ")


def test_without_working_days_it_says_nothing(client):
    make_clinic(working_days=[])
    assert parse(client.get("/bn/contact/")).find(".//p[@class='standing']") is None


def test_nothing_is_said_of_now_before_staff_have_said_how_the_clinic_is_reached(client):
    make_clinic(phone="")
    assert parse(client.get("/en/contact/")).find(".//p[@class='standing']") is None


@pytest.mark.parametrize(
    ("number", "link"),
    [("+880 1712-345678", "https://wa.me/8801712345678"), ("01712-345678", None)],
)
def test_whatsapp_is_a_link_where_the_number_has_its_country(client, number, link):
    make_clinic(whatsapp=number)
    page = client.get("/en/contact/")
    assert ("wa.me" in page.content.decode()) == bool(link)
    assert link in (None, *values(parse(page), ".//main//a", "href"))
    assert number in text(parse(page).find(".//main"))


def test_an_emergency_number_without_a_country_is_a_number(client):
    make_clinic().emergency_numbers.create(country_bn="বাংলাদেশ", number="999")
    page = parse(client.get("/en/contact/"))
    assert text(page.find(".//ul[@class='numbers']/li")) == "999"
