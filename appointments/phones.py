"""Phone numbers as typed: Bangladesh first, then India, then any country with + or 00."""

import re

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from pages.bengali import latin_digits, local_digits

BANGLADESHI_MOBILE = re.compile(r"01[3-9]\d{8}")
INDIAN_MOBILE = re.compile(r"(?:91)?([6-9]\d{9})")
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


class PhoneError(ValueError):
    """No number can be called from what was typed; a subclass says why."""


class SeveralNumbers(PhoneError):
    """More than one number in one field."""


class LettersInNumber(PhoneError):
    """Something other than digits."""


class ImpossibleNumber(PhoneError):
    """Digits that are no phone number anywhere."""


def e164(typed: str) -> str:
    """The number in international form, `+8801712345678`; raises a PhoneError."""
    text = latin_digits(typed).strip()
    if len([part for part in SEVERAL.split(text) if len(re.sub(r"\D", "", part)) >= 6]) > 1:
        raise SeveralNumbers(typed)
    digits = SEPARATORS.sub("", text)
    if len(BANGLADESHI_MOBILE.findall(digits)) > 1:
        raise SeveralNumbers(typed)
    if not re.fullmatch(r"\+?\d+", digits, re.ASCII):
        raise LettersInNumber(typed)
    if BANGLADESHI_MOBILE.fullmatch(digits):
        digits = f"+88{digits}"
    elif digits.startswith("8801"):
        digits = f"+{digits}"
    elif match := INDIAN_MOBILE.fullmatch(digits):
        digits = f"+91{match[1]}"
    try:
        number = phonenumbers.parse(digits, "BD")
    except NumberParseException as error:
        raise ImpossibleNumber(typed) from error
    if not phonenumbers.is_valid_number(number) or (
        phonenumbers.number_type(number) not in REACHABLE
    ):
        raise ImpossibleNumber(typed)
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def grouped(number: str) -> str:
    """An E.164 number as it is read out, in the digits of the page; national for Bangladesh."""
    parsed = phonenumbers.parse(number)
    form = (
        PhoneNumberFormat.NATIONAL
        if parsed.country_code == 880
        else PhoneNumberFormat.INTERNATIONAL
    )
    return local_digits(phonenumbers.format_number(parsed, form))
