"""One small form for each move: it asks for what that move needs and nothing else."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from appointments import moves, reminders, visits
from appointments.choices import ReferralUrgency
from appointments.fields import CleanTextField
from appointments.models import AppointmentRequest, Status
from appointments.references import normalised
from appointments.triage.forms import TriageForm, moment_field, note_field, to_come

# What staff say when they press it; a visit that is arranged already is moved.
WORDS = {
    Status.NEW: _("Take it up again"),
    Status.CONTACTED: _("We talked, but it is not settled yet"),
    Status.UNREACHABLE: _("Could not be reached: try again in a week"),
    Status.SCHEDULED: _("Arrange a visit"),
    Status.ATTENDED: _("The child came"),
    Status.MISSED: _("The child did not come"),
    Status.ANSWERED: _("Advice was enough"),
    Status.REFERRED: _("Sent elsewhere"),
    Status.DECLINED: _("Not for this clinic"),
    Status.WITHDRAWN: _("The family does not want it any more"),
    Status.DUPLICATE: _("The same child has another request"),
    Status.SPAM: _("Not a real request"),
}


class MoveForm(TriageForm):
    """A move to `status`; the note is its reason where one is needed."""

    status: Status
    note = note_field(_("Note"))

    def __init__(self, stored: AppointmentRequest, *args: Any, **kwargs: Any) -> None:
        # Several stand on one page: each has ids of its own.
        kwargs.setdefault("auto_id", f"id_{self.status}_%s")
        super().__init__(stored, *args, **kwargs)
        if moves.needs_reason(Status(stored.status)):
            self.fields["note"] = note_field(_("Reason"), needed=_("Write the reason."))
        self.order_fields([name for name in self.fields if name != "note"])

    @property
    def words(self) -> str:
        if self.status == self.stored.status == Status.SCHEDULED:
            return _("Arrange another time")
        return WORDS[self.status]

    def details(self) -> dict[str, Any]:
        """What move_to() takes beside the note."""
        return {}

    def carry_out(self, by: AbstractUser) -> None:
        note = self.cleaned_data["note"]
        self.stored.move_to(self.status, by=by, note=note, **self.details())


class ScheduledForm(MoveForm):
    """A visit; what speaks against its time is said, and may be so all the same."""

    visit = moment_field(
        _("Date and time of the visit"),
        error_messages={"required": _("Enter the date and time of the visit.")},
    )
    all_the_same = forms.BooleanField(label=_("Arrange it all the same"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.warnings: list[str] = []

    def clean_visit(self) -> datetime:
        visit = self.cleaned_data["visit"]
        # What was recorded too early is set right afterwards.
        return visit if self.stored.status == Status.ATTENDED else to_come(visit)

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("visit") and not answers.get("all_the_same"):
            self.warnings = visits.warnings(answers["visit"], but=self.stored)
            for words in self.warnings:
                self.add_error("visit", words)
        return answers

    def details(self) -> dict[str, Any]:
        return {"visit_at": self.cleaned_data["visit"]}

    def carry_out(self, by: AbstractUser) -> None:
        with transaction.atomic():
            super().carry_out(by)
            reminders.confirm(self.stored)


class ReferredForm(MoveForm):
    referred_to = CleanTextField(
        label=_("Where to"),
        max_length=200,
        error_messages={
            "required": _("Enter where the family was sent."),
            "max_length": _("Shorten this to 200 characters."),
        },
    )
    referral_urgency = forms.ChoiceField(
        label=_("How soon"),
        choices=ReferralUrgency.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the family has to go there at once.")},
    )
    referral_told = CleanTextField(
        label=_("Who was told there"),
        max_length=200,
        required=False,
        error_messages={"max_length": _("Shorten this to 200 characters.")},
    )

    def details(self) -> dict[str, Any]:
        names = ("referred_to", "referral_urgency", "referral_told")
        return {name: self.cleaned_data[name] for name in names}


class DuplicateForm(MoveForm):
    duplicate_of = forms.CharField(
        label=_("Reference of the other request"),
        max_length=40,
        error_messages={
            "required": _("Enter the reference of the other request for the same child.")
        },
    )

    def clean_duplicate_of(self) -> AppointmentRequest:
        reference = normalised(self.cleaned_data["duplicate_of"])
        other = AppointmentRequest.objects.filter(reference=reference).first()
        if other is None:
            raise ValidationError(_("There is no request with this reference."))
        return other

    def details(self) -> dict[str, Any]:
        return {"duplicate_of": self.cleaned_data["duplicate_of"]}


WITH_DETAILS = {
    Status.SCHEDULED: ScheduledForm,
    Status.REFERRED: ReferredForm,
    Status.DUPLICATE: DuplicateForm,
}
FORMS: dict[Status, type[MoveForm]] = {
    status: type(
        f"{status.name.title()}Form", (WITH_DETAILS.get(status, MoveForm),), {"status": status}
    )
    for status in Status
}


def offered(stored: AppointmentRequest) -> tuple[list[MoveForm], list[tuple[str, str]]]:
    """A form for each move that can be made now; the words of the others, and what they lack."""
    lacks = {status: missing(stored, status) for status in stored.moves()}
    forms_now = [FORMS[status](stored) for status, lack in lacks.items() if not lack]
    return forms_now, [(str(WORDS[status]), lack) for status, lack in lacks.items() if lack]


def missing(stored: AppointmentRequest, status: Status) -> str:
    """What has to happen before this move; empty when it can be made."""
    if status == Status.DECLINED and not moves.reached_family(stored):
        return str(_("after a call that reached the family"))
    if status == Status.UNREACHABLE and not moves.tried_enough(stored):
        return str(_("after three calls on two days that reached nobody"))
    return ""
