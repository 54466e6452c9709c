"""An age is taken however families say it, and refused rather than guessed."""

import time
import unicodedata
from datetime import date, timedelta

import pytest
from django.utils.translation import override

from appointments.ages import AgeError, NotAChild, age_in_days, spoken_age
from pages.bengali import TO_BENGALI
from tests.appointments.family import in_language

TODAY = date(2026, 11, 23)
UNCLEAR, ADULT = AgeError, NotAChild


def days_since(day: date) -> int:
    return (TODAY - day).days


def outcome(typed: str, unit: str = "", today: date = TODAY) -> int | type | None:
    """The days, or which refusal."""
    try:
        return age_in_days(typed, unit, today)
    except AgeError as error:
        return type(error)


# Months have 30.44 days, years 365.25.
SPOKEN = {
    # one number and its unit
    "৩ মাস": 91,
    "৩মাস": 91,
    "৩ (তিন) মাস": 91,
    "৩ মাসের": 91,
    "বয়স ৩ মাস": 91,
    "৩ মাস (প্রায়)": 91,
    "প্রায় ৩ মাস।": 91,
    "তিন মাস": 91,
    "তিনমাস": 91,
    "৫ দিন": 5,
    "৫দিন": 5,
    "পাঁচ দিন": 5,
    "পাচ দিন": 5,
    "পনেরো দিন": 15,
    "পনের দিন": 15,
    "একুশ দিন": 21,
    "চল্লিশ দিন": 40,
    "২ সপ্তাহ": 14,
    "দুই সপ্তাহ": 14,
    "দুই হপ্তা": 14,
    "১২ ঘণ্টা": 0,
    "36 hours": 2,
    "৩ বছর": 1096,
    "৩ বৎসর": 1096,
    "৩ বচর": 1096,
    "দু বছর": 730,
    "দুবছর": 730,
    "ছ'মাস": 183,
    "ন মাস": 274,
    "এগারো বছর": 4018,
    "এগার বছর": 4018,
    "two years": 730,
    "Two Years Old": 730,
    "three-year-old": 1096,
    "a year": 365,
    "a 3 year old girl": 1096,
    "1 yr": 365,
    "3yrs": 1096,
    "3y": 1096,
    "3 yo": 1096,
    "18 months": 548,
    "18mo": 548,
    "18 mths": 548,
    "6m": 183,
    "6m?": 183,
    "6 m.": 183,
    "10d": 10,
    "2w": 14,
    "2 bochor": 730,
    "dui bosor": 730,
    "6 mas": 183,
    "10 din": 10,
    # a unit before its number
    "মাস: ৬": 183,
    "Years: 3": 1096,
    "বয়স বছর ৩": 1096,
    # fractions
    "২.৫": 913,
    "2,5": 913,
    "2.5 years": 913,
    "২.৫ মাস": 76,
    ".5": 183,
    "০.৫ বছর": 183,
    "আড়াই": 913,
    "আড়াই বছর": 913,
    "আড়াইবছর": 913,
    "আরাই বছর": 913,
    "আড়াই মাস": 76,
    "দেড়": 548,
    "দেড় বছর": 548,
    "দেড়বছর": 548,
    "দেড় মাস": 46,
    "সাড়ে তিন বছর": 1278,
    "সাড়ে তিন": 1278,
    "সাড়ে ৩ বছর": 1278,
    "সাড়ে চার মাস": 137,
    "সোয়া এক বছর": 457,
    "পৌনে দুই": 639,
    "পৌনে এক বছর": 274,
    "½": 183,
    "½ year": 183,
    "half a year": 183,
    "আধা বছর": 183,
    "2½ years": 913,
    "2 1/2 years": 913,
    "two and a half years": 913,
    "2 and half years": 913,
    "a year and a half": 548,
    "one and a half": 548,
    "2 years and a half": 913,
    # two units
    "৩ বছর ২ মাস": 1157,
    "৩বছর২মাস": 1157,
    "৩ বছর, ২ মাস": 1157,
    "৩ বছর ও ২ মাস": 1157,
    "তিন বছর দুই মাস": 1157,
    "2y6m": 913,
    "2 years 6 months": 913,
    "2 years - 6 months": 913,
    "2 years 6": 913,
    "2 months 10": 71,
    "১ বছর ২ মাস ৩ দিন": 429,
    # about
    "৩/৪ বছর": 1278,
    "৩-৪ বছর": 1278,
    "৩ থেকে ৪ বছর": 1278,
    "তিন-চার বছর": 1278,
    "3 to 4 years": 1278,
    "2 or 3 months": 76,
    "বছরখানেক": 365,
    "মাসখানেক": 30,
    # years, when nothing is said
    "3": 1096,
    "৩": 1096,
    "three": 1096,
    "বয়স ৩": 1096,
    "age 3": 1096,
    "০": 0,
    "0": 0,
    # the rest of the sentence is not the age
    "৩ বছর, পেটে ব্যথা": 1096,
    "মেয়ে, ৩ বছর": 1096,
    "৩ বছর পূর্ণ হয়নি": 1096,
    # newborn
    "নবজাতক": 0,
    "newborn": 0,
    "New born baby": 0,
    "সদ্যোজাত": 0,
    "নবজাতক, ৫ দিন": 5,
    "newborn 5": 5,
    "নবজাতক পাঁচ দিন": 5,
    # not born yet
    "এখনো জন্মায়নি": None,
    "জন্মায় নি": None,
    "জন্ম হয়নি": None,
    "৭ মাসের গর্ভে": None,
    "মায়ের পেটে": None,
    "not born yet": None,
    "not yet born": None,
    "unborn, 7 months": None,
    "8 months pregnant": None,
    # the limit
    "17 years 11 months": 6544,
    "১৭ বছর": 6209,
    "215 months": 6545,
    "216 months": ADULT,
    "18 years": ADULT,
    "১৮": ADULT,
    "আঠারো বছর": ADULT,
    "40": ADULT,
    "৪০ বছর": ADULT,
    # better refused than guessed
    "121": UNCLEAR,
    "1500 months": UNCLEAR,
    "ছোট": UNCLEAR,
    "nonsense": UNCLEAR,
    "বছর": UNCLEAR,
    "class 5": UNCLEAR,
    "৫ম শ্রেণি": UNCLEAR,
    "3-4": UNCLEAR,
    "3 4": UNCLEAR,
    "3 years 12 kg": UNCLEAR,
    "৩ বছর, ওজন ১২ কেজি": UNCLEAR,
    "3 4 5 years": UNCLEAR,
    "²": UNCLEAR,
    "①": UNCLEAR,
    "?": UNCLEAR,
    "-": UNCLEAR,
    "": UNCLEAR,
}


