"""Template filters for what Django's admin writes itself: its numbers, the words of its icons."""

import re

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.translation import gettext

from pages.bengali import local_digits

register = template.Library()

# What was typed stays as it is, and so does a digit of a name, a reference or an address.
TAG = r"""<(?:"[^"]*"|'[^']*'|[^'">])*>"""
NOT_TEXT = rf"<(textarea|script|style|code|pre)\b.*?</\1>|{TAG}|&#?\w+;"
NUMBER = r"(?<![\w@.+-])[0-9]+(?:[.,][0-9]+)*(?![\w@.+-])"
PIECES = re.compile(f"{NOT_TEXT}|(?a:{NUMBER})", re.DOTALL)
TITLE = re.compile(r'(?<= title=")[^"&]*(?=")')
# What Django's own templates have as alternative texts, and what they say.
ICONS = {"True": "Yes", "False": "No", "None": "Unknown", "Search": "Search"}
ICON = re.compile(rf'(?<=\balt=")({"|".join(ICONS)})(?=")')


@register.filter(is_safe=True)
@stringfilter
def numbers(html: str) -> str:
    """The numbers that stand alone in the page's text, in the reader's digits."""
    return PIECES.sub(_piece, html)


def _piece(match: re.Match) -> str:
    piece = match[0]
    if piece.startswith("<"):
        return TITLE.sub(lambda title: local_digits(title[0]), piece)
    return piece if piece.startswith("&") else local_digits(piece)


@register.filter(is_safe=True)
@stringfilter
def icons(html: str) -> str:
    """Alternative texts that Django leaves in English: the ticks and crosses, the lens."""
    return ICON.sub(lambda match: gettext(ICONS[match[0]]), html)
