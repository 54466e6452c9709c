"""Digits, dates and times as readers of each language write them; text clean enough to store."""

import unicodedata
from collections.abc import Sequence
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
# Zones that families know by the country, not by the city (Bengali, English).
ZONE_NAMES = {
    "Asia/Dhaka": ("বাংলাদেশ সময়", "Bangladesh time"),
    "Asia/Kolkata": ("ভারতীয় সময়", "Indian time"),
}
# Half past one and two have words of their own.
HALF_HOURS = {1: "দেড়টা", 2: "আড়াইটা"}


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
    return _date(value, "DATE_FORMAT")


def weekday_date(value: date | datetime) -> str:
    """`মঙ্গলবার ২৪ নভেম্বর`, `Tuesday 24 November`; datetimes in the clinic's zone."""
    return _date(value, "l j F")


def _date(value: date | datetime, form: str) -> str:
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    # Django's own names of days and months are not composed.
    return clean_text(local_digits(date_format(value, form)))


def clock_time(value: datetime | time) -> str:
    """`সকাল ১০টা`, `বিকেল সাড়ে ৪টা`; `10 am`, `4:30 pm`; datetimes in the clinic's zone."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).time()
    if current() != "bn":
        if (value.hour, value.minute) == (12, 0):
            return "12 noon"
        return f"{value:%I:%M %p}".lstrip("0").replace(":00", "").lower()
    part = next(name for hour, name in PARTS_OF_DAY if value.hour >= hour)
    hour = value.hour % 12 or 12
    if value.minute == 30:
        return local_digits(f"{part} {HALF_HOURS.get(hour, f'সাড়ে {hour}টা')}")
    minutes = f" {value.minute} মিনিট" if value.minute else ""
    return local_digits(f"{part} {hour}টা{minutes}")


def moment(value: datetime) -> str:
    """Date and time together, as in a timeline."""
    return f"{long_date(value)}, {clock_time(value)}"


def deadline(value: datetime, zone: str = "") -> str:
    """`মঙ্গলবার ২৪ নভেম্বর বিকেল ৫টার মধ্যে`, `by 5 pm on Tuesday 24 November`.

    With the name of its `zone`: `… বাংলাদেশ সময় বিকেল ৫টার মধ্যে`, `… (Bangladesh time)`.
    """
    day, clock = weekday_date(value), clock_time(value)
    if current() != "bn":
        return f"by {clock} on {day} ({zone})" if zone else f"by {clock} on {day}"
    # “৫টা ৪০ মিনিটের মধ্যে” could be heard as within forty minutes.
    genitive = f"{clock}র".replace(" মিনিটর", "-এর")
    return " ".join(filter(None, (day, zone, genitive, "মধ্যে")))


def span(first: str, last: str) -> str:
    """`রবিবার থেকে বৃহস্পতিবার`, `Sunday to Thursday`."""
    return f"{first} {'থেকে' if current() == 'bn' else 'to'} {last}"


def hour_range(opens: time, closes: time) -> str:
    """`সকাল ৯টা থেকে বিকেল ৫টা`, `9 am to 5 pm`."""
    return span(clock_time(opens), clock_time(closes))


def listed(words: Sequence[str]) -> str:
    """`শনিবার, সোমবার ও বুধবার`, `Saturday, Monday and Wednesday`; nothing for no words."""
    *others, last = words or [""]
    both = f" {'ও' if current() == 'bn' else 'and'} "
    return both.join([", ".join(others), last] if others else [last])


def zone_name() -> str:
    """The clinic's zone: `বাংলাদেশ সময়`, `Bangladesh time`; elsewhere by its city, `London time`."""
    zone = timezone.get_current_timezone_name()
    city = zone.rpartition("/")[2].replace("_", " ")
    bengali, english = ZONE_NAMES.get(zone, (f"{city} সময়", f"{city} time"))
    return bengali if current() == "bn" else english