@pytest.mark.parametrize(("typed", "days"), SPOKEN.items())
def test_age_as_spoken(typed, days):
    assert outcome(typed) == days


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("typed", "days"), [("আড়াই বছর", 913), ("দেড়", 548), ("সাড়ে ছয় মাস", 198), ("নয় মাস", 274)]
)
def test_dotted_letters_in_one_piece_or_two(typed, days, form):
    pieces = unicodedata.normalize("NFD", typed)
    composed = pieces.replace("ড\u09bc", "\u09dc").replace("য\u09bc", "\u09df")
    assert "\u09bc" in pieces
    assert "\u09bc" not in composed
    assert outcome(composed if form == "NFC" else pieces) == days


@pytest.mark.parametrize(
    ("typed", "unit", "days"),
    [
        ("6", "months", 183),
        ("৬", "months", 183),
        ("6", "weeks", 42),
        ("6", "days", 6),
        ("6", "years", 2192),
        ("আড়াই", "months", 76),
        ("3-4", "months", 107),
        ("রাফি ৬", "months", 183),
        ("6 months", "years", 183),  # what is written wins
        ("2 years 6", "years", 913),
        ("নবজাতক", "years", 0),
        ("", "unborn", None),
        ("18", "unborn", None),
        ("40", "days", 40),
        ("300", "months", ADULT),
    ],
)
def test_chosen_unit_counts_where_none_is_written(typed, unit, days):
    assert outcome(typed, unit) == days


