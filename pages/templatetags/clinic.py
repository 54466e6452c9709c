"""What the admin's start page asks those for who keep the site."""

from django import template
from django.contrib.auth.models import AbstractUser
from django.db.models import Q
from django.utils import timezone

from pages import languages
from pages.clinic import Clinic
from pages.models import Article

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


@register.filter
def awaiting_review(user: AbstractUser) -> int:
    """How many public articles no doctor of the clinic has approved, for those who edit them."""
    if not user.has_perm("pages.change_article"):
        return 0
    now = timezone.now()
    return Article.objects.filter(Q(published_at_bn__lte=now) | Q(published_at_en__lte=now)).count()
