"""Words in the script of the other language, marked as such: no voice can read both."""

import re

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from pages import languages

LATIN = r"[A-Za-z](?:[A-Za-z'’.-]*[A-Za-z])"  # not the A of a list
BENGALI = "[\u0980-\u09e5\u09f0-\u09ff\u200c\u200d]+"  # without digits
# Tags and entities stay as they are, and what is marked already.
FOREIGN = {
    code: re.compile(rf"<span lang=[^<]*</span>|<[^<>]*>|&#?\w+;|(?P<words>{word}(?:[ ,]+{word})*)")
    for code, word in {"bn": LATIN, "en": BENGALI}.items()
}


def marked(text: str) -> SafeString:
    """For a page in the active language; HTML where it is safe, else plain text."""
    here = languages.current()
    there = languages.other(here)

    def mark(match: re.Match) -> str:
        words = match["words"]
        return f'<span lang="{there}">{words}</span>' if words else match[0]

    return mark_safe(FOREIGN[here].sub(mark, conditional_escape(text)))  # noqa: S308 escaped above
