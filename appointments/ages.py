"""A child's age as families say it: ৩ মাস, আড়াই, 2.5, a birth date, not born yet."""

import re
from datetime import date

from django.db import models
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from pages.bengali import clean_text, latin_digits, local_digits


class AgeUnit(models.TextChoices):
    DAYS = "days", _("days")
    WEEKS = "weeks", _("weeks")
    MONTHS = "months", _("months")
    YEARS = "years", _("years")
    UNBORN = "unborn", _("not born yet")


DAYS_IN = {AgeUnit.DAYS: 1, AgeUnit.WEEKS: 7, AgeUnit.MONTHS: 30.44, AgeUnit.YEARS: 365.25}
ADULT_FROM = 18 * DAYS_IN[AgeUnit.YEARS]
OLDEST = 120 * DAYS_IN[AgeUnit.YEARS]

# How a word for a unit begins, in Bengali, in English and in Bengali typed with Latin letters.
UNIT_WORDS = {
    AgeUnit.DAYS: ("দিন", "day", "din"),
    AgeUnit.WEEKS: ("সপ্তাহ", "week", "wk"),
    AgeUnit.MONTHS: ("মাস", "month", "mas"),
    AgeUnit.YEARS: ("বছর", "বৎসর", "year", "yr", "bochor", "bosor"),
}
UNBORN_WORDS = ("জন্মায়নি", "জন্ম হয়নি", "গর্ভে", "পেটে", "not born", "unborn", "pregnan")
NEWBORN_WORDS = ("নবজাতক", "newborn", "new born")
NUMBER_WORDS = {"দেড়": 1.5, "আড়াই": 2.5}
for _words in (
    "এক দুই তিন চার পাঁচ ছয় সাত আট নয় দশ এগারো বারো তেরো চৌদ্দ পনেরো ষোলো সতেরো আঠারো",
    "one two three four five six seven eight nine ten eleven twelve",
):
    NUMBER_WORDS |= {word: float(number) for number, word in enumerate(_words.split(), start=1)}
# সাড়ে তিন is three and a half, পৌনে তিন a quarter less than three.
FRACTIONS = {"সাড়ে": 0.5, "সোয়া": 0.25, "পৌনে": -0.25}
BIRTH_DATE = re.compile(r"(\d{1,4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{2,4})")
TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\s\d.,;:/()-]+")


class AgeError(ValueError):
    """What was typed cannot be understood as an age."""


class NotAChild(AgeError):
    """The age is 18 years or more: another clinic sees adults."""


def age_in_days(typed: str, unit: str, today: date) -> int | None:
    """Days of age meant by `typed`, None for a child not born yet.

    A unit written in the text wins over `unit`; without either, years are meant.
    Raises AgeError when it makes no sense and NotAChild from 18 years on.
    """
    text = latin_digits(clean_text(typed)).casefold().strip()
    if unit == AgeUnit.UNBORN or any(word in text for word in UNBORN_WORDS):
        return None
    if match := BIRTH_DATE.fullmatch(text):
        days = (today - _birth_date(match, today)).days
    elif any(word in text for word in NEWBORN_WORDS):
        days = 0
    else:
        days = round(_spoken_days(text, AgeUnit(unit) if unit else AgeUnit.YEARS))
    if not 0 <= days <= OLDEST:
        raise AgeError(typed)
    if days >= ADULT_FROM:
        raise NotAChild(typed)
    return days


def _birth_date(match: re.Match, today: date) -> date:
    """Day first, as in Bangladesh, unless the year stands first; 23 means 2023."""
    first, month, last = (int(part) for part in match.groups())
    day, year = (last, first) if len(match[1]) == 4 else (first, last)
    if year < 100:
        year += today.year // 100 * 100
    try:
        return date(year, month, day)
    except ValueError as error:
        raise AgeError(match[0]) from error


def _spoken_days(text: str, unit: AgeUnit) -> float:
    """Adds up `2 বছর 6 মাস`; a number without a unit of its own takes `unit`."""
    total, number, fraction = None, None, 0.0
    for token in TOKEN.findall(text):
        if token in FRACTIONS:
            fraction = FRACTIONS[token]
        elif token[0].isdigit() or token in NUMBER_WORDS:
            if number is not None:
                raise AgeError(text)
            number = NUMBER_WORDS.get(token) or float(token.replace(",", "."))
            number, fraction = number + fraction, 0.0
        elif number is not None and (named := _unit_named(token)):
            total, number = (total or 0) + number * DAYS_IN[named], None
    if number is not None:
        total = (total or 0) + number * DAYS_IN[unit]
    if total is None:
        raise AgeError(text)
    return total


def _unit_named(token: str) -> AgeUnit | None:
    return next((unit for unit, words in UNIT_WORDS.items() if token.startswith(words)), None)


def spoken_age(days: int | None) -> str:
    """An age for staff to read: days below two months, months below three years, then years."""
    if days is None:
        return gettext("not born yet")
    if days < 61:
        text = ngettext("%d day", "%d days", days) % days
    elif days < 3 * 365:
        months = int(days / DAYS_IN[AgeUnit.MONTHS])
        text = ngettext("%d month", "%d months", months) % months
    else:
        years = int(days / DAYS_IN[AgeUnit.YEARS])
        text = ngettext("%d year", "%d years", years) % years
    return local_digits(text)
