"""What every form that a family fills in has in common."""

from django import forms
from django.forms import BoundField


class FamilyForm(forms.BaseForm):
    @property
    def faults(self) -> list[BoundField]:
        """The fields with a message, in the order of the page, for the error summary."""
        return [field for field in self if field.errors]
