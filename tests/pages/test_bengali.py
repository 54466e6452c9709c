"""Digits, dates and times as readers of each language write them."""

from datetime import UTC, date, datetime, time

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.formats import number_format

from pages.bengali import (
    clean_text,
    clock_time,
    deadline,
    hour_range,
    latin_digits,
    listed,
    local_digits,
    long_date,
    moment,
    weekday_date,
    zone_name,
)

# 22:30 in Dhaka, where it is already the next day.
EVENING = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "value", "expected"),
    [
        ("bn", "0123456789", "০১২৩৪৫৬৭৮৯"),
        ("bn", 12, "১২"),
        ("bn", -2.5, "-২.৫"),
        ("bn", "+880 1712-345678", "+৮৮০ ১৭১২-৩৪৫৬৭৮"),
        ("bn", "২ years", "২ years"),
        ("en", "0123456789", "0123456789"),
        ("en", 12, "12"),
        ("en", "১২", "১২"),
    ],
)
def test_digits_are_those_of_the_page(language, value, expected):
    with translation.override(language):
        assert local_digits(value) == expected


def test_latin_digits_for_machines():
    assert latin_digits("+৮৮০ ০১২৩৪-৫৬৭৮৯ and 7") == "+880 01234-56789 and 7"


@pytest.mark.parametrize(
    ("language", "value", "expected"),
    [
        ("bn", date(2026, 11, 23), "২৩ নভেম্বর ২০২৬"),
        ("bn", date(2027, 1, 1), "১ জানুয়ারি ২০২৭"),
        ("bn", EVENING, "২৩ নভেম্বর ২০২৬"),
        ("en", date(2026, 11, 23), "23 November 2026"),
        ("en", date(2027, 1, 1), "1 January 2027"),
        ("en", EVENING, "23 November 2026"),
    ],
)
def test_dates_are_written_out_and_are_those_of_the_clinic(language, value, expected):
    with translation.override(language):
        # Django's own months are not composed.
        assert clean_text(long_date(value)) == clean_text(expected)


@pytest.mark.parametrize(
    ("value", "bengali", "english"),
    [
        (time(0, 0), "রাত ১২টা", "12 am"),
        (time(0, 5), "রাত ১২টা ৫ মিনিট", "12:05 am"),
        (time(3, 59), "রাত ৩টা ৫৯ মিনিট", "3:59 am"),
        (time(4, 0), "ভোর ৪টা", "4 am"),
        (time(5, 59), "ভোর ৫টা ৫৯ মিনিট", "5:59 am"),
        (time(6, 0), "সকাল ৬টা", "6 am"),
        (time(10, 0), "সকাল ১০টা", "10 am"),
        (time(11, 59), "সকাল ১১টা ৫৯ মিনিট", "11:59 am"),
        (time(12, 0), "দুপুর ১২টা", "12 noon"),
        (time(14, 59), "দুপুর ২টা ৫৯ মিনিট", "2:59 pm"),
        (time(15, 0), "বিকেল ৩টা", "3 pm"),
        (time(16, 30), "বিকেল সাড়ে ৪টা", "4:30 pm"),
        (time(13, 30), "দুপুর দেড়টা", "1:30 pm"),
        (time(2, 30), "রাত আড়াইটা", "2:30 am"),
        (time(17, 59), "বিকেল ৫টা ৫৯ মিনিট", "5:59 pm"),
        (time(18, 0), "সন্ধ্যা ৬টা", "6 pm"),
        (time(19, 59), "সন্ধ্যা ৭টা ৫৯ মিনিট", "7:59 pm"),
        (time(20, 0), "রাত ৮টা", "8 pm"),
        (time(23, 59), "রাত ১১টা ৫৯ মিনিট", "11:59 pm"),
        (EVENING, "রাত সাড়ে ১২টা", "12:30 am"),
    ],
)
def test_clock_times_name_the_part_of_the_day(value, bengali, english):
    with translation.override("bn"):
        assert clock_time(value) == clean_text(bengali)
    with translation.override("en"):
        assert clock_time(value) == english


def test_a_moment_is_date_and_time_of_the_clinic():
    with translation.override("bn"):
        assert moment(EVENING) == "২৩ নভেম্বর ২০২৬, রাত সাড়ে ১২টা"
    with translation.override("en"):
        assert moment(EVENING) == "23 November 2026, 12:30 am"


@pytest.mark.parametrize(
    ("value", "bengali", "english"),
    [
        (date(2026, 11, 24), "মঙ্গলবার ২৪ নভেম্বর", "Tuesday 24 November"),
        (date(2027, 2, 5), "শুক্রবার ৫ ফেব্রুয়ারি", "Friday 5 February"),
        (EVENING, "সোমবার ২৩ নভেম্বর", "Monday 23 November"),
    ],
)
def test_near_days_are_named_by_the_weekday_and_without_the_year(value, bengali, english):
    with translation.override("bn"):
        assert clean_text(weekday_date(value)) == clean_text(bengali)
    with translation.override("en"):
        assert weekday_date(value) == english


