"""Fields of the admin that take either set of digits."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from pages.fields import LocalDateField, LocalTimeField


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
