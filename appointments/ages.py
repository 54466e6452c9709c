"""A child's age as families say it: ৩ মাস, আড়াই, 2.5, a birth date, not born yet."""

import re
from datetime import date

from django.db import models
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from appointments.birth_dates import birth_date
from pages.bengali import clean_text, latin_digits, local_digits


class AgeUnit(models.TextChoices):
    DAYS = "days", _("days")
    WEEKS = "weeks", _("weeks")
    MONTHS = "months", _("months")
    YEARS = "years", _("years")
    UNBORN = "unborn", _("not born yet")


class AgeError(ValueError):
    """What was typed cannot be understood as an age."""


class NotAChild(AgeError):
    """The age is 18 years or more: another clinic sees adults."""


DAYS_IN = {AgeUnit.DAYS: 1, AgeUnit.WEEKS: 7, AgeUnit.MONTHS: 30.44, AgeUnit.YEARS: 365.25}
ADULT_FROM = 18 * DAYS_IN[AgeUnit.YEARS]
IMPOSSIBLE_FROM = 121 * DAYS_IN[AgeUnit.YEARS]
LONGEST_TEXT = 200


def _folded(text: str) -> str:
    """One spelling for what is typed in several: digits, ড়/ড, পাঁচ/পাচ, joiners, case, marks."""
    text = latin_digits(clean_text(text)).casefold()
    text = re.sub(r"(?<!\d)½", " ½", text).replace("½", ".5 ")
    text = re.sub("[\u09bc\u0981\u200c\u200d]", "", text)  # the dot, the moon, the joiners
    text = re.sub(r"[^\w.,ঀ-৿]|ঃ", " ", text)  # many type ঃ for a colon
    return " ".join(text.split())


UNITS = {
    word: DAYS_IN[unit]
    for unit, words in (
        (AgeUnit.DAYS, "দিন din d day days"),
        (AgeUnit.WEEKS, "সপ্তাহ সপ্তা হপ্তা w wk wks week weeks"),
        (AgeUnit.MONTHS, "মাস mas mash m mo mos mth mths month months"),
        (AgeUnit.YEARS, "বছর বচর বৎসর bochor bosor y yo yr yrs year years"),
    )
    for word in words.split()
}
# Also glued to its number or inflected: দুবছর, মাসের.
BENGALI_UNIT = re.compile(f"({'|'.join(u for u in UNITS if not u.isascii())})(?:ের|র|ে)?")

NUMBERS = {"দেড": 1.5, "দের": 1.5, "আডাই": 2.5, "আরাই": 2.5}  # as folded
for _words in (
    "এক দুই তিন চার পাঁচ ছয় সাত আট নয় দশ এগারো বারো তেরো চৌদ্দ পনেরো ষোলো সতেরো আঠারো",
    "এক দু তিন চার পাঁচ ছ সাত আট ন দশ এগার বার তের চোদ্দ পনের ষোল সতের আঠার",
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen",
):
    NUMBERS |= {word: number for number, word in enumerate(_folded(_words).split(), start=1)}
# সাড়ে তিন is three and a half, পৌনে তিন a quarter less than three.
FRACTIONS = {"সাডে": 0.5, "সারে": 0.5, "সোযা": 0.25, "পৌনে": -0.25}

FILLERS = _folded(
    "বয়স বয়সী প্রায় ও আর এবং ছেলে মেয়ে শিশু বাচ্চা age aged about and o of old boy girl baby"
).split()
NEWBORN = re.compile("new ?born|নবজাতক|সদ্যো?জাত")
# Parts of phrases, without their spaces.
UNBORN = _folded(
    "জন্মায়নি জন্মনেয়নি জন্মহয়নি জন্মেনি গর্ভ মায়েরপেটে মারপেটে পেটেরবাচ্চা "
    "notborn notyetborn unborn pregnan antenatal womb fetus foetus"
).split()
# A number, or anything else up to the next space, digit, dot or comma.
TOKEN = re.compile(r"\d+(?:[.,]\d{1,2})?|(?<!\S)\.\d+|[^\s\d.,]+")


def age_in_days(typed: str, unit: str, today: date) -> int | None:
    """Days of age meant by `typed`, None for a child not born yet.

    A unit written in the text wins over `unit`; without either, years are meant. Better refused
    than guessed: a number beside words that are not understood is no age.
    Raises AgeError when it makes no sense and NotAChild from 18 years on.
    """
    if len(typed) > LONGEST_TEXT:
        raise AgeError
    text = _folded(typed)
    if unit == AgeUnit.UNBORN or any(part in text.replace(" ", "") for part in UNBORN):
        return None
    born = birth_date(text, today)
    if born:
        days = (today - born).days
        adult = (born.year + 18, born.month, born.day) <= (today.year, today.month, today.day)
    else:
        days = _spoken_days(text, unit or AgeUnit.YEARS)
        adult = days >= ADULT_FROM
    if adult:
        raise NotAChild
    return round(days)


def _spoken_days(text: str, unit: str) -> float:
    """Adds up numbers with their units, as in `2 বছর সাড়ে 6 মাস`; without any, `unit` is meant.

    Each part must be shorter than the unit before it: `3 years (36 months)` are not six years.
    """
    text = BENGALI_UNIT.sub(r" \1 ", NEWBORN.sub(" 0 years ", text))
    words = [word for word in TOKEN.findall(text) if word not in FILLERS]
    if not UNITS.keys() & words:
        words.append(unit)  # the values of AgeUnit are among UNITS
    total, limit = 0.0, IMPOSSIBLE_FROM
    rest = iter(words)
    try:
        for word in rest:
            extra = FRACTIONS.get(word, 0)
            number = _number(next(rest, "") if extra else word) + extra
            length = UNITS[next(rest, "")]
            if not 0 <= number * length < limit:
                raise ValueError
            total, limit = total + number * length, length
    except (ValueError, KeyError) as error:  # not a number, not a unit
        raise AgeError from error
    return total


def _number(word: str) -> float:
    return NUMBERS.get(word) or float(word.replace(",", "."))


def spoken_age(days: int | None) -> str:
    """An age for staff to read: days below two months, months below three years, then years."""
    if days is None:
        return gettext("not born yet")
    # A day more, since the average month and year are a fraction longer than the ones meant.
    months, years = (int((days + 1) / DAYS_IN[unit]) for unit in (AgeUnit.MONTHS, AgeUnit.YEARS))
    if days < 61:
        text = ngettext("%d day", "%d days", days) % days
    elif days < 3 * 365:
        text = ngettext("%d month", "%d months", months) % months
    else:
        text = ngettext("%d year", "%d years", years) % years
    return local_digits(text)
