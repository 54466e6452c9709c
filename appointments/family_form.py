"""What every form that a family fills in has in common."""

from typing import Any

from django import forms
from django.forms import BoundField


class FamilyForm(forms.BaseForm):
    """No colon behind the labels; its faults in the order of the page, for the error summary."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)

    @property
    def faults(self) -> list[BoundField]:
        return [field for field in self if field.errors]
