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


DAYS_IN = {AgeUnit.DAYS: 1, AgeUnit.WEEKS: 7, AgeUnit.MONTHS: 30.44, AgeUnit.YEARS: 365.25}
ADULT_FROM = 18 * DAYS_IN[AgeUnit.YEARS]
OLDEST = 120 * DAYS_IN[AgeUnit.YEARS]
LONGEST_TEXT = 200


def _folded(text: str) -> str:
    """One spelling for what is typed in several: digits, ড়/ড, পাঁচ/পাচ, joiners, case, spaces."""
    text = latin_digits(clean_text(text)).casefold()
    text = re.sub("[\u09bc\u0981\u200c\u200d]", "", text)  # the dot, the moon, the joiners
    return " ".join(text.split())


def _either(words: str) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(sorted(map(re.escape, _folded(words).split()), key=len, reverse=True))


# How a word for a unit begins, in Bengali, in English and in Bengali typed with Latin letters;
# `h d w m y` count on their own only.
UNITS = {
    rf"{_either('ঘণ্টা ঘন্টা hour hr')}|h\b": 1 / 24,
    rf"{_either('দিন day din')}|d\b": DAYS_IN[AgeUnit.DAYS],
    rf"{_either('সপ্তা হপ্তা week wk sopta shopta')}|w\b": DAYS_IN[AgeUnit.WEEKS],
    rf"{_either('মাস month mnth mth mos mas mash maas')}|mon?\b|m\b": DAYS_IN[AgeUnit.MONTHS],
    rf"{_either('বছর বচর বৎসর বত্সর year yr bochor bosor bochhor')}|yo?\b": DAYS_IN[AgeUnit.YEARS],
}
UNIT = "|".join(UNITS)
UNBORN = re.compile(
    _either(
        "জন্মায়নি জন্মনেয়নি জন্মহয়নি জন্মেনি গর্ভ মায়েরপেটে মারপেটে পেটেরবাচ্চা "
        "notborn notyetborn unborn pregnan antenatal womb fetus foetus"
    )
)
NEWBORN = re.compile(_either("নবজাতক সদ্যজাত সদ্যোজাত আজজন্ম newborn justborn borntoday"))

NUMBERS: dict[str, float] = {_folded("দেড়"): 1.5, _folded("আড়াই"): 2.5}
NUMBERS |= {"দের": 1.5, "আরাই": 2.5, "der": 1.5, "arai": 2.5, "aray": 2.5}
NUMBERS |= {"দু": 2, "ছ": 6, "ন": 9, "twenty": 20}
NUMBERS |= {"বিশ": 20, "কুডি": 20, "একুশ": 21, "পচিশ": 25, "ত্রিশ": 30, "তিরিশ": 30, "চল্লিশ": 40}
for _words in (
    "এক দুই তিন চার পাঁচ ছয় সাত আট নয় দশ এগারো বারো তেরো চৌদ্দ পনেরো ষোলো সতেরো আঠারো",
    "এক দুই তিন চার পাঁচ ছয় সাত আট নয় দশ এগার বার তের চোদ্দ পনের ষোল সতের আঠার",
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen",
    "ek dui tin char pach choy sat aat noy dosh",
):
    NUMBERS |= {word: n for n, word in enumerate(_folded(_words).split(), start=1)}
# সাড়ে তিন is three and a half, পৌনে তিন a quarter less than three.
FRACTIONS = {"সাডে": 0.5, "সারে": 0.5, "সোযা": 0.25, "পৌনে": -0.25}
# Words beside a bare number that leave it an age in years.
FILLERS = set(_folded("বয়স প্রায় age aged about around approx old").split())

