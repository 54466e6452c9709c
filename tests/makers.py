"""Makes rows for tests: sensible by default, everything can be said otherwise."""

import time
from datetime import timedelta
from io import BytesIO
from typing import Any
from unittest import mock

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from appointments import phones, tokens
from appointments.models import AppointmentRequest, Event
from clinic_site.models import User
from pages import picture_files
from pages.models import Article, Clinic, GlossaryTerm, Picture, Section, TeamMember

# What a family sends; `form_token` has to be added.
ANSWERS = {
    "child_name": "রাফি হাসান",
    "child_age": "আড়াই বছর",
    "guardian_name": "রহিমা খাতুন",
    "phone": "০১৭১২৩৪৫৬৭৮",
    "concern": "belly",
    "consent": "on",
}


def make_section(slug: str = "tumours", **fields: Any) -> Section:
    texts = {"title_bn": "টিউমার", "title_en": "Tumours", "intro_bn": "কথা", "intro_en": "Intro"}
    return Section.objects.create(**{"slug": slug, "drawing_name": "cells", **texts, **fields})


def make_article(section: Section | None = None, **fields: Any) -> Article:
    """An article that is public in both languages since yesterday."""
    yesterday = timezone.now() - timedelta(days=1)
    texts = {
        "title_bn": "কিডনির টিউমার",
        "summary_bn": "সারকথা",
        "body_bn": "<p>লেখা</p>",
        "title_en": "Kidney tumours",
        "summary_en": "Summary",
        "body_en": "<p>Text</p>",
        "published_at_bn": yesterday,
        "published_at_en": yesterday,
    }
    section = section or Section.objects.filter(slug="tumours").first() or make_section()
    return Article.objects.create(**{"section": section, "slug": "kidney", **texts, **fields})


def make_person(**fields: Any) -> TeamMember:
    """Somebody on the team, with a name and a role in both languages."""
    texts = {
        "name_bn": "ডা. রহিমা খাতুন",
        "name_en": "Dr Rahima Khatun",
        "role_bn": "শিশু সার্জন",
        "role_en": "Children's surgeon",
    }
    return TeamMember.objects.create(**{**texts, **fields})


def make_term(**fields: Any) -> GlossaryTerm:
    """A word that is explained in both languages."""
    texts = {
        "term_bn": "বায়োপসি",
        "term_en": "Biopsy",
        "explanation_bn": "অল্প অংশ নিয়ে পরীক্ষা।",
        "explanation_en": "A test of a small piece.",
    }
    return GlossaryTerm.objects.create(**{**texts, **fields})


def make_upload(size: tuple[int, int] = (160, 120), name: str = "kite.jpg") -> SimpleUploadedFile:
    """A plain picture as a browser sends it."""
    content = BytesIO()
    Image.new("RGB", size, (13, 92, 87)).save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


def make_picture(**fields: Any) -> Picture:
    """A picture of the library, described in both languages, whose files are there."""
    stored = picture_files.store(make_upload())
    texts = {"alternative_bn": "একটি ঘুড়ি", "alternative_en": "A kite"}
    sizes = {"width": stored.width, "height": stored.height, "widths": stored.widths}
    return Picture.objects.create(**{"file": stored.name, **sizes, **texts, **fields})


def make_request(**fields: Any) -> AppointmentRequest:
    """A stored request; every one is from a form of its own."""
    number = AppointmentRequest.objects.count() + 1
    answers = {name: value for name, value in ANSWERS.items() if name != "consent"}
    request = AppointmentRequest(
        **{
            **answers,
            "child_age_days": 913,
            "page_language": "bn",
            "submission_key": f"key-{number}",
            "form_nonce": f"nonce-{number}",
            "consent_version": "test",
            **fields,
        }
    )
    request.phone_e164 = fields.get("phone_e164") or phones.e164(request.phone)
    request.save()
    return request


def make_user(username: str = "nurse", *groups: str, **fields: Any) -> User:
    """A member of staff with the rights of these groups."""
    user = User.objects.create_user(username, **{"is_staff": True, "language": "en", **fields})
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def make_clinic(**fields: Any) -> Clinic:
    """The clinic's one row; staff have given it a phone."""
    return Clinic.objects.create(**{"pk": 1, "phone": "01712-345678", **fields})


def make_form_token(age: timedelta = timedelta(minutes=2)) -> str:
    """The token of a form that was opened so long ago."""
    opened_at = timezone.now() - age
    with (
        mock.patch("django.utils.timezone.now", return_value=opened_at),
        mock.patch("time.time", return_value=time.time() - age.total_seconds()),
    ):
        return tokens.new_form_token()


def make_call(request: AppointmentRequest, by: User, days_ago: int = 0, **fields: Any) -> Event:
    """A recorded call, by default one that nobody answered; the request itself stays as it is."""
    at = timezone.now() - timedelta(days=days_ago)
    return request.events.create(
        **{"kind": "call", "new": "no_answer", "by": by, "at": at, **fields}
    )