BORN = days_since(date(2022, 3, 12))


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("12/03/2022", BORN),
        ("12/3/22", BORN),
        ("12-03-2022", BORN),
        ("12.03.2022", BORN),
        ("12 03 2022", BORN),
        ("12 / 03 / 2022", BORN),
        ("2022-03-12", BORN),
        ("2022/3/12", BORN),
        ("DOB 12/03/2022", BORN),
        ("জন্ম তারিখ: 12/03/2022", BORN),
        ("12 March 2022", BORN),
        ("12th march, 2022", BORN),
        ("12-Mar-2022", BORN),
        ("March 12, 2022", BORN),
        ("12 মার্চ 2022", BORN),
        ("12ই মার্চ, 2022", BORN),
        ("মার্চ 12, 2022", BORN),
        ("5 মে 2022", days_since(date(2022, 5, 5))),
        ("2 জানুয়ারী 2022", days_since(date(2022, 1, 2))),
        ("03/13/2022", days_since(date(2022, 3, 13))),  # as in America: there is no 13th month
        ("23/11/2026", 0),
        # of a month or a year alone, the middle
        ("March 2022", days_since(date(2022, 3, 16))),
        ("মার্চ 2022", days_since(date(2022, 3, 16))),
        ("3/2022", days_since(date(2022, 3, 16))),
        ("2022", days_since(date(2022, 7, 2))),
        ("2022 সালে জন্ম", days_since(date(2022, 7, 2))),
        ("2026", days_since(date(2026, 6, 13))),
        ("November 2026", 11),
        # a child until the birthday
        ("24/11/2008", 6573),
        ("23/11/2008", ADULT),
        ("12/5/98", ADULT),
        ("1/1/1850", ADULT),
        # no such day, or still to come
        ("31/02/2022", UNCLEAR),
        ("13/2022", UNCLEAR),
        ("00/00/2022", UNCLEAR),
        ("12/03/202", UNCLEAR),  # a digit is missing
        ("24/11/2026", UNCLEAR),
        ("1/1/2030", UNCLEAR),
        ("2030", UNCLEAR),
        ("December 2026", UNCLEAR),
    ],
)
@pytest.mark.parametrize("digits", ["Latin", "Bengali"])
def test_birth_date(typed, days, digits):
    assert outcome(typed.translate(TO_BENGALI) if digits == "Bengali" else typed) == days


def test_born_on_a_leap_day_is_an_adult_on_the_first_of_march():
    assert outcome("29/02/2008", today=date(2026, 2, 28)) == 6574
    assert outcome("29/02/2008", today=date(2026, 3, 1)) == ADULT


@pytest.mark.parametrize("character", [*"1০ a-/.,½আৎ\u09bc\u200b\n(", "1/", "1 ", "১ বছর "])
def test_endless_text_is_refused_at_once(character):
    typed = (character * 100_000)[:100_000]
    start = time.process_time()
    assert outcome(typed) == UNCLEAR
    assert time.process_time() - start < 0.1


@pytest.mark.parametrize("character", [*"1০ a-/.,½আৎ\u09bc\u200b(", "1/", "1 ", "১ বছর ", "mar 1"])
def test_the_longest_text_that_is_read_is_read_at_once(character):
    typed = (character * 200)[:200]
    start = time.process_time()
    outcome(typed)
    assert time.process_time() - start < 0.1


@pytest.mark.parametrize(
    ("days", "english", "bengali"),
    [
        (0, "0 days", "০ দিন"),
        (1, "1 day", "১ দিন"),
        (60, "60 days", "৬০ দিন"),
        (61, "2 months", "২ মাস"),
        (91, "3 months", "৩ মাস"),
        (152, "5 months", "৫ মাস"),
        (365, "12 months", "১২ মাস"),
        (1094, "35 months", "৩৫ মাস"),
        (1095, "3 years", "৩ বছর"),
        (1826, "5 years", "৫ বছর"),
        (6573, "17 years", "১৭ বছর"),
    ],
)
def test_age_for_staff(days, english, bengali):
    with override("en"):
        assert spoken_age(days) == english
    with override("bn"):
        assert spoken_age(days) == bengali


def test_child_not_born_yet_has_no_age():
    for language in ("en", "bn"):
        with override(language):
            assert spoken_age(None) == in_language(language, "not born yet")


@pytest.mark.parametrize("months", range(2, 36))
def test_months_are_shown_as_they_were_typed(months):
    with override("en"):
        assert spoken_age(age_in_days(f"{months} months", "", TODAY)) == f"{months} months"


@pytest.mark.parametrize("years", range(3, 18))
def test_years_are_shown_as_they_were_typed_and_turn_on_the_birthday(years):
    birthday = date(TODAY.year - years, TODAY.month, TODAY.day)
    with override("en"):
        assert spoken_age(age_in_days(f"{years}", "", TODAY)) == f"{years} years"
        assert spoken_age(days_since(birthday)) == f"{years} years"
        shortly_before = days_since(birthday + timedelta(days=2))
        assert spoken_age(shortly_before) == (f"{years - 1} years" if years > 3 else "35 months")