@pytest.mark.parametrize(
    ("value", "bengali", "english"),
    [
        (
            datetime(2026, 11, 24, 11, 0, tzinfo=UTC),
            "মঙ্গলবার ২৪ নভেম্বর বিকেল ৫টার মধ্যে",
            "by 5 pm on Tuesday 24 November",
        ),
        (
            datetime(2026, 11, 24, 10, 30, tzinfo=UTC),
            "মঙ্গলবার ২৪ নভেম্বর বিকেল সাড়ে ৪টার মধ্যে",
            "by 4:30 pm on Tuesday 24 November",
        ),
        (
            datetime(2026, 11, 24, 10, 40, tzinfo=UTC),
            "মঙ্গলবার ২৪ নভেম্বর বিকেল ৪টা ৪০-এর মধ্যে",
            "by 4:40 pm on Tuesday 24 November",
        ),
        (
            EVENING,
            "সোমবার ২৩ নভেম্বর রাত সাড়ে ১২টার মধ্যে",
            "by 12:30 am on Monday 23 November",
        ),
    ],
)
def test_a_deadline_says_by_when(value, bengali, english):
    with translation.override("bn"):
        assert deadline(value) == clean_text(bengali)
    with translation.override("en"):
        assert deadline(value) == english


@pytest.mark.parametrize(
    ("opens", "closes", "bengali", "english"),
    [
        (time(9), time(17), "সকাল ৯টা থেকে বিকেল ৫টা", "9 am to 5 pm"),
        (time(8, 30), time(20), "সকাল সাড়ে ৮টা থেকে রাত ৮টা", "8:30 am to 8 pm"),
    ],
)
def test_hours_from_and_to(opens, closes, bengali, english):
    with translation.override("bn"):
        assert hour_range(opens, closes) == bengali
    with translation.override("en"):
        assert hour_range(opens, closes) == english


@pytest.mark.parametrize(
    ("words", "bengali", "english"),
    [
        ([], "", ""),
        (["A"], "A", "A"),
        (["A", "B"], "A ও B", "A and B"),
        (["A", "B", "C"], "A, B ও C", "A, B and C"),
    ],
)
def test_words_in_a_list(words, bengali, english):
    with translation.override("bn"):
        assert listed(words) == bengali
    with translation.override("en"):
        assert listed(words) == english


@pytest.mark.parametrize(
    ("zone", "bengali", "english"),
    [
        ("Asia/Dhaka", "বাংলাদেশ সময়", "Bangladesh time"),
        ("Asia/Kolkata", "ভারতীয় সময়", "Indian time"),
        ("Europe/London", "London সময়", "London time"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires সময়", "Buenos Aires time"),
        ("UTC", "UTC সময়", "UTC time"),
    ],
)
def test_the_clinics_zone_has_a_name(settings, zone, bengali, english):
    settings.TIME_ZONE = zone
    with translation.override("bn"):
        assert zone_name() == clean_text(bengali)
    with translation.override("en"):
        assert zone_name() == english


def test_numbers_are_grouped_by_lakh_and_crore():
    with translation.override("bn"):
        assert local_digits(number_format(1234567.5, force_grouping=True)) == "১২,৩৪,৫৬৭.৫"
        assert local_digits(number_format(123456789, force_grouping=True)) == "১২,৩৪,৫৬,৭৮৯"


def test_text_is_composed_and_keeps_its_joiners():
    # The two ways to type য়; র‍্যা needs its joiner.
    assert clean_text("\u09df") == clean_text("\u09af\u09bc")
    assert clean_text("e\u0301") == "é"
    assert clean_text("র\u200d্যা ক্\u200cষ") == "র\u200d্যা ক্\u200cষ"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("01712-345678", "01712345678"),
        ("০১৭১২ ৩৪৫৬৭৮", "01712345678"),
        ("+৮৮০ (১৭১২) ৩৪৫.৬৭৮", "+8801712345678"),
        ("+880 1712 / +880 13", "+880171288013"),
        ("ফোন: (+৮৮০) ১৭১২-৩৪৫৬৭৮", "+8801712345678"),
        ('"><script>1', "1"),
    ],
)
def test_a_phone_link_has_latin_digits_alone(number, expected):
    template = Template("{% load bengali %}{{ number|tel }}")
    with translation.override("bn"):
        assert template.render(Context({"number": number})) == expected


def test_templates_write_digits_dates_and_times_in_the_language_of_the_page():
    template = Template(
        "{% load bengali %}{{ 5|digits }} / {{ day|long_date }} / {{ at|clock_time }} / "
        "{{ at|moment }} / {{ day|weekday_date }} / {{ at|deadline }}"
    )
    context = Context({"day": date(2026, 11, 23), "at": EVENING})
    with translation.override("bn"):
        assert template.render(context) == (
            "৫ / ২৩ নভেম্বর ২০২৬ / রাত সাড়ে ১২টা / ২৩ নভেম্বর ২০২৬, রাত সাড়ে ১২টা"
            " / সোমবার ২৩ নভেম্বর / সোমবার ২৩ নভেম্বর রাত সাড়ে ১২টার মধ্যে"
        )
