"""What search engines are told, in schema.org's words: only what is known, and nothing empty."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from pages import languages
from pages.bengali import latin_digits
from pages.models import Article, Clinic, Review, Section, TeamMember

Thing = dict[str, Any]

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# What could end the script, as JSON may write it.
ESCAPES = {ord(character): f"\\u{ord(character):04X}" for character in "<>&"}


def script(*things: Thing | None) -> SafeString:
    """The data block of a page; browsers do not run it, so that the strict policy lets it be."""
    known = [each for each in things if each]
    if not known:
        return SafeString("")
    graph = {"@context": "https://schema.org", "@graph": known}
    # Bengali as it is: escaped it would be twice as long.
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308


def medical_web_page(article: Article, review: Review | None, clinic: Clinic) -> Thing:
    """An article that is public in the current language, and the review in force."""
    published, changed = _day(article.published_at), _day(article.text_changed_at)
    return _told(
        {
            "@type": "MedicalWebPage",
            "url": _address(article.get_absolute_url()),
            "name": article.title,
            "description": article.description or article.summary,
            "inLanguage": languages.current(),
            "datePublished": published,
            "dateModified": changed > published and changed,  # since readers first saw it
            "lastReviewed": review and review.reviewed_on.isoformat(),
            "reviewedBy": review and _reviewer(review, clinic),
            "isPartOf": _told({"@type": "WebSite", "name": clinic.name, "url": _home()}),
        }
    )


def _reviewer(review: Review, clinic: Clinic) -> Thing | None:
    """As the page says it: a name, or the doctors of the clinic."""
    if review.reviewer:
        return {"@type": "Person", "name": review.reviewer}
    return _clinic_by_name(clinic)


def medical_clinic(clinic: Clinic) -> Thing | None:
    """The clinic, once staff have said how it is reached: until then its hours are a guess."""
    phones = [latin_digits(each) for each in (clinic.phone, clinic.second_phone) if each]
    if not clinic.name or not clinic.can_be_reached:
        return None
    return _told(
        {
            "@type": "MedicalClinic",
            "name": clinic.name,
            "url": _home(),
            "telephone": phones,
            "email": clinic.email,
            "address": ", ".join((clinic.address or "").splitlines()),
            "hasMap": clinic.map_url,
            "openingHoursSpecification": _opening_hours(clinic),
        }
    )


def _opening_hours(clinic: Clinic) -> Thing | None:
    if not clinic.working_days:
        return None
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": [WEEKDAYS[day] for day in clinic.working_days],
        "opens": f"{clinic.opens_at:%H:%M}",
        "closes": f"{clinic.closes_at:%H:%M}",
    }


def person(member: TeamMember, clinic: Clinic) -> Thing:
    """`Physician` would be an office; a doctor has no job title in schema.org's words."""
    if member.is_doctor:
        kind, role, place = "IndividualPhysician", "description", "practicesAt"
    else:
        kind, role, place = "Person", "jobTitle", "worksFor"
    return _told(
        {"@type": kind, "name": member.name, role: member.role, place: _clinic_by_name(clinic)}
    )


def breadcrumbs(*pages: Section | Article) -> Thing:
    """From the home page to the one that is shown."""
    steps = [(gettext("Home"), _home())]
    steps += [(page.title, _address(page.get_absolute_url())) for page in pages]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": address}
            for position, (name, address) in enumerate(steps, start=1)
        ],
    }


def _clinic_by_name(clinic: Clinic) -> Thing | None:
    return {"@type": "MedicalClinic", "name": clinic.name} if clinic.name else None


def _told(thing: Thing) -> Thing:
    return {name: value for name, value in thing.items() if value}


def _home() -> str:
    return _address(reverse("pages:home"))


def _address(path: str) -> str:
    return settings.SITE_URL + path


def _day(moment: datetime | None) -> str:
    """By the clinic's clock, as the page says it; empty where it is not known."""
    return timezone.localdate(moment).isoformat() if moment else ""
