"""Form fields that take what staff type in either set of digits."""

from typing import Any

from django import forms

from pages.bengali import latin_digits


class EitherDigits:
    """Before a field that reads Latin digits only."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(latin_digits(value) if isinstance(value, str) else value)


class LocalDateField(EitherDigits, forms.DateField):
    """A date typed day first: `১৬/১২/২০২৬`."""


class LocalTimeField(EitherDigits, forms.TimeField):
    """A time of the 24-hour clock: `১৭:০০`."""


class LocalDateTimeField(forms.SplitDateTimeField):
    """A date and a time in two boxes, each as above."""

    def clean(self, value: Any) -> Any:
        parts = value if isinstance(value, list | tuple) else []
        return super().clean([latin_digits(part or "") for part in parts])
