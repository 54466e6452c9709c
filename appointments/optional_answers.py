"""What a family may tell beside the questions that every request needs."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from appointments.fields import CleanEmailField, CleanTextField, PhoneField
from pages.fields import LocalDateField

MORE = (
    *("child_age_unit", "known_patient", "message", "preferred_date", "best_time"),
    *("contact_method", "preferred_language", "phone_owner", "phone_alternative"),
    *("email", "district", "relationship"),
    *("filled_by", "filled_by_name", "filled_by_phone"),
)
MORE_LABELS = {
    "child_age_unit": _("The age is in"),
    "known_patient": _("Has the child been seen by us before?"),
    "best_time": _("Best time to call"),
    "contact_method": _("How should we reach you?"),
    "preferred_language": _("Language you want to speak"),
    "phone_owner": _("Whose phone is it?"),
    "relationship": _("What is the child to you?"),
    "filled_by": _("Who is filling in this form?"),
}

NAMES = {"max_length": _("This name is too long. Shorten it to 120 characters.")}


class OptionalAnswers(forms.Form):
    """The fields of MORE that say something of their own; the model knows the others."""

    filled_by_name = CleanTextField(
        label=_("Name of the person filling in this form"),
        max_length=120,
        required=False,
        help_text=_("If it is not you whom we should call."),
        error_messages=NAMES,
    )
    filled_by_phone = PhoneField(
        label=_("Phone of the person filling in this form"), required=False
    )
    phone_alternative = PhoneField(
        label=_("A second phone number"),
        required=False,
        help_text=_("If nobody answers the first one. From abroad: a number in Bangladesh."),
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    email = CleanEmailField(
        label=_("Email address"),
        required=False,
        max_length=None,  # the model's: a long and wrong address gets one message, not two
        error_messages=dict.fromkeys(
            ("invalid", "max_length"),
            _("Enter a full email address, for example name@example.com."),
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    preferred_date = LocalDateField(
        label=_("A day that suits you"),
        required=False,
        help_text=_("Day, month and year, for example 25/12/2026. We will try."),
        error_messages={"invalid": _("Enter a day as day/month/year, for example 25/12/2026.")},
    )
    district = CleanTextField(
        label=_("District where you live"),
        max_length=80,
        required=False,
        error_messages={"max_length": _("Enter only the name of the district.")},
    )
    message = CleanTextField(
        label=_("Anything else we should know"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "max_length": _("Shorten this to 2,000 characters. You can tell us the rest by phone.")
        },
    )

    def clean_preferred_date(self) -> date | None:
        day = self.cleaned_data["preferred_date"]
        if day and day < timezone.localdate():
            raise ValidationError(_("Choose a day from today on."), code="past")
        return day
