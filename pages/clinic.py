"""The clinic's own particulars, and whom to call in an emergency."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pages import opening
from pages.bengali import hour_range, span, weekday_date
from pages.prose_field import ProseField

WITH_COUNTRY_CODE = _("Begin with + and the country code, for example +880 1712-345678.")
HOLIDAYS_SHOWN = timedelta(days=60)  # ahead, on the contact page


def sunday_to_thursday() -> list[int]:
    """The working days that a clinic starts with."""
    return [6, 0, 1, 2, 3]


def promise(label: str, hours: int) -> models.PositiveSmallIntegerField:
    """Within how many working hours families of one priority are called."""
    return models.PositiveSmallIntegerField(
        label,
        default=hours,
        validators=[MinValueValidator(1), MaxValueValidator(200)],
        help_text=_("working hours"),
    )


class Clinic(models.Model):
    """The clinic's particulars: one row, edited by managers. What is empty is left out."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(_("name"), max_length=120, blank=True)
    discreet_name = models.CharField(
        _("discreet name"),
        max_length=120,
        blank=True,
        help_text=_(
            "Used in mails, texts and calendar files, where other people may read along: "
            "no illness, no “tumour”."
        ),
    )
    introduction = models.TextField(
        _("introduction"),
        blank=True,
        help_text=_("Who you are, in two sentences, on the home page."),
    )
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    second_phone = models.CharField(_("second phone"), max_length=40, blank=True)
    calls_from = models.CharField(
        _("number we call families from"),
        max_length=40,
        blank=True,
        help_text=_(
            "Families see it after sending a request, so that they pick up. Empty: not shown."
        ),
    )
    whatsapp = models.CharField(
        _("WhatsApp number"),
        max_length=40,
        blank=True,
        validators=[RegexValidator(r"^\s*\+[\d\s()-]{8,}$", WITH_COUNTRY_CODE)],
        help_text=WITH_COUNTRY_CODE,
    )
    email = models.EmailField(_("email"), blank=True)
    address = models.TextField(_("address"), blank=True)
    map_url = models.URLField(_("link to a map"), max_length=500, blank=True)
    hours = models.TextField(
        _("note on the opening hours"),
        blank=True,
        help_text=_(
            "Stands beneath the days and hours, for example: closed for lunch from 1 to 2 pm."
        ),
    )
    working_days = models.JSONField(_("working days"), default=sunday_to_thursday, blank=True)
    opens_at = models.TimeField(_("opens at"), default=time(9))
    closes_at = models.TimeField(_("closes at"), default=time(17))
    promise_emergency = promise(_("emergency: call within"), 1)
    promise_urgent = promise(_("urgent: call within"), 4)
    promise_soon = promise(_("soon: call within"), 8)
    promise_routine = promise(_("routine: call within"), 24)
    capacity_per_day = models.PositiveSmallIntegerField(
        _("visits a day"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(500)],
        help_text=_("Staff are warned when a day has more. Empty: no warning."),
    )
    retention_days = models.PositiveSmallIntegerField(
        _("days until a settled request is erased"),
        default=730,
        validators=[MinValueValidator(30), MaxValueValidator(3650)],
        help_text=_("Families read it in the privacy notice. What is erased cannot be read again."),
    )
    privacy = ProseField(_("privacy notice"), blank=True)
    announcement = models.CharField(
        _("announcement"),
        max_length=250,
        blank=True,
        help_text=_("One sentence at the top of every page, for example: closed next week."),
    )
    announced_from = models.DateField(_("announce from"), null=True, blank=True)
    announced_until = models.DateField(
        _("announce until"), null=True, blank=True, help_text=_("The last day it is shown.")
    )
    # For the sitemap; not known of rows from before.
    changed_at = models.DateTimeField(auto_now=True, null=True)

    # The row as last read in this process, for error pages that must not ask the database.
    last_known: Clinic | None = None

    class Meta:
        verbose_name = _("clinic")
        verbose_name_plural = _("clinic")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="clinic_is_one_row"),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="clinic_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(announced_from__isnull=True)
                | Q(announced_until__isnull=True)
                | Q(announced_until__gte=F("announced_from")),
                name="clinic_announcement_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(_("clinic"))

    def clean(self) -> None:
        if self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("Enter a time after the opening time.")})
        begins, ends = self.announced_from, self.announced_until
        if begins and ends and ends < begins:
            raise ValidationError({"announced_until": _("Enter the first day or a later one.")})

    @classmethod
    def load(cls) -> Clinic:
        """The clinic without its long texts, or an empty one before the first is saved."""
        clinic = cls.objects.defer("privacy").first()
        cls.last_known = clinic or cls()
        return cls.last_known

    @property
    def current_announcement(self) -> str:
        """The announcement, on the days it is meant for."""
        today = timezone.localdate()
        begun = self.announced_from is None or self.announced_from <= today
        over = self.announced_until is not None and self.announced_until < today
        return (self.announcement or "") if begun and not over else ""

    @property
    def sender_name(self) -> str:
        """Who writes to a family; unlike the name, it does not say what the child has."""
        return self.discreet_name or gettext("The children's clinic")

    @property
    def opening_hours(self) -> str:
        """`Sunday to Thursday, 9 am to 5 pm`; empty without working days."""
        days = opening.in_words(self.working_days)
        return f"{days}, {hour_range(self.opens_at, self.closes_at)}" if days else ""

    @property
    def hours_and_note(self) -> str:
        """The opening hours and beneath them the note, in lines; either may be missing."""
        return "\n".join(line for line in (self.opening_hours, self.hours) if line)

    @property
    def can_be_reached(self) -> bool:
        """Whether staff have said how: until then the hours are a guess."""
        return bool(self.phone or self.second_phone or self.address)

    def working_time(self) -> opening.WorkingTime:
        """For promises from today on: holidays that are over are left out."""
        holidays = self.holidays.filter(last_day__gte=timezone.localdate())
        return opening.WorkingTime(
            days=frozenset(self.working_days),
            opens=self.opens_at,
            closes=self.closes_at,
            holidays=tuple(holidays.values_list("first_day", "last_day")),
        )

    def coming_holidays(self) -> models.QuerySet[Holiday]:
        """Those of the next weeks, and the one that is on."""
        today = timezone.localdate()
        return self.holidays.filter(last_day__gte=today, first_day__lte=today + HOLIDAYS_SHOWN)


class Holiday(models.Model):
    """Days on which nobody works."""

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="holidays", default=1)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"), blank=True, help_text=_("Empty: one day only."))
    name = models.CharField(_("name"), max_length=80, blank=True)

    class Meta:
        ordering = ["first_day", "pk"]
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="holiday_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.days}" if self.name else self.days

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.last_day = self.last_day or self.first_day
        super().save(*args, **kwargs)

    def clean(self) -> None:
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": _("Enter the first day or a later one.")})

    @property
    def days(self) -> str:
        """`Wednesday 16 December`, or from the first day to the last."""
        first, last = weekday_date(self.first_day), weekday_date(self.last_day)
        return first if first == last else span(first, last)


class EmergencyNumber(models.Model):
    """Whom to call in a country when a child is in danger now."""

    clinic = models.ForeignKey(
        Clinic, on_delete=models.CASCADE, related_name="emergency_numbers", default=1
    )
    country = models.CharField(_("country"), max_length=60)
    number = models.CharField(_("number"), max_length=20)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("emergency number")
        verbose_name_plural = _("emergency numbers")

    def __str__(self) -> str:
        return f"{self.country} {self.number}"
