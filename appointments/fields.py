"""Form fields that take what families type: Bengali digits, either spelling of য়, spoken phones."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from appointments import phones
from pages.bengali import clean_text

# Control characters, lone halves of a pair, invisible spaces, and the overrides that make a stored
# name read as another one. Line breaks and the joiners that shape Bengali stay.
UNWANTED = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u2060-\u2064\u202a-\u202e\u2066-\u206f\ufeff"
    r"\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
LONGEST = 4  # times max_length: that much may a text shrink when it is composed
# Letters and symbols by category, yet nothing can be read.
BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0\ufffd"


def is_visible(text: str) -> bool:
    """Whether anything of it would show: not only spaces, joiners and other invisibles."""
    return any(
        unicodedata.category(character)[0] in "LNPS" and character not in BLANK_LETTERS
        for character in text
    )


class CleanTextField(forms.CharField):
    """Text as it is stored: NFC, no control characters, empty when nothing would show.

    On one line, with single spaces, unless the box has several lines.
    """

    def to_python(self, value: Any) -> str:
        text = "" if value in self.empty_values else str(value)
        text = UNWANTED.sub("", re.sub("\r\n?", "\n", text)).strip()
        if len(text) > LONGEST * (self.max_length or 1000):
            return text  # refused for its length: composing takes the square of a run of marks
        text = clean_text(text)
        if not isinstance(self.widget, forms.Textarea):
            text = " ".join(text.split())
        return text if is_visible(text) else self.empty_value


class CleanEmailField(CleanTextField, forms.EmailField):
    """An address, without the invisible characters that come along when it is pasted."""


class PhoneField(CleanTextField):
    """A phone number of any country; the text stays as typed, `phones.e164` reads it again."""

    widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"})
    default_error_messages = {
        "max_length": _("This is too long for a phone number. Enter one number."),
        "several": _("Enter one of the numbers only."),
        "letters": _("Enter the phone number in digits only, for example 01712345678."),
        "impossible": _(
            "No phone has this number. Check that no digit is missing; "
            "for a number abroad begin with + and the country code."
        ),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if text:
            try:
                phones.e164(text)
            except phones.PhoneError as error:
                raise ValidationError(self.error_messages[error.code], error.code) from error
        return text
