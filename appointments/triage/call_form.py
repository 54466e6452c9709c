"""How a call went, and when to call again."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from appointments import phones
from appointments.choices import CallOutcome
from appointments.triage.forms import TriageForm, moment_field, note_field, to_come
from pages.clinic import Clinic


class Again(models.TextChoices):
    """When to call again, in words that need no typing."""

    USUAL = "", _("At the usual time")
    HOUR = "hour", _("In an hour")
    EVENING = "evening", _("This evening")
    TOMORROW = "tomorrow", _("Tomorrow morning")
    OTHER = "other", _("At another time:")


class CallForm(TriageForm):
    """How a call went; the buttons carry the outcome."""

    outcome = forms.ChoiceField(
        choices=CallOutcome.choices,
        error_messages={"required": _("Press how the call went.")},
    )
    number = forms.ChoiceField(label=_("Number called"), widget=forms.RadioSelect, required=False)
    again = forms.ChoiceField(label=_("Call again"), choices=Again.choices, required=False)
    again_at = moment_field(_("Day and time"), required=False)
    note = note_field(_("Note"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = self.stored.phone_e164
        numbers = sorted(self.stored.numbers, key=lambda number: number != first)
        self.fields["number"].choices = [(each, phones.grouped(each)) for each in numbers]
        self.initial["number"] = first

    @property
    def outcomes(self) -> list[tuple[str, str]]:
        return CallOutcome.choices

    def clean_again_at(self) -> datetime | None:
        return to_come(self.cleaned_data["again_at"])

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        missing = not answers.get("again_at") and "again_at" not in self.errors
        if answers.get("again") == Again.OTHER and missing:
            self.add_error("again_at", _("Enter the day and time to call again."))
        return answers

    def carry_out(self, by: AbstractUser) -> None:
        answers = self.cleaned_data
        self.stored.log_call(
            CallOutcome(answers["outcome"]),
            by=by,
            number=answers["number"],
            note=answers["note"],
            again_at=again_at(Again(answers["again"]), answers["again_at"]),
        )


def again_at(choice: Again, other: datetime | None) -> datetime | None:
    """The time that is meant; None leaves it to the priority."""
    now, clinic = timezone.localtime(), Clinic.load()
    match choice:
        case Again.HOUR:
            return now + timedelta(hours=1)
        case Again.EVENING:
            return max(
                now.replace(hour=18, minute=0, second=0, microsecond=0), now + timedelta(minutes=30)
            )
        case Again.TOMORROW:
            tomorrow = timezone.localdate() + timedelta(days=1)
            return timezone.make_aware(datetime.combine(tomorrow, clinic.opens_at))
        case Again.OTHER:
            return other
    return None
