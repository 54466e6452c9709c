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
    def carry_out(self, by: AbstractUser) -> None:
        self.stored.set_hold(not self.stored.hold, by=by, reason=self.cleaned_data["reason"])


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
            return step(request, pk, form_class, template, title)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, gettext("Done."))
            return redirect("admin:appointments_appointmentrequest_change", pk)
    return admin_page(request, template, title, stored=stored, form=form, **others(stored))


def others(stored: AppointmentRequest) -> dict[str, Any]:
    """The requests that go with it, and those with the same phone that do not."""
    together = list(stored.duplicates.filter(erased_at__isnull=True))
    same_phone = search.with_number(stored.numbers) if stored.numbers else []
    apart = AppointmentRequest.objects.filter(pk__in=same_phone)
    return {
        "together": together,
        "apart": apart.exclude(pk__in=[stored.pk, *(each.pk for each in together)]),
    }


@needs("erase_appointmentrequest")
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    return step(request, pk, EraseForm, "erase.html", gettext("Erase what the family wrote"))


@needs("erase_appointmentrequest")
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    return step(request, pk, HoldForm, "hold.html", gettext("Keep from erasure"))
