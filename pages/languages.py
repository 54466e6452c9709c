"""The site's two languages: which one an address names and which one a reader wants."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation.trans_real import parse_accept_lang_header

CODES = tuple(code for code, _name in settings.LANGUAGES)
NAMES = dict(settings.LANGUAGES)  # each in its own script
REGIONS = {"bn": "bn_BD", "en": "en_GB"}
SPOKEN = settings.LANGUAGE_NAMES  # each in the reader's language


def other(code: str) -> str:
    """The language beside this one."""
    return next(each for each in CODES if each != code)


def current() -> str:
    """The active language, one of CODES (a regional variant counts as its language)."""
    return (get_language() or settings.LANGUAGE_CODE).partition("-")[0]


def language_of_path(path: str) -> str | None:
    """`bn` for /bn/…, None for an address without a language."""
    code = path.lstrip("/").partition("/")[0]
    return code if code in CODES else None


def preferred_language(request: HttpRequest) -> str:
    """Bengali if the browser names it at all, else English if named, else Bengali.

    Phones sold in Bangladesh often list English first and Bengali second; the order says little
    about what a parent reads best.
    """
    header = request.headers.get("Accept-Language", "")
    named = {tag.partition("-")[0] for tag, quality in parse_accept_lang_header(header) if quality}
    return next((code for code in CODES if code in named), settings.LANGUAGE_CODE)
