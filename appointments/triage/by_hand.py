"""A request that came by telephone, in person or as a letter, written down by staff."""

from django import forms
from django.contrib.auth.models import AbstractUser
from django.http import HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from appointments import intake
from appointments.choices import Language, Source
from appointments.forms import CORE, AppointmentForm
from appointments.models import AppointmentRequest, Priority
from appointments.triage.gate import admin_page, needs

TOLD = "told"  # consent by word of mouth or letter, noted by staff
ASKED = (
    *("child_age_unit", "message", "preferred_language", "phone_alternative", "email"),
    *("district", "known_patient", "preferred_date", "best_time"),
)


class ByHandForm(AppointmentForm):
    """The family's six questions in the words of staff; more where it helps."""

    source = forms.ChoiceField(
        label=_("How the request came"),
        choices=[choice for choice in Source.choices if choice[0] != Source.FORM],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the request came.")},
    )
    priority = forms.TypedChoiceField(
        label=_("Priority"), choices=Priority.choices, coerce=int, initial=Priority.SOON
    )
    more_names = ASKED

    class Meta(AppointmentForm.Meta):
        fields = [*CORE, "urgent_signs", *ASKED]

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        for name in self.fields.keys() - {*CORE, *ASKED, *self.own_names}:
            del self.fields[name]
        for name, label in {
            "guardian_name": _("Parent's or guardian's name"),
            "urgent_signs": _("Does the child have any of these now?"),
            "consent": _("The parent or guardian agrees that we keep this and call."),
            "message": _("What was said, or stands in the letter"),
        }.items():
            self.fields[name].label = label
        for name in ("guardian_name", "phone", "urgent_signs"):
            self.fields[name].help_text = ""
        self.fields["consent"].error_messages["required"] = _(
            "Ask the parent or guardian, and tick this box. Without it nothing may be kept."
        )
        self.fields["guardian_name"].error_messages["required"] = _("Enter the name.")
        self.fields["concern"].widget = forms.Select(
            choices=[("", "–"), *self.fields["concern"].choices]
        )
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"  # it would offer the last family's
        self.order_fields(["source", *CORE, "urgent_signs", "priority", *ASKED, "consent"])

    own_names = ("source", "priority", "urgent_signs", "consent", "form_token", "website")

    def save(self, by: AbstractUser) -> AppointmentRequest:
        """Store the request, once, however often the button is pressed."""
        language = self.cleaned_data["preferred_language"] or Language.BENGALI
        request = self.request_as_told(language, TOLD)
        request.source = self.cleaned_data["source"]
        request.priority = self.cleaned_data["priority"]
        return intake.store(request, self.token, self.answers(), by=by)


@needs("add_appointmentrequest")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    form = ByHandForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        stored = form.save(by=request.user)
        return redirect("admin:appointments_appointmentrequest_change", stored.pk)
    return admin_page(request, "by_hand.html", gettext("Write down a request"), form=form)
