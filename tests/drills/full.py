"""A full disk: families keep their answers and the phone number, and send them once there is room.

SQLite's own "database or disk is full", which PRAGMA max_page_count gives without being root.
"""

import re
import time
from html import unescape

from django.db import connection
from django.db.models import Model

from appointments.models import AppointmentRequest, Attempt, Event, Message
from pages.models import Clinic
from tests.drills.site import Site
from tests.drills.web import Answer, answers, ask, opened_form, shown_reference

FILLING = 3000  # rows that are deleted later to make room
MOST = 500  # families that still fit into pages half empty
PHONE, TEL, IN_BENGALI = "01712-345678", "tel:+8801712345678", "০১৭১২-৩৪৫৬৭৮"


def drill() -> str:
    if connection.vendor != "sqlite":
        return "skipped: SQLite only"
    with Site():
        pass  # makes the database
    Clinic.objects.update(phone=PHONE)
    Attempt.objects.bulk_create(Attempt(key=f"{number:064}") for number in range(FILLING))
    variables = {"REQUEST_LIMIT": "off", "TRIAGE_EMAILS": "triage@clinic.example"}
    with Site(DJANGO_SETTINGS_MODULE="tests.drills.cramped", **variables) as site:
        stored = fill_up(site.port)
        before = counts()
        refused = {language: refuse(site.port, language) for language in ("bn", "en")}
        assert counts() == before, "part of a request was stored"
        for path in ("/readyz", "/bn/", article(site.port)):
            assert ask(site.port, path).status == 200, f"{path} fails with the disk full"
        Attempt.objects.all().delete()
        for language, form in refused.items():
            shown_reference(site.port, ask(site.port, address(language), form))
        assert counts()[AppointmentRequest] == before[AppointmentRequest] + len(refused)
    return (
        f"full after {stored} families; {len(refused)} refused with 503, stored once there was room"
    )
