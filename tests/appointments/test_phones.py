"""Any number that rings is taken as it is usually written; two in one field are not."""

import pytest
from django.utils.translation import override

from appointments.phones import PhoneError, country, e164, grouped, is_abroad
from tests.cost import costs_less

MOBILE = "+8801712345678"


def outcome(typed: str) -> str:
    """The number, or which refusal."""
    try:
        return e164(typed)
    except PhoneError as error:
        return error.code


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        # Bangladesh
        ("01712345678", MOBILE),
        ("09876543210", "+919876543210"),  # as dialled in West Bengal
        ("০১৭১২৩৪৫৬৭৮", MOBILE),
        ("০১৭১২-৩৪৫৬৭৮", MOBILE),
        ("01712 345 678", MOBILE),
        (" 01712–345678 ", MOBILE),
        ("01712.345.678", MOBILE),
        ("(01712) 345678", MOBILE),
        ("01712\u200b345678\u200e", MOBILE),
        ("+8801712345678", MOBILE),
        ("+৮৮০১৭১২৩৪৫৬৭৮", MOBILE),
        ("+৮৮ ০১৭১২ ৩৪৫৬৭৮", MOBILE),
        ("+880 (0)1712-345678", MOBILE),
        ("008801712345678", MOBILE),
        ("00 880 1712 345678", MOBILE),
        ("8801712345678", MOBILE),
        ("৮৮০ ১৭১২ ৩৪৫৬৭৮", MOBILE),
        ("88001712345678", MOBILE),
        ("1712345678", MOBILE),
        ("01312345678", "+8801312345678"),
        ("01912345678", "+8801912345678"),
        ("02-9665001", "+88029665001"),
        ("০২ ৫৫১৬ ৫০৮৮", "+880255165088"),
        ("09666777777", "+8809666777777"),
        # India: ten digits, not the eleven that begin with 0
        ("9876543210", "+919876543210"),
        ("৯৮৭৬৫ ৪৩২১০", "+919876543210"),
        ("6290123456", "+916290123456"),
        ("919876543210", "+919876543210"),
        ("+91 98765 43210", "+919876543210"),
        ("0091 98765 43210", "+919876543210"),
        ("+91 33 2234 5678", "+913322345678"),
        # families abroad
        ("+1 (212) 555-2368", "+12125552368"),
        ("+971 50 123 4567", "+971501234567"),
        ("00966501234567", "+966501234567"),
        ("+44 7911 123456", "+447911123456"),
        ("+60 12-345 6789", "+60123456789"),
        # two
        ("01712345678, 01812345678", "several"),
        ("01712345678/01812345678", "several"),
        ("০১৭১২৩৪৫৬৭৮ ; ০১৮১২৩৪৫৬৭৮", "several"),
        ("01712345678 | 02-9665001", "several"),
        ("01712345678 or 01812345678", "several"),
        ("01712345678 OR +971501234567", "several"),
        ("01712345678 & 01812345678", "several"),
        ("01712345678 and 01812345678", "several"),
        ("০১৭১২৩৪৫৬৭৮ অথবা ০১৮১২৩৪৫৬৭৮", "several"),
        ("০১৭১২৩৪৫৬৭৮ বা ০১৮১২৩৪৫৬৭৮", "several"),
        ("০১৭১২৩৪৫৬৭৮ ও ০১৮১২৩৪৫৬৭৮", "several"),
        ("০১৭১২৩৪৫৬৭৮ এবং ০১৮১২৩৪৫৬৭৮", "several"),
        ("01712345678 01812345678", "several"),
        ("01712345678\n01812345678", "several"),
        # not only digits
        ("", "letters"),
        ("+", "letters"),
        ("phone", "letters"),
        ("আমার ফোন নেই", "letters"),
        ("মোবাইল ০১৭১২৩৪৫৬৭৮", "letters"),
        ("01712345678 ext 5", "letters"),
        ("O1712345678", "letters"),
        ("01712345678/9", "letters"),
        ("٠١٧١٢٣٤٥٦٧٨", "letters"),
        # no such phone
        ("0171234567", "impossible"),
        ("017123456789", "impossible"),
        ("০১৭১২", "impossible"),
        ("01212345678", "impossible"),
        ("00000000000", "impossible"),
        ("11111111111", "impossible"),
        ("999", "impossible"),
        ("+999 123456789", "impossible"),
        ("+880", "impossible"),
        ("+1 800 555 0199", "impossible"),  # free of charge: nobody lives there
        ("98765432109", "impossible"),
    ],
)
def test_number_as_typed(typed, number):
    assert outcome(typed) == number


@pytest.mark.parametrize("character", "1০+ -(,/aও0৯\u200b")
def test_endless_text_is_refused_at_once(character):
    typed = character * 100_000
    assert outcome(typed) in ("several", "letters", "impossible")
    assert costs_less(0.1, lambda: outcome(typed))


@pytest.mark.parametrize(
    ("number", "english", "bengali"),
    [
        (MOBILE, "01712-345678", "০১৭১২-৩৪৫৬৭৮"),
        ("+88029665001", "02-9665001", "০২-৯৬৬৫০০১"),
        ("+919876543210", "+91 98765 43210", "+৯১ ৯৮৭৬৫ ৪৩২১০"),
        ("+12125552368", "+1 212-555-2368", "+১ ২১২-৫৫৫-২৩৬৮"),
        ("+971501234567", "+971 50 123 4567", "+৯৭১ ৫০ ১২৩ ৪৫৬৭"),
    ],
)
def test_number_grouped_as_it_is_read_out(number, english, bengali):
    with override("en"):
        assert grouped(number) == english
    with override("bn"):
        assert grouped(number) == bengali


@pytest.mark.parametrize(
    ("number", "english", "bengali"),
    [
        (MOBILE, "", ""),
        ("+919876543210", "India", "ভারত"),
        ("+971501234567", "United Arab Emirates", "সংযুক্ত আরব আমিরাত"),
        ("+447400123456", "United Kingdom", "যুক্তরাজ্য"),
        ("+88213123456", "", ""),  # a satellite telephone: nowhere
    ],
)
def test_country_of_a_number_from_abroad_is_named(number, english, bengali):
    with override("en"):
        assert country(number) == english
    with override("bn"):
        assert country(number) == bengali


@pytest.mark.parametrize(
    ("number", "zone", "abroad"),
    [
        (MOBILE, "Asia/Dhaka", False),
        ("+919876543210", "Asia/Dhaka", True),
        ("+919876543210", "Asia/Kolkata", False),
        (MOBILE, "Asia/Kolkata", True),
        (MOBILE, "Europe/London", True),
    ],
)
def test_abroad_is_where_the_clock_may_differ(number, zone, abroad, settings):
    settings.TIME_ZONE = zone
    assert is_abroad(number) == abroad
