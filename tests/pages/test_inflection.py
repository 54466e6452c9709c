"""Whole Bengali words, with their endings."""

import pytest

from pages.bengali import clean_text
from pages.inflection import whole_words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ফর্ম", ["ফর্ম"]),
        ("এই ফর্মটি, ফর্মের, ফর্মে।", ["ফর্ম", "ফর্ম", "ফর্ম"]),
        ("ফর্মও ফর্মগুলোতেই ফর্ম-এর", ["ফর্ম", "ফর্ম", "ফর্ম"]),
        ("ফর্মুলা প্ল্যাটফর্ম", []),
        ("৫টি ফর্ম", ["ফর্ম"]),
        ("জলবসন্ত জলের", ["জল"]),
        ("জলসার", ["জলসা"]),
        ("চিকিৎসায় চিকিৎসার", ["চিকিৎসা", "চিকিৎসার"]),
    ],
)
def test_a_word_is_found_with_its_endings_and_not_in_another_word(text, found):
    pattern = whole_words(["ফর্ম", "জল", "জলসা", "চিকিৎসা", "চিকিৎসার"])
    assert [match["word"] for match in pattern.finditer(clean_text(text))] == found
