"""What a family tells in the form, in its own words."""

from contextlib import suppress

from django.db import models
from django.utils.translation import gettext_lazy as _

from appointments import phones
from appointments.ages import AgeUnit, spoken_age
from appointments.choices import (
    BestTime,
    Concern,
    ContactMethod,
    FilledBy,
    KnownPatient,
    Language,
    PhoneOwner,
    Relationship,
    UrgentSign,
)
from appointments.phones import PhoneError


class FamilyAnswers(models.Model):
    """The answers of one form; they stay as they were sent, but for a wrong phone number.

    The first five and the consent are always there; what is empty was not told.
    """

    child_name = models.CharField(_("child's name"), max_length=120)
    child_age = models.CharField(_("child's age, as written"), max_length=60)
    child_age_unit = models.CharField(
        _("unit of the age"), max_length=6, choices=AgeUnit.choices, blank=True
    )
    child_age_days = models.PositiveIntegerField(
        _("child's age in days when sent"), null=True, blank=True
    )
    guardian_name = models.CharField(_("parent's or guardian's name"), max_length=120)
    phone = models.CharField(_("phone, as written"), max_length=40)
    phone_e164 = models.CharField(_("phone"), max_length=16, db_index=True)
    concern = models.CharField(_("concern"), max_length=12, choices=Concern.choices)
    urgent_signs = models.JSONField(_("urgent signs"), default=list, blank=True)
    consent_version = models.CharField(_("consent"), max_length=10)

    filled_by = models.CharField(
        _("filled in by"), max_length=8, choices=FilledBy.choices, blank=True
    )
    filled_by_name = models.CharField(_("name of who filled it in"), max_length=120, blank=True)
    filled_by_phone = models.CharField(_("phone of who filled it in"), max_length=40, blank=True)
    relationship = models.CharField(
        _("the child is the guardian's"), max_length=10, choices=Relationship.choices, blank=True
    )
    phone_owner = models.CharField(
        _("whose phone"), max_length=9, choices=PhoneOwner.choices, blank=True
    )
    phone_alternative = models.CharField(_("second phone"), max_length=40, blank=True)
    contact_method = models.CharField(
        _("how to reach the family"), max_length=8, choices=ContactMethod.choices, blank=True
    )
    email = models.EmailField(_("email"), blank=True)
    best_time = models.CharField(
        _("best time to call"), max_length=9, choices=BestTime.choices, blank=True
    )
    preferred_language = models.CharField(
        _("language to speak"), max_length=2, choices=Language.choices, blank=True
    )
    known_patient = models.CharField(
        _("seen here before"), max_length=6, choices=KnownPatient.choices, blank=True
    )
    preferred_date = models.DateField(_("preferred date"), null=True, blank=True)
    district = models.CharField(_("district"), max_length=80, blank=True)
    message = models.TextField(_("message"), max_length=2000, blank=True)

    class Meta:
        abstract = True

    @property
    def spoken_age(self) -> str:
        """The age in words; as typed where it was never worked out."""
        if self.child_age_days is None and self.child_age_unit != AgeUnit.UNBORN:
            return self.child_age
        return spoken_age(self.child_age_days)

    @property
    def numbers(self) -> set[str]:
        """Every number that the family gave, in international form."""
        numbers = {self.phone_e164} - {""}
        for typed in (self.phone_alternative, self.filled_by_phone):
            with suppress(PhoneError):  # nor may one that no longer counts as a number break this
                numbers.add(phones.e164(typed))
        return numbers

    @property
    def urgent_sign_labels(self) -> list[str]:
        return [str(UrgentSign(sign).label) for sign in self.urgent_signs]
