"""A full database: families get their answers back with the phone number, and send them later.

`PRAGMA max_page_count` (cramped.py) gives SQLite's own "database or disk is full" without root.
"""

import re
import time
from html import unescape
from pathlib import Path

from django.db import connection

from appointments.models import AppointmentRequest, Attempt, Event, Message
from pages.models import Article, Clinic
from tests.drills.database import check_whole
from tests.drills.site import Site
from tests.drills.web import FORM, answers, ask, opened_form, shown_reference

PHONE = {"en": "01712-345678", "bn": "০১৭১২-৩৪৫৬৭৮"}
ROOM = 3000  # rows that are deleted when there has to be room again
TRIAGE = [f"triage-{number}@clinic.example" for number in range(50)]  # more to store by halves
MOST = 500  # families that may still fit into half-empty pages


def drill() -> str:
    if connection.vendor != "sqlite":
        return "skipped: it is SQLite's limit"
    with Site():  # makes the database
        Clinic.objects.update(phone=PHONE["en"])
        Attempt.objects.bulk_create(Attempt(key=f"room {number}") for number in range(ROOM))
    cramped = {"DJANGO_SETTINGS_MODULE": "tests.drills.cramped", "REQUEST_LIMIT": "off"}
    with Site(**cramped, TRIAGE_EMAILS=",".join(TRIAGE)) as site:
        filled_up = any(send(site.port, number) == 503 for number in range(MOST))
        assert filled_up, "there is still room"
        before = rows()
        kept = {language: refused(site.port, language) for language in PHONE}
        assert rows() == before, "something of a refused request was stored"
        check_reading(site.port)
        Attempt.objects.all().delete()
        seen = {
            shown_reference(site.port, ask(site.port, form_address(language), form))
            for language, form in kept.items()
        }
    stored = AppointmentRequest.objects.filter(reference__in=seen).count()
    figures = f"{len(kept)} families refused with 503, {stored} stored once there was room"
    assert stored == len(seen) == len(kept), figures
    assert "database or disk is full" in site.log, "something else was wrong"
    check_whole(mails=len(TRIAGE))
    return figures


def check_reading(port: int) -> None:
    """Meanwhile everything can be read, and goes on being so."""
    article = Article.objects.published("bn").first()
    for path in ("/readyz", "/bn/", FORM, article.get_absolute_url()):
        assert ask(port, path).status == 200, f"{path} cannot be read"
    connection.close()
    time.sleep(1)
    # Without this file nothing is read, and a disk without any room cannot take a new one.
    assert Path(f"{connection.settings_dict['NAME']}-shm").exists(), "a full disk ends reading, too"


def form_address(language: str) -> str:
    return f"/{language}/appointment/"


def filled(port: int, number: int) -> dict[str, str]:
    return {
        **answers(number),
        "message": 'ব্যথা "খুব" <বেশি> & জ্বর\nরাতে',
        "form_token": opened_form(port),
    }


def send(port: int, number: int) -> int:
    return ask(port, FORM, filled(port, number)).status


def rows() -> list[int]:
    return [model.objects.count() for model in (AppointmentRequest, Event, Message, Attempt)]


def refused(port: int, language: str) -> dict[str, str]:
    """The form that the page of the refusal keeps."""
    form = filled(port, MOST)  # a family that has not asked before
    answer = ask(port, form_address(language), form)
    assert answer.status == 503, f"answered with {answer.status}"
    assert answer.headers["Retry-After"] == "60", "no Retry-After"
    assert f'<html lang="{language}">' in answer.text, "the wrong language"
    assert PHONE[language] in answer.text, "no phone number"
    hidden = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', answer.text)
    kept = {name: unescape(value) for name, value in hidden}
    assert kept == form, "answers are missing from the page"
    return kept
