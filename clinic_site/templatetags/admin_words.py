"""Template filters for what Django's admin writes itself: its numbers, icons and histories."""

import json
import re

from django import template
from django.core.paginator import Page
from django.template.defaultfilters import capfirst, stringfilter
from django.utils.translation import gettext

from pages.bengali import local_digits

register = template.Library()

# What was typed stays as it is, and so does a digit of a name, a reference or an address.
TAG = r"""<(?:"[^"]*"|'[^']*'|[^'">])*>"""
NOT_TEXT = rf"<(textarea|script|style|code|pre)\b.*?</\1>|{TAG}|&#?\w+;"
GROUPS = r"[0-9]+(?:,[0-9]+)*(?:\.[0-9]+)?(?::[0-9]+)*"  # 12, 1,234, 1.5, 8:31
NUMBER = rf"(?<![\w@.+-])(?<![0-9]:){GROUPS}(?![\w@.+-]|:[0-9])"
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


@register.filter
def in_words(entries: Page) -> Page:
    """Entries of a history with their fields called as in the form; the log has them in English."""
    for entry in entries:
        if entry.change_message.startswith("["):  # else a text of our own
            changes = json.loads(entry.change_message)
            for details in (each for change in changes for each in change.values()):
                if "fields" in details:
                    details["fields"] = [_label(each) for each in details["fields"]]
            entry.change_message = json.dumps(changes)
    return entries


def _label(stored: str) -> str:
    """`Title (Bengali)` as the form calls it: in code it is `title`, once for both languages."""
    name, mark, language = stored.partition(" (")
    words = gettext(name)
    if words == name:
        words = gettext(name[:1].lower() + name[1:])
    if not mark:
        return capfirst(words)
    return f"{capfirst(words)} ({gettext(language.removesuffix(')'))})"
