"""The form families fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from appointments import intake, phones, tokens
from appointments.ages import AgeError, AgeUnit, NotAChild, age_in_days
from appointments.choices import UrgentSign
from appointments.family_form import FamilyForm
from appointments.fields import CleanTextField, PhoneField
from appointments.models import AppointmentRequest
from appointments.optional_answers import MORE, MORE_LABELS, NAMES, OptionalAnswers
from pages import languages
from pages.clinic import Clinic

# To be raised with the wording of the consent below, or with what the privacy notice promises.
CONSENT_VERSION = "2026-11.3"

# The questions that every request needs, but for the consent.
CORE = ("child_name", "child_age", "guardian_name", "phone", "concern")
PHONES = ("phone", "phone_alternative", "filled_by_phone")


class AppointmentForm(FamilyForm, OptionalAnswers, forms.ModelForm):
    """Six questions that every request needs, and more for those who like to tell more.

    Sending the same answers from the same form again gives the same request; changed answers
    are a request of their own, tied to the first. A form whose token is missing, foreign or a day
    old is not stored: it comes back filled, with a fresh token.
    """

    child_name = CleanTextField(
        label=_("Child's name"),
        max_length=120,
        error_messages=NAMES | {"required": _("Enter the child's name.")},
    )
    child_age = CleanTextField(
        label=_("Child's age"),
        max_length=60,
        help_text=_("For example: 3 months, 2.5 years, or the date of birth."),
        error_messages={
            "required": _("Enter the child's age."),
            "max_length": _("Enter only the age, for example 3 months."),
            "unclear": _("Enter the age with years or months, for example 3 years or 8 months."),
            "adult": _(
                "We treat children under 18. For an adult, call us and we will say where to go."
            ),
            "adult_phone": _(
                "We treat children under 18. For an adult, call us on %(phone)s and we "
                "will say where to go."
            ),
        },
    )
    guardian_name = CleanTextField(
        label=_("Your name"),
        max_length=120,
        help_text=_("The mother, the father or the guardian."),
        error_messages=NAMES | {"required": _("Enter your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = PhoneField(
        label=_("Phone number"),
        help_text=_("We call this number. For example: 01712345678."),
        error_messages={
            "required": _("Enter the phone number that we can call."),
            "several": _(
                "Enter one number here. There is a place for a second number further down."
            ),
        },
    )
    concern = forms.ChoiceField(
        label=_("What is the problem?"),
        choices=AppointmentRequest._meta.get_field("concern").choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what fits best. You can choose “I am not sure”."),
            "invalid_choice": _("Choose one of the answers in the list."),
        },
    )
    consent = forms.BooleanField(
        label=_("I am the child's parent or guardian, or I write with their permission."),
        error_messages={
            "required": _("Tick this box if you may ask for this child. Without it we cannot call.")
        },
    )
    urgent_signs = forms.MultipleChoiceField(
        label=_("Does your child have any of these now?"),
        choices=UrgentSign.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick all that fit. Your request will be sent either way."),
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    form_token = forms.CharField(required=False, widget=forms.HiddenInput)
    # A decoy: people never see it, programs fill it in.
    website = CleanTextField(required=False)

    field_order = [*CORE, "urgent_signs", "consent", *MORE]
    more_names: tuple[str, ...] = MORE

    class Meta:
        model = AppointmentRequest
        fields = [*CORE, "urgent_signs", *MORE]
        labels = MORE_LABELS

    def __init__(self, data: QueryDict | None = None) -> None:
        self.token = None
        if data is not None:
            self.token = tokens.read_form_token(data.get("form_token", ""))
            if self.token is None:
                data = data.copy()
                data["form_token"] = tokens.new_form_token(opened=tokens.FASTEST)
        super().__init__(data)
        self.initial["form_token"] = tokens.new_form_token()
        for name in self.more_names:
            field = self.fields[name]
            if isinstance(field, forms.TypedChoiceField):
                field.choices = [("", _("Not chosen")), *field.choices[1:]]
                field.error_messages["invalid_choice"] = _("Choose one of the answers in the list.")

    @property
    def core(self) -> list[BoundField]:
        """The questions that every request needs, but for the consent."""
        return [self[name] for name in CORE]

    @property
    def more(self) -> list[BoundField]:
        """What a family may tell beside that."""
        return [self[name] for name in self.more_names]

    @property
    def more_is_open(self) -> bool:
        """Whether something below "more" was filled in, rightly or wrongly."""
        return self.is_bound and any(field.value() for field in self.more)

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("child_age") and "child_age_unit" in answers:
            self._clean_age(answers["child_age"], answers["child_age_unit"])
        if self.token is None:
            raise ValidationError(
                _("This form had been open for too long. Nothing is lost: press Send once more."),
                code="token",
            )
        return answers

    def _clean_age(self, typed: str, unit: str) -> None:
        messages = self.fields["child_age"].error_messages
        try:
            days = age_in_days(typed, unit, timezone.localdate())
        except NotAChild:
            phone = Clinic.load().phone
            message = messages["adult_phone"] % {"phone": phone} if phone else messages["adult"]
            self.add_error("child_age", ValidationError(message, "adult"))
        except AgeError:
            self.add_error("child_age", ValidationError(messages["unclear"], "unclear"))
        else:
            self.instance.child_age_days = days
            if days is None:
                self.cleaned_data["child_age_unit"] = AgeUnit.UNBORN

    def save(self, address: str) -> AppointmentRequest:
        """Store the request, once, as sent from `address`; returns the stored row either way.

        Raises LimitReached.
        """
        request = self.request_as_told(languages.current(), CONSENT_VERSION)
        request.suspicious = bool(self.cleaned_data["website"]) or self.token.is_too_fast
        return intake.store(request, self.token, self.answers(), address=address)

    def request_as_told(self, language: str, consent_version: str) -> AppointmentRequest:
        """The request, not stored yet."""
        request = super().save(commit=False)
        request.page_language = language
        request.phone_e164 = phones.e164(request.phone)
        request.consent_version = consent_version
        return request

    def answers(self) -> dict[str, Any]:
        """Everything that was told, each number in one spelling."""
        return {
            name: phones.e164(value) if value and name in PHONES else value
            for name, value in self.cleaned_data.items()
            if name not in ("form_token", "website")
        }
