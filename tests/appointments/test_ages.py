"""An age is taken however families say it, and refused rather than guessed."""

import unicodedata
from datetime import date, timedelta

import pytest
from django.utils.translation import override

from appointments.ages import AgeError, NotAChild, age_in_days, spoken_age
from pages.bengali import TO_BENGALI
from tests.appointments.family import in_language
from tests.cost import costs_less

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
UNDERSTOOD = {
    # one number and its unit
    "৩ মাস": 91,
    "৩মাস": 91,
    "৩ মাসের": 91,
    "বয়স ৩ মাস": 91,
    "বয়সঃ ৩ মাস": 91,
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
    "২ সপ্তাহ": 14,
    "২ সপ্তাহের": 14,
    "দুই সপ্তাহ": 14,
    "দুই হপ্তা": 14,
    "৩ বছর": 1096,
    "৩ বছরের মেয়ে": 1096,
    "৩ বৎসর": 1096,
    "৩ বচর": 1096,
    "দু বছর": 730,
    "দুবছর": 730,
    "ছ'মাস": 183,
    "ন মাস": 274,
    "এগারো বছর": 4018,
    "এগার বছর": 4018,
    "seventeen years": 6209,
    "Two Years Old": 730,
    "three-year-old": 1096,
    "girl, 3 years": 1096,
    "1 yr": 365,
    "3yrs": 1096,
    "3y": 1096,
    "3 yo": 1096,
    "3 y/o": 1096,
    "3 years of age": 1096,
    "18 months": 548,
    "18mo": 548,
    "18 mths": 548,
    "6m?": 183,
    "6 m.": 183,
    "10d": 10,
    "10 days": 10,
    "2w": 14,
    "2 wk": 14,
    "2 bochor": 730,
    "6 mas": 183,
    # fractions
    "২.৫": 913,
    "2,5": 913,
    "2.25 years": 822,
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
    "2½ years": 913,
    "বয়স½": 183,
    # two units
    "৩ বছর ২ মাস": 1157,
    "৩বছর২মাস": 1157,
    "৩ বছর, ২ মাস": 1157,
    "৩ বছর ও ২ মাস": 1157,
    "তিন বছর দুই মাস": 1157,
    "২ বছর সাড়ে ৬ মাস": 928,
    "2y6m": 913,
    "2 years 6 months": 913,
    "2 years and 6 months": 913,
    "2years.6months": 913,
    "2 years - 6 months": 913,
    "১ বছর ২ মাস ৩ দিন": 429,
    # years, when nothing is said
    "3": 1096,
    "৩": 1096,
    "three": 1096,
    "বয়স ৩": 1096,
    "age 3": 1096,
    "০": 0,
    # newborn
    "নবজাতক": 0,
    "newborn": 0,
    "New born baby": 0,
    "new-born": 0,
    "সদ্যোজাত": 0,
    "নবজাতক, ৫ দিন": 5,
    "5 days, newborn": 5,
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
    "215 months": 6545,
    "216 months": ADULT,
    "18 years": ADULT,
    "১৮": ADULT,
    "আঠারো বছর": ADULT,
    "৪০ বছর": ADULT,
    "120 years": ADULT,
}


@pytest.mark.parametrize(("typed", "days"), UNDERSTOOD.items())
def test_age_as_spoken(typed, days):
    assert outcome(typed) == days


REFUSED = [
    # no child
    *("121", "1500 months", "পৌনে ০"),
    # no age
    *("ছোট", "nonsense", "বছর", "বয়স", "সাড়ে", "সাড়ে বছর", "nan", "inf", "²", "①", "?", "-", ""),
    # numbers beside words that are not understood
    *("class 5", "৫ম শ্রেণি", "3 years 12 kg", "৩ বছর, ওজন ১২ কেজি", "৩ বছর, পেটে ব্যথা"),
    *("১২ ঘণ্টা", "36 hours", "একুশ দিন", "চল্লিশ দিন", "twenty days", "dui bochor"),
    # several ages
    *("3-4", "৩/৪ বছর", "৩ থেকে ৪ বছর", "তিন-চার বছর", "3 to 4 years", "2 or 3 months"),
    *("3 4", "3 4 5 years", "5/5", "৩ (তিন) মাস", "3 years (36 months)", "2 years 2 years"),
    # a number without its unit, a unit without or before its number
    *("2 years 6", "2 months 10", "newborn 5", "3 সাড়ে মাস", "মাস: ৬", "Years: 3", "বয়স বছর ৩"),
    *("a year", "a year and 3 months", "মাসখানেক", "বছরখানেক"),
    # halves in words, or as 1/2
    *("half a year", "আধা বছর", "2 1/2", "2 1/2 years", "½3", "two and a half years"),
    *("a year and a half", "2 years and a half"),
]


