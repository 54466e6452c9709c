"""How a family finds its request again: reference and phone together."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from appointments import limits, phones
from appointments.family_form import FamilyForm
from appointments.fields import CleanTextField, PhoneField
from appointments.models import AppointmentRequest
from appointments.references import normalised


class LookupForm(FamilyForm, forms.Form):
    """Any of the numbers that the family gave will do. A wrong pair says no more than that."""

    reference = CleanTextField(
        label=_("Reference number"),
        max_length=40,
        help_text=_("The eight letters and digits that you got after sending."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={
            "required": _("Enter the reference number."),
            "max_length": _("Enter only the eight letters and digits of the reference number."),
        },
    )
    phone = PhoneField(
        label=_("Phone number"),
        help_text=_("One of the numbers that were given in the request."),
        error_messages={"required": _("Enter the phone number.")},
    )

    @transaction.atomic
    def find(self, address: str) -> AppointmentRequest | None:
        """The request, or None with a message on the form; raises LimitReached.

        Wrong pairs are counted for the `address` they came from.
        """
        limits.LOOKUPS.check(address)
        reference = normalised(self.cleaned_data["reference"])
        number = phones.e164(self.cleaned_data["phone"])
        stored = AppointmentRequest.objects.filter(reference=reference).first()
        if stored and number in stored.numbers:
            return stored
        limits.LOOKUPS.count(address)
        self.add_error(
            None,
            ValidationError(
                _(
                    "We cannot find a request with this reference number and this phone number. "
                    "Check both. It must be a phone number from the request."
                ),
                code="unknown",
            ),
        )
        return None
