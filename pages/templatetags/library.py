"""What a picture of the library is called."""

from django import template
from django.utils.translation import gettext

from pages.bengali import local_digits
from pages.models import Picture

register = template.Library()


@register.filter
def called(picture: Picture) -> str:
    """Its alternative text in the language of the page, else its number."""
    number = local_digits(picture.pk)
    return picture.alternative or gettext("Picture %(number)s") % {"number": number}
