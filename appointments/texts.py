"""Texts for families, kept by managers in both languages, with placeholders for what is safe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from appointments.choices import Language
from pages.bengali import clean_text, clock_time, local_digits, weekday_date
from pages.clinic import Clinic

if TYPE_CHECKING:
    from appointments.models import AppointmentRequest

PLACEHOLDER = re.compile(r"\{(\w*)\}")
SUBJECT_LENGTH = 200  # as long as a message keeps it
# All that a text can say of a request: nothing that tells others who is ill, or of what.
PLACEHOLDERS = ("reference", "date", "time", "place", "phone", "clinic", "status_page")
# Other people read along on a shared phone.
TELLING = re.compile(
    "টিউমার|ক্যান্?সার|কেমো(?:থেরাপি)?|রেডিওথেরাপি|বায়োপসি|অনকোলজি"
    "|সারকোমা|ব্লাস্টোমা|লিউকে?মিয়া|লিম্ফোমা"
    "|tumou?r|cancer|chemo|radiother|biops|oncolog|malignan|sarcoma|blastoma|leuk[ae]|lymphoma",
    re.IGNORECASE,
)
# They turn the order of what is read: a phone number could read backwards. Joiners shape Bengali.
TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class Purpose(models.TextChoices):
    """What the site itself uses a text for; the others are the clinic's own."""

    VISIT = "visit", _("The visit is arranged")
    REMINDER = "reminder", _("Reminder the day before the visit")
    SOMEONE_ELSE = "someone_else", _("What to say when someone else answers")
    OTHER = "other", _("Other")


class TextQuerySet(models.QuerySet):
    def in_use(self) -> TextQuerySet:
        return self.filter(in_use=True)

    def to_send(self) -> TextQuerySet:
        """What a family can be sent; the words for whoever else answers are only said."""
        return self.in_use().exclude(purpose=Purpose.SOMEONE_ELSE)


def refuse_unsafe(text: str) -> None:
    """Raise ValidationError for what nobody can see, or fill in, or what tells too much."""
    if TURNING.search(text) or CONTROL.search(text):
        raise ValidationError(
            gettext("Invisible characters came along with the text. Type it instead of pasting it.")
        )
    unknown = [name for name in PLACEHOLDER.findall(text) if name not in PLACEHOLDERS]
    stray = PLACEHOLDER.sub("", text)
    if unknown or "{" in stray or "}" in stray:
        known = " ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise ValidationError(
            gettext("Use only these placeholders, spelled like this: %(known)s") % {"known": known}
        )
    if telling := TELLING.search(clean_text(text)):
        raise ValidationError(
            gettext(
                "Other people may read this text. Leave out “%(word)s”: "
                "it tells what the child has."
            )
            % {"word": telling[0]}
        )


class Text(models.Model):
    """One text for families in both languages: sent by WhatsApp, SMS or mail, or read out."""

    purpose = models.CharField(
        _("used for"), max_length=12, choices=Purpose.choices, default=Purpose.OTHER
    )
    name = models.CharField(
        _("name"), max_length=80, blank=True, help_text=_("For staff, in the list.")
    )
    subject = models.CharField(
        _("subject of the mail"), max_length=120, blank=True, validators=[refuse_unsafe]
    )
    body = models.TextField(
        _("text"),
        max_length=1000,
        blank=True,
        validators=[refuse_unsafe],
        help_text=_(
            "Placeholders: {reference} {date} {time} {place} {phone} {clinic} {status_page}. "
            "A line whose placeholder has nothing to say is left out."
        ),
    )
    in_use = models.BooleanField(_("in use"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = TextQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("text for families")
        verbose_name_plural = _("texts for families")
        constraints = [
            models.UniqueConstraint(
                fields=["purpose"],
                condition=~models.Q(purpose=Purpose.OTHER),
                name="text_one_for_each_purpose",
                violation_error_message=_("There is a text for this purpose already."),
            )
        ]

    def __str__(self) -> str:
        return self.name or local_digits(self.pk)

    def clean(self) -> None:
        """Families of both languages are told the same."""
        missing = [
            name
            for field in ("name", "body")
            for name in (f"{field}_{code}" for code in Language.values)
            if not (getattr(self, name) or "").strip()
        ]
        if missing:
            raise ValidationError(dict.fromkeys(missing, gettext("Write this in both languages.")))

    def needs_visit(self) -> bool:
        """Whether it says when the family is to come."""
        if self.purpose in (Purpose.VISIT, Purpose.REMINDER):
            return True
        names = [f"{field}_{code}" for field in ("subject", "body") for code in Language.values]
        words = " ".join(getattr(self, name) or "" for name in names)
        return not {"date", "time"}.isdisjoint(PLACEHOLDER.findall(words))

    def written(self, request: AppointmentRequest, language: str) -> tuple[str, str]:
        """Subject and text for this family, in `language`."""
        with translation.override(language):
            facts = facts_for(request)
            subject = _filled(getattr(self, f"subject_{language}") or "", facts)
            body = _filled(getattr(self, f"body_{language}") or "", facts)
            return one_line(subject or facts["clinic"]), body


def one_line(subject: str) -> str:
    """As a mail can carry it and a message keep it; an address in it can be long."""
    return " ".join(subject.split())[:SUBJECT_LENGTH]


def language_for(request: AppointmentRequest) -> str:
    """What the family wants to be spoken to in, else the language of its form."""
    return request.preferred_language or request.page_language


def facts_for(request: AppointmentRequest) -> dict[str, str]:
    """The placeholders in words of the active language; what is not known is empty."""
    clinic = Clinic.load()
    return {
        "reference": str(request),
        "date": weekday_date(request.visit_at) if request.visit_at else "",
        "time": clock_time(request.visit_at) if request.visit_at else "",
        "place": " ".join((clinic.address or "").split()),
        "phone": local_digits(clinic.phone),
        "clinic": clinic.sender_name,
        "status_page": settings.SITE_URL + reverse("appointments:status"),
    }


def _filled(text: str, facts: dict[str, str]) -> str:
    """Each placeholder replaced once; a line with one that has nothing to say is left out."""
    lines = (line for line in text.splitlines() if all(map(facts.get, PLACEHOLDER.findall(line))))
    return "\n".join(PLACEHOLDER.sub(lambda found: facts[found[1]], line) for line in lines)
