"""Digits, dates and times as readers of each language write them; text clean enough to store."""

import unicodedata
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.formats import date_format

from pages.languages import current

TO_BENGALI = str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")
TO_LATIN = str.maketrans("০১২৩৪৫৬৭৮৯", "0123456789")
# The first hour at which each part of the Bengali day begins.
PARTS_OF_DAY = [
    (20, "রাত"),
    (18, "সন্ধ্যা"),
    (15, "বিকেল"),
    (12, "দুপুর"),
    (6, "সকাল"),
    (4, "ভোর"),
    (0, "রাত"),
]


def latin_digits(text: str) -> str:
    return text.translate(TO_LATIN)


def local_digits(value: object) -> str:
    """The value as text, in Bengali digits when the page is Bengali."""
    text = str(value)
    return text.translate(TO_BENGALI) if current() == "bn" else text


def clean_text(value: str) -> str:
    """NFC, so that য় typed in either way is one letter; joiners stay, they shape Bengali."""
    return unicodedata.normalize("NFC", value)


def long_date(value: date | datetime) -> str:
    """`২৩ নভেম্বর ২০২৬`, `23 November 2026`; datetimes in the clinic's zone."""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return local_digits(date_format(value, "DATE_FORMAT"))


def clock_time(value: datetime | time) -> str:
    """`সকাল ১০টা`, `বিকেল ৪টা ৩০ মিনিট`; `10 am`, `4:30 pm`; datetimes in the clinic's zone."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).time()
    if current() != "bn":
        return f"{value:%I:%M %p}".lstrip("0").replace(":00", "").lower()
    part = next(name for hour, name in PARTS_OF_DAY if value.hour >= hour)
    minutes = f" {value.minute} মিনিট" if value.minute else ""
    return local_digits(f"{part} {value.hour % 12 or 12}টা{minutes}")


def moment(value: datetime) -> str:
    """Date and time together, as in a timeline."""
    return f"{long_date(value)}, {clock_time(value)}"
