"""A wrong phone number, set right by the family."""

from django import forms
from django.utils.translation import gettext_lazy as _

from appointments.family_form import FamilyForm
from appointments.fields import PhoneField


class PhoneForm(FamilyForm, forms.Form):
    phone = PhoneField(
        label=_("The right phone number"),
        help_text=_("We call this number. For example: 01712345678."),
        error_messages={"required": _("Enter the phone number that we can call.")},
    )
