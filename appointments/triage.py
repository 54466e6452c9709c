"""What staff do with one request: a form that only calls the request's own methods."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from appointments.choices import CallOutcome
from appointments.fields import CleanTextField, LocalDateTimeField
from appointments.models import AppointmentRequest, MoveRefused, Priority, Status
from appointments.moves import refuse_unless_allowed
from appointments.references import normalised

# What is typed for one move only; it must not be left aside because the move was not chosen.
DETAIL_OF = {
    "visit": Status.SCHEDULED,
    "sent_to": Status.REFERRED,
    "same_as": Status.DUPLICATE,
}


LATEST_VISIT = timedelta(days=730)


class TriageForm(forms.ModelForm):
    """A call, a move, a priority, a note: whatever was filled in is done together.

    The family's answers are not among the fields. `seen_version` is the state the person saw;
    saving over a newer one is refused. (The names differ from the model's fields: those are not
    editable, and the admin refuses to show them in a form.)
    """

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    call = forms.ChoiceField(
        label=_("I called"), required=False, choices=[("", "—"), *CallOutcome.choices]
    )
    move = forms.ChoiceField(label=_("The request is now"), required=False)
    visit = LocalDateTimeField(
        label=_("Date and time of the visit"), required=False, widget=AdminSplitDateTime
    )
    sent_to = CleanTextField(label=_("Sent to"), required=False, max_length=200)
    same_as = forms.CharField(
        label=_("Reference of the other request"), required=False, max_length=20
    )
    new_priority = forms.TypedChoiceField(
        label=_("Priority"), required=False, coerce=int, empty_value=None
    )
    note = CleanTextField(
        label=_("Note"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        error_messages={"max_length": _("Shorten this note to 4,000 characters.")},
    )

    class Meta:
        model = AppointmentRequest
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Empty means as before, so that a page which was open for long changes nothing by itself.
        as_before, request = gettext("as before: %(status)s"), self.instance
        self.fields["move"].choices = [
            ("", as_before % {"status": request.get_status_display()}),
            *((status.value, status.label) for status in request.moves()),
        ]
        self.fields["new_priority"].choices = [
            ("", as_before % {"status": request.get_priority_display()}),
            *Priority.choices,
        ]
        self.initial["seen_version"] = request.version

    def clean_visit(self) -> datetime | None:
        visit, now = self.cleaned_data["visit"], timezone.now()
        correction = self.instance.status == Status.ATTENDED
        if visit and not correction and not now < visit < now + LATEST_VISIT:
            raise forms.ValidationError(_("Enter a time to come, within the next two years."))
        return visit

    def clean_same_as(self) -> AppointmentRequest | None:
        typed = self.cleaned_data["same_as"]
        if not typed:
            return None
        other = AppointmentRequest.objects.filter(reference=normalised(typed)).first()
        if other is None:
            raise forms.ValidationError(_("There is no request with this reference."))
        return other

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("seen_version") != self.instance.version:
            self.data = self.data.copy()
            self.data["seen_version"] = self.instance.version
            raise forms.ValidationError(
                _(
                    "Somebody else changed this request while it was open here. What is new stands "
                    "in the timeline below. Look at it, then save again if it still fits."
                )
            )
        if not self.errors:
            self._clean_move(data)
        return data

    def _clean_move(self, data: dict[str, Any]) -> None:
        for name, status in DETAIL_OF.items():
            if data[name] and data["move"] != status:
                sentence = gettext("You filled in “%(field)s”. Choose “%(status)s” here as well.")
                words = {"field": self.fields[name].label, "status": status.label}
                self.add_error("move", sentence % words)
        if self.errors or not data["move"]:
            return
        try:
            refuse_unless_allowed(
                self.instance,
                Status(data["move"]),
                call=data["call"],
                **self._details(),
            )
        except MoveRefused as refusal:
            self.add_error("move", str(refusal))

    def _details(self) -> dict[str, Any]:
        """What move_to() takes beside the status."""
        data = self.cleaned_data
        return {
            "note": data["note"],
            "visit_at": data["visit"],
            "referred_to": data["sent_to"],
            "duplicate_of": data["same_as"],
        }

    def carry_out(self, by: AbstractUser) -> None:
        """Do what was filled in; raises MovedOn when somebody was faster."""
        data, request = self.cleaned_data, self.instance
        note = data["note"]
        with transaction.atomic():
            if data["call"]:
                request.log_call(
                    CallOutcome(data["call"]), by=by, note="" if data["move"] else note
                )
            if data["new_priority"] not in (None, request.priority):
                request.set_priority(Priority(data["new_priority"]), by=by)
            if data["move"]:
                request.move_to(Status(data["move"]), by=by, **self._details())
            elif note and not data["call"]:
                request.add_note(note, by=by)
