"""What every page's frame needs; nothing is read before a template asks for it."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from pages.models import Clinic, Section


def site(request: HttpRequest) -> dict:
    return {
        "clinic": SimpleLazyObject(Clinic.load),
        "sections": SimpleLazyObject(
            lambda: [each for each in Section.objects.all() if each.title]
        ),
        "site_url": settings.SITE_URL,
        "offline_reading": settings.OFFLINE_READING,
    }
