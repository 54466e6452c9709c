"""Phone numbers as typed: Bangladesh first, then India, then any country with + or 00."""

import re

import phonenumbers
from babel import Locale
from django.conf import settings
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from pages.bengali import latin_digits, local_digits
from pages.languages import current

BANGLADESHI_MOBILE = re.compile(r"01[3-9]\d{8}")
INDIAN_MOBILE = re.compile(r"(?:91)?([6-9]\d{9})")
INDIAN_WITH_ZERO = re.compile(r"0[6-9]\d{9}")  # some of these ring in Bangladesh, so it goes first
# What people put between the digits of one number.
SEPARATORS = re.compile(r"[\s\-–—.()\u200b-\u200f\u2060]+")
SEVERAL = re.compile(r"[,;/|&\n]|\b(?:or|and)\b|অথবা|বা|এবং|ও", re.IGNORECASE)
REACHABLE = {
    PhoneNumberType.MOBILE,
    PhoneNumberType.FIXED_LINE,
    PhoneNumberType.FIXED_LINE_OR_MOBILE,
    PhoneNumberType.VOIP,
    PhoneNumberType.PERSONAL_NUMBER,
}
# The country code that goes with the clinic's own time zone.
HOME_CODES = {"Asia/Dhaka": 880, "Asia/Kolkata": 91}


class PhoneError(ValueError):
    """No number can be called from what was typed.

    `code` says why: `several` numbers in one, `letters` among the digits, or `impossible`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def e164(typed: str) -> str:
    """The number in international form, `+8801712345678`; raises a PhoneError."""
    text = latin_digits(typed).strip()
    if len([part for part in SEVERAL.split(text) if len(re.sub(r"\D", "", part)) >= 6]) > 1:
        raise PhoneError("several")
    digits = SEPARATORS.sub("", text)
    if len(BANGLADESHI_MOBILE.findall(digits)) > 1:
        raise PhoneError("several")
    if not re.fullmatch(r"\+?\d+", digits, re.ASCII):
        raise PhoneError("letters")
    if BANGLADESHI_MOBILE.fullmatch(digits):
        digits = f"+88{digits}"
    elif digits.startswith("8801"):
        digits = f"+{digits}"
    elif match := INDIAN_MOBILE.fullmatch(digits):
        digits = f"+91{match[1]}"
    for country in ("BD", "IN") if INDIAN_WITH_ZERO.fullmatch(digits) else ("BD",):
        try:
            number = phonenumbers.parse(digits, country)
        except NumberParseException:
            continue
        reachable = phonenumbers.number_type(number) in REACHABLE
        if reachable and phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, PhoneNumberFormat.E164)
    raise PhoneError("impossible")


def grouped(number: str) -> str:
    """An E.164 number as it is read out, in the digits of the page; national for Bangladesh."""
    parsed = phonenumbers.parse(number)
    form = (
        PhoneNumberFormat.NATIONAL
        if parsed.country_code == 880
        else PhoneNumberFormat.INTERNATIONAL
    )
    return local_digits(phonenumbers.format_number(parsed, form))


def country(number: str) -> str:
    """The country of an E.164 number in the language of the page; empty for Bangladesh."""
    region = phonenumbers.region_code_for_number(phonenumbers.parse(number))
    if region in (None, "001", "BD"):  # 001: satellite telephones and the like
        return ""
    return Locale(current()).territories.get(region, "")


def is_abroad(number: str) -> bool:
    """Whether the clock there may differ from the clinic's."""
    return phonenumbers.parse(number).country_code != HOME_CODES.get(settings.TIME_ZONE)
