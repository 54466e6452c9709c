"""What staff do with one request: small forms that only call the request's own methods."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from appointments.choices import BestTime, ContactMethod, Language
from appointments.events import READ, Event
from appointments.fields import CleanEmailField, CleanTextField, PhoneField
from appointments.models import AppointmentRequest, Priority
from appointments.staff_actions import ANSWERS_REQUESTS, CONTACT_DETAILS, called
from pages.fields import LocalDateTimeField

LATEST = timedelta(days=730)


def note_field(label: str, needed: str = "") -> CleanTextField:
    """A note; `needed` is the sentence when it must not be missing."""
    messages = {
        "required": needed,
        "max_length": _("Shorten this note to 4,000 characters."),
    }
    box = forms.Textarea(attrs={"rows": 2})
    return CleanTextField(
        label=label, max_length=4000, required=bool(needed), widget=box, error_messages=messages
    )


def moment_field(label: str, **kwargs: Any) -> LocalDateTimeField:
    """Date and time in the clinic's zone, picked with the phone's own pickers."""
    widget = forms.SplitDateTimeWidget(
        date_format="%Y-%m-%d",
        time_format="%H:%M",
        date_attrs={"type": "date", "aria-label": _("Date")},
        time_attrs={"type": "time", "aria-label": _("Time")},
    )
    return LocalDateTimeField(label=label, widget=widget, **kwargs)


def to_come(moment: datetime | None) -> datetime | None:
    if moment and not timezone.now() < moment < timezone.now() + LATEST:
        raise ValidationError(_("Enter a time to come, within the next two years."))
    return moment


class TriageForm(forms.Form):
    """One thing done to `stored` by somebody who saw the state that `seen_version` names.

    If the state is a newer one, the form comes back with what was typed and with `news`, the
    events since, and asks: pressed once more it is carried out.
    """

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen_event = forms.IntegerField(widget=forms.HiddenInput, required=False)
    # Does it; raises MoveRefused, or MovedOn when somebody was faster.
    carry_out: Callable[[AbstractUser], None]

    def __init__(self, stored: AppointmentRequest, data: Any = None, **kwargs: Any) -> None:
        self.stored = stored
        self.news: list[Event] = []
        super().__init__(data, **kwargs)
        self.initial |= {"seen_version": stored.version, "seen_event": stored.last_event}

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("seen_version") != self.stored.version:
            later = self.stored.events.filter(pk__gt=answers.get("seen_event") or 0)
            self.news = list(later.exclude(kind__in=READ).select_related("by"))
            self.data = self.data.copy()
            for name in ("seen_version", "seen_event"):
                self.data[self.add_prefix(name)] = self.initial[name]
            raise ValidationError(
                _(
                    "Somebody else changed this request while it was open here. What is new stands "
                    "below, and what you typed is kept. If it still fits, save once more."
                ),
                code="moved_on",
            )
        return answers


class NoteForm(TriageForm):
    note = note_field(_("Note"), needed=_("Write the note."))

    def clean(self) -> dict[str, Any]:
        return forms.Form.clean(self)  # a note fits whatever others did

    def carry_out(self, by: AbstractUser) -> None:
        self.stored.add_note(self.cleaned_data["note"], by=by)


class PriorityForm(TriageForm):
    priority = forms.TypedChoiceField(label=_("Priority"), choices=Priority.choices, coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["priority"] = self.stored.priority

    def carry_out(self, by: AbstractUser) -> None:
        if self.cleaned_data["priority"] != self.stored.priority:
            self.stored.set_priority(Priority(self.cleaned_data["priority"]), by=by)


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, person: AbstractUser) -> str:
        return called(person)


class AssignForm(TriageForm):
    person = PersonField(
        label=_("In whose hands"), queryset=None, required=False, empty_label=_("Nobody's")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = answering_people()
        self.initial["person"] = self.stored.assigned_to

    def carry_out(self, by: AbstractUser) -> None:
        self.stored.assign(self.cleaned_data["person"], by=by)


def answering_people() -> models.QuerySet:
    """The staff who answer requests."""
    backend = "django.contrib.auth.backends.ModelBackend"
    people = get_user_model().objects.with_perm(ANSWERS_REQUESTS, backend=backend)
    return people.filter(is_staff=True).order_by("first_name", "username")


class ContactForm(TriageForm):
    """Contact details that turned out wrong; what stood there stays in the timeline."""

    guardian_name = CleanTextField(
        label=_("Parent's or guardian's name"),
        max_length=120,
        error_messages={"required": _("Enter the name.")},
    )
    phone = PhoneField(label=_("Phone"), error_messages={"required": _("Enter the phone number.")})
    phone_alternative = PhoneField(label=_("Second phone"), required=False)
    email = CleanEmailField(label=_("Email"), required=False, max_length=254)
    contact_method = forms.ChoiceField(
        label=_("How to reach the family"), choices=[("", "–"), *ContactMethod.choices],
        required=False,
    )  # fmt: skip
    best_time = forms.ChoiceField(
        label=_("Best time to call"), choices=[("", "–"), *BestTime.choices], required=False
    )
    preferred_language = forms.ChoiceField(
        label=_("Language to speak"), choices=[("", "–"), *Language.choices], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial |= {name: getattr(self.stored, name) for name in CONTACT_DETAILS}
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"

    @cached_property
    def details(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in CONTACT_DETAILS}

    def carry_out(self, by: AbstractUser) -> None:
        self.stored.correct_contact(self.details, by=by)
