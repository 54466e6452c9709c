"""Makes rows for tests: sensible by default, everything can be said otherwise."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone

from appointments import phones
from appointments.models import AppointmentRequest
from clinic_site.models import User
from pages.models import Article, Section

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
    return Section.objects.create(**{"slug": slug, **texts, **fields})


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
