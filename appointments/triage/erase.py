"""What a family may ask for: that everything it wrote is erased, in two steps, with a reason."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import AbstractUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from appointments import erasure, search
from appointments.fields import CleanTextField
from appointments.models import AppointmentRequest, MovedOn, MoveRefused
from appointments.triage import rows
from appointments.triage.forms import TriageForm
from appointments.triage.gate import admin_page, needs


class ReasonForm(TriageForm):
    """The reason stays in the timeline, so it must not name anybody."""

    reason = CleanTextField(
        label=_("Reason"),
        max_length=200,
        help_text=_("It stays in the timeline: do not name the family here."),
        error_messages={
            "required": _("Write the reason."),
            "max_length": _("Shorten this to 200 characters."),
        },
    )


class EraseForm(ReasonForm):
    understood = forms.BooleanField(
        label=_("I understand that this cannot be undone."),
        error_messages={"required": _("Tick this box if it is to be erased for good.")},
    )

    def carry_out(self, by: AbstractUser) -> None:
        erasure.erase(self.stored, by=by, reason=self.cleaned_data["reason"])


class HoldForm(ReasonForm):
    """Says itself what is wanted: pressed twice, it does not do the opposite."""

    hold = forms.ChoiceField(
        choices=[("on", _("Keep from erasure")), ("off", _("No longer keep from erasure"))],
        widget=forms.HiddenInput,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["hold"] = "off" if self.stored.hold else "on"

    def carry_out(self, by: AbstractUser) -> None:
        hold = self.cleaned_data["hold"] == "on"
        self.stored.set_hold(hold, by=by, reason=self.cleaned_data["reason"])


def step(
    request: HttpRequest, pk: int, form_class: type[ReasonForm], template: str, title: str
) -> HttpResponse:
    """The page with its form; carried out by POST, or back with a sentence."""
    stored = rows.find(pk)
    form = form_class(stored, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            form.carry_out(by=request.user)
        except MovedOn:
            return step(request, pk, form_class, template, title)  # it now sees what is new
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, gettext("Done."))
            return redirect("admin:appointments_appointmentrequest_change", pk)
    return admin_page(request, template, title, stored=stored, form=form, **others(stored))


def others(stored: AppointmentRequest) -> dict[str, Any]:
    """The requests that go with it, those of the family that do not, and what has to come first."""
    together = [stored, *erasure.twins(stored)]
    same_phone = search.with_number({number for each in together for number in each.numbers})
    apart = {*same_phone, stored.duplicate_of_id} - {each.pk for each in together}
    return {
        "together": together[1:],
        "apart": AppointmentRequest.objects.filter(pk__in=apart, erased_at=None).order_by("pk"),
        "first": erasure.why_not(together),
    }


@needs("erase_appointmentrequest")
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    return step(request, pk, EraseForm, "erase.html", gettext("Erase what the family wrote"))


@needs("erase_appointmentrequest")
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    return step(request, pk, HoldForm, "hold.html", gettext("Keep from erasure"))