@pytest.mark.parametrize("typed", REFUSED)
@pytest.mark.parametrize("unit", ["", "years"])
def test_refused_rather_than_guessed(typed, unit):
    assert outcome(typed, unit) == UNCLEAR


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
        ("6 months", "years", 183),  # what is written wins
        ("বয়স ৬", "months", 183),
        ("3-4", "months", UNCLEAR),
        ("রাফি ৬", "months", UNCLEAR),
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
        ("23/11/2026", 0),
        # of a month alone the first day, of a year alone the first of July
        ("March 2022", days_since(date(2022, 3, 1))),
        ("মার্চ 2022", days_since(date(2022, 3, 1))),
        ("3/2022", days_since(date(2022, 3, 1))),
        ("November 2026", 22),
        ("2022", days_since(date(2022, 7, 1))),
        ("born in 2022", days_since(date(2022, 7, 1))),
        ("2022 সালে জন্ম", days_since(date(2022, 7, 1))),
        # a child until the birthday
        ("24/11/2008", 6573),
        ("23/11/2008", ADULT),
        ("12/5/98", ADULT),
        # no such day, too long ago, or still to come
        ("31/02/2022", UNCLEAR),
        ("03/13/2022", UNCLEAR),
        ("13/2022", UNCLEAR),
        ("13.2022", UNCLEAR),
        ("00/00/2022", UNCLEAR),
        ("12/03/202", UNCLEAR),  # a digit is missing
        ("March 12", UNCLEAR),
        ("মেয়ে 2022", UNCLEAR),  # a girl, not মে
        ("1/1/1850", UNCLEAR),
        ("24/11/2026", UNCLEAR),
        ("1/1/2030", UNCLEAR),
        ("2030", UNCLEAR),
        ("December 2026", UNCLEAR),
    ],
)
@pytest.mark.parametrize("digits", ["Latin", "Bengali"])
def test_birth_date(typed, days, digits):
    assert outcome(typed.translate(TO_BENGALI) if digits == "Bengali" else typed) == days


MONTH_NAMES = [
    *("January জানুয়ারি", "February ফেব্রুয়ারি", "March মার্চ", "April এপ্রিল", "May মে", "June জুন"),
    *("July জুলাই", "August আগস্ট আগষ্ট অগাস্ট", "September সেপ্টেম্বর", "October অক্টোবর"),
    *("November নভেম্বর", "December ডিসেম্বর"),
]


@pytest.mark.parametrize(("month", "names"), list(enumerate(MONTH_NAMES, start=1)))
def test_months_by_name(month, names):
    english, *bengali = names.split()
    for name in (english, english[:3], *bengali):
        assert outcome(f"12 {name} 2022") == days_since(date(2022, month, 12))


def test_born_this_year_is_never_born_in_the_future():
    assert outcome("2026", today=date(2026, 3, 1)) == 0
    assert outcome("2026", today=date(2026, 7, 11)) == 10


def test_born_on_a_leap_day_is_an_adult_on_the_first_of_march():
    assert outcome("29/02/2008", today=date(2026, 2, 28)) == 6574
    assert outcome("29/02/2008", today=date(2026, 3, 1)) == ADULT


@pytest.mark.parametrize("character", [*"1০ a-/.,½আৎ\u09bc\u200b\n(", "1/", "1 ", "১ বছর "])
def test_endless_text_is_refused_at_once(character):
    typed = (character * 100_000)[:100_000]
    assert outcome(typed) == UNCLEAR
    assert costs_less(0.1, lambda: outcome(typed))


@pytest.mark.parametrize("character", [*"1০ a-/.,½আৎ\u09bc\u200b(", "1/", "1 ", "১ বছর ", "mar 1"])
def test_the_longest_text_that_is_read_is_read_at_once(character):
    typed = (character * 200)[:200]
    assert costs_less(0.1, lambda: outcome(typed))


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
