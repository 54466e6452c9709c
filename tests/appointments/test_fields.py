"""Text is stored clean, whatever it was typed or pasted from."""

from contextlib import suppress

import pytest
from django import forms
from django.core.exceptions import ValidationError

from appointments.fields import (
    CleanEmailField,
    CleanTextField,
    PhoneField,
    is_visible,
)
from tests.cost import costs_less

LINE = CleanTextField(required=False)
LINES = CleanTextField(required=False, widget=forms.Textarea)


@pytest.mark.parametrize(
    ("typed", "line", "lines"),
    [
        ("  রাফি  ", "রাফি", "রাফি"),
        ("রাফি   হাসান", "রাফি হাসান", "রাফি   হাসান"),
        ("a\r\nb\rc\nd\u2028e", "a b c d e", "a\nb\nc\nd\u2028e"),
        ("a\tb\xa0c", "a b c", "a\tb\xa0c"),
        ("\u09dfা", "য\u09bcা", "য\u09bcা"),
        ("e\u0301", "é", "é"),
        # the joiners that shape Bengali
        ("র\u200d্যা", "র\u200d্যা", "র\u200d্যা"),
        ("ক\u200c্ষ", "ক\u200c্ষ", "ক\u200c্ষ"),
        # what nobody typed
        ("a\x00b\x0bc\x1bd\x7fe\x85f", "abcdef", "abcdef"),
        ("a\u202eb\u2066c\u2069", "abc", "abc"),
        ("\ufeffa\u200bb\u2060c\xad", "abc", "abc"),
        ("a\ud800b\udfff", "ab", "ab"),
        # nothing to be seen
        ("\u200b\u200d\u200c \u2060", "", ""),
        ("\u09be\u0981\u0301", "", ""),
        ("\u3164\u2800\u115f\ufffd", "", ""),
        ("\x00\u202e", "", ""),
        (None, "", ""),
        # text all the same
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("=1+1", "=1+1", "=1+1"),
        ("<b>", "<b>", "<b>"),
    ],
)
def test_text_as_it_is_stored(typed, line, lines):
    assert (LINE.clean(typed), LINES.clean(typed)) == (line, lines)


@pytest.mark.parametrize("typed", ["\u200b", "\u09be", "  "])
def test_required_text_must_show(typed):
    with pytest.raises(ValidationError) as caught:
        CleanTextField(error_messages={"required": "Write."}).clean(typed)
    assert caught.value.messages == ["Write."]
    assert CleanTextField().clean("র") == "র"


def test_length_counts_what_is_stored():
    field = CleanTextField(max_length=3)
    assert field.clean("\u200b a\x00bc  ") == "abc"
    with pytest.raises(ValidationError):
        field.clean("abcd")


@pytest.mark.parametrize(
    ("text", "visible"),
    [("র", True), ("1", True), ("।", True), ("☎", True), ("\u0981", False), (" \n", False)],
)
def test_what_can_be_seen(text, visible):
    assert is_visible(text) == visible


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("01712345678, 01812345678", "several"),
        ("ফোন", "letters"),
        ("01712", "impossible"),
        ("0" * 41, "max_length"),
        ("", "required"),
    ],
)
def test_phone_is_refused_with_its_reason(typed, code):
    field = PhoneField()
    with pytest.raises(ValidationError) as caught:
        field.clean(typed)
    assert [error.code for error in caught.value.error_list] == [code]
    assert field.clean(" ০১৭১২-৩৪৫৬৭৮ ") == "০১৭১২-৩৪৫৬৭৮"
    assert PhoneField(required=False).clean(" ") == ""


@pytest.mark.parametrize("field", [LINE, LINES, PhoneField(), CleanEmailField(required=False)])
@pytest.mark.parametrize("text", ["x", "র", "a\u0301\u0323", "\u0301\u0323", "\u09be\u09d7"])
def test_endless_text_costs_nothing(field, text):
    def clean() -> None:
        with suppress(ValidationError):
            field.clean(text * (600_000 // len(text)))

    assert costs_less(0.3, clean)


def test_email_is_taken_without_what_was_pasted_along():
    field = CleanEmailField(required=False)
    assert field.clean(" \u200brahima@example.com\x00 ") == "rahima@example.com"
    for wrong in ("rahima@", "rahima", "@example.com", "a@b@c.com", "রহিমা"):
        with pytest.raises(ValidationError):
            field.clean(wrong)
