"""What the admin's start page asks the clinic's managers for."""

from django import template
from django.contrib.auth.models import AbstractUser

from pages import languages
from pages.clinic import Clinic

register = template.Library()

ASKED_FOR = ("phone", *(f"address_{code}" for code in languages.CODES), "calls_from")


@register.filter
def missing_particulars(user: AbstractUser) -> list[str]:
    """The labels of what is still empty, for those who may fill it in."""
    if not user.has_perm("pages.change_clinic"):
        return []
    clinic = Clinic.load()
    missing = [name for name in ASKED_FOR if not getattr(clinic, name)]
    return [Clinic._meta.get_field(name).verbose_name for name in missing]
