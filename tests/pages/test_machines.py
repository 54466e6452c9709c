"""Files that machines ask for by name."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.makers import make_clinic

SECURITY = "/.well-known/security.txt"

pytestmark = pytest.mark.django_db


def fields(language: str = "en") -> list[tuple[str, str]]:
    response = Client().get(SECURITY, headers={"Accept-Language": language})
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    return [tuple(line.split(": ", 1)) for line in response.content.decode().splitlines()]


def test_security_txt_names_the_contact_page_in_the_readers_language(settings):
    settings.SITE_URL = "https://clinic.example"
    for language in ("bn", "en"):
        found = fields(language)
        assert [name for name, _value in found] == [
            *("Contact", "Expires", "Preferred-Languages", "Canonical")
        ]
        told = dict(found)
        assert told["Contact"] == f"https://clinic.example/{language}/contact/"
        assert Client().get(f"/{language}/contact/").status_code == 200
        assert told["Preferred-Languages"] == "bn, en"
        assert told["Canonical"] == f"https://clinic.example{SECURITY}"


def test_security_txt_names_the_clinics_mail_first_if_there_is_one():
    make_clinic(email="o'neil@clinic.example")
    assert fields()[:2] == [
        ("Contact", "mailto:o%27neil@clinic.example"),
        ("Contact", "http://127.0.0.1:8000/en/contact/"),
    ]


@pytest.mark.parametrize("now", [datetime(2026, 12, 31, 23, tzinfo=UTC), datetime(2040, 2, 29)])
def test_security_txt_has_half_a_year_left_whenever_it_is_read(monkeypatch, now):
    now = now.replace(tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)
    left = datetime.fromisoformat(dict(fields())["Expires"]) - now
    assert timedelta(days=180) < left < timedelta(days=182)


def test_the_manifest_speaks_the_readers_language_and_is_discreet():
    make_clinic(name_en="Tumour clinic", discreet_name_en="Children", name_bn="টিউমার ক্লিনিক")
    told = {}
    for language in ("bn", "en"):
        response = Client().get("/manifest.webmanifest", headers={"Accept-Language": language})
        assert response.headers["Content-Type"] == "application/manifest+json"
        told[language] = response.json()
    names = {code: (each["lang"], each["name"], each["short_name"]) for code, each in told.items()}
    assert names == {
        "bn": ("bn", "টিউমার ক্লিনিক", "শিশু ক্লিনিক"),
        "en": ("en", "Tumour clinic", "Children"),
    }
    assert told["en"]["start_url"] == "/"
    sizes = [(icon["sizes"], icon["purpose"]) for icon in told["en"]["icons"]]
    assert sizes == [("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")]


def test_the_manifest_of_a_clinic_without_a_name():
    told = Client().get("/manifest.webmanifest", headers={"Accept-Language": "en"}).json()
    assert (told["name"], told["short_name"]) == (
        "Children's Tumour Surgery Clinic",
        "The children's clinic",
    )


def test_who_asks_for_favicon_ico_is_led_to_an_icon():
    response = Client().get("/favicon.ico", follow=True)
    assert response.redirect_chain == [("/static/site/icons/192.png", 302)]
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/png")
    response.close()