# A number word stands alone or right before its unit: দুবছর, তিনমাস.
NUMBER_WORD = re.compile(rf"(?<![a-zঀ-৿])({_either(' '.join(NUMBERS))})(?=$|[^a-zঀ-৿]|{UNIT})")
ONE = re.compile(rf"(?<!half )\ban? (?={UNIT})")
ABOUT_ONE = re.compile(rf"({UNIT})খানেক")
NUMBER = r"\d+(?:[.,]\d+)?"
FRACTION = re.compile(rf"({_either(' '.join(FRACTIONS))}) ?({NUMBER})")
# 2½, 2 1/2, two and a half years, a year and a half
HALF_MORE = re.compile(
    rf"(\d+)((?: ?(?:{UNIT})[^\s\d]*)?) ?(?:and |& )?(?:a )?(?:half\b|হাফ|½|(?<= )1/2\b)"
)
HALF = re.compile(r"(?:half\b|হাফ|আধা|½)(?: an?\b)?")
RANGE = re.compile(r"(\d+) ?(?:[-–/]|\bto\b|\bor\b|থেকে|বা) ?(\d+)(?![\d.,/-])")
TOKEN = re.compile(rf"(?<!\S)\.\d+|{NUMBER}|[^\s\d.,:;/()?!+'’\"“”~|=।–-]+")


class AgeError(ValueError):
    """What was typed cannot be understood as an age."""


class NotAChild(AgeError):
    """The age is 18 years or more: another clinic sees adults."""


def age_in_days(typed: str, unit: str, today: date) -> int | None:
    """Days of age meant by `typed`, None for a child not born yet.

    A unit written in the text wins over `unit`; without either, years are meant. Better refused
    than guessed: a number beside words that are not understood is no age.
    Raises AgeError when it makes no sense and NotAChild from 18 years on.
    """
    if len(typed) > LONGEST_TEXT:
        raise AgeError(typed[:LONGEST_TEXT])
    text = _folded(typed)
    solid = re.sub("[ -]", "", text)
    if unit == AgeUnit.UNBORN or UNBORN.search(solid):
        return None
    try:
        born = birth_date(text, today)
    except ValueError as error:
        raise AgeError(typed) from error
    if born:
        if (born.year + 18, born.month, born.day) <= (today.year, today.month, today.day):
            raise NotAChild(typed)
        return (today - born).days
    newborn = NEWBORN.search(solid)
    try:
        days = _spoken_days(text, unit or (AgeUnit.DAYS if newborn else ""))
    except AgeError:
        if not newborn:
            raise
        days = 0
    if days > OLDEST:
        raise AgeError(typed)
    if days >= ADULT_FROM:
        raise NotAChild(typed)
    return round(days)


def _spoken_days(text: str, chosen: str) -> float:
    """Adds up `2 বছর 6 মাস`; a number without a unit of its own takes the `chosen` one."""
    text = NUMBER_WORD.sub(lambda match: f"{NUMBERS[match[1]]:g} ", text)
    text = FRACTION.sub(
        lambda match: f"{_number(match[2]) + FRACTIONS[match[1]]:g}", " ".join(text.split())
    )
    text = ABOUT_ONE.sub(r"1 \1 ", ONE.sub("1 ", text))
    text = HALF.sub(" 0.5 ", HALF_MORE.sub(r" \1.5\2 ", text))
    text, ranges = RANGE.subn(lambda match: f"{(int(match[1]) + int(match[2])) / 2:g}", text)

    total, number, before, last, strange = 0.0, None, None, None, ranges > 0
    for token in TOKEN.findall(text):
        if token[-1].isdecimal():
            if number not in (None, _number(token)):  # 3 (three) years is one number
                raise AgeError(text)
            number = _number(token)
        elif days := _days_in_unit(token):
            if number is None:
                before = days
            else:
                total, number, last = total + number * days, None, days
        elif token not in FILLERS:
            strange = True
    if number is None:
        if last is None:
            raise AgeError(text)
        return total
    if last is not None and strange:  # 3 years, 12 kg
        raise AgeError(text)
    if last is not None:  # 2 years 6: months are meant
        days = DAYS_IN[AgeUnit.MONTHS if last == DAYS_IN[AgeUnit.YEARS] else AgeUnit.DAYS]
    elif before is not None or chosen:
        days = before or DAYS_IN[AgeUnit(chosen)]
    elif strange:
        raise AgeError(text)
    else:
        days = DAYS_IN[AgeUnit.YEARS]
    return total + number * days


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _days_in_unit(token: str) -> float | None:
    return next((days for words, days in UNITS.items() if re.match(words, token)), None)


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
