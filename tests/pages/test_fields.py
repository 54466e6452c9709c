"""Fields of the admin that take either set of digits."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError

from pages.fields import LocalDateField, LocalDateTimeField, LocalTimeField


@pytest.mark.parametrize(
    ("field", "typed", "expected"),
    [
        (LocalTimeField, "১৭:০০", time(17)),
        (LocalTimeField, "17:00", time(17)),
        (LocalTimeField, " ৯:৩০ ", time(9, 30)),
        (LocalTimeField, "09:00:00", time(9)),
        (LocalTimeField, time(9), time(9)),
        (LocalDateField, "১৬/১২/২০২৬", date(2026, 12, 16)),
        (LocalDateField, "2026-12-16", date(2026, 12, 16)),
        (LocalDateField, "16-12-2026", date(2026, 12, 16)),
        (LocalDateField, "16.12.2026", date(2026, 12, 16)),
        (LocalDateField, "২০২৬-১২-১৬", date(2026, 12, 16)),
        (LocalDateField, date(2026, 12, 16), date(2026, 12, 16)),
    ],
)
def test_either_digits_are_read(field, typed, expected):
    assert field().clean(typed) == expected


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        (LocalTimeField, "২৫:০০", "invalid"),
        (LocalTimeField, "পাঁচটা", "invalid"),
        (LocalTimeField, "", "required"),
        (LocalTimeField, None, "required"),
        (LocalDateField, "৩১/০২/২০২৬", "invalid"),
        (LocalDateField, "কাল", "invalid"),
        (LocalDateField, "25/12", "invalid"),
        (LocalDateField, "9" * 400, "invalid"),
        (LocalDateField, "", "required"),
    ],
)
def test_what_is_no_date_or_time_is_refused(field, typed, code):
    with pytest.raises(ValidationError) as refused:
        field().clean(typed)
    assert [error.code for error in refused.value.error_list] == [code]


def test_day_and_time_in_either_set_of_digits_is_the_clinics_time():
    field = LocalDateTimeField(required=False)
    noon = datetime(2050, 12, 25, 6, 0, tzinfo=UTC)
    assert field.clean(["25/12/2050", "12:00"]) == field.clean(["২৫/১২/২০৫০", "১২:০০"]) == noon
    assert field.clean(["", ""]) is field.clean([None, None]) is field.clean(None) is None
    for half in (["25/12/2050", ""], ["", "12:00"], ["25/12/2050", None], ["x", "12:00"]):
        with pytest.raises(ValidationError):
            field.clean(half)
