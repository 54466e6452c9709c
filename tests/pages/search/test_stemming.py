"""Other forms of a word, by its endings."""

import pytest

from pages.inflection import ENDINGS
from pages.search.folding import letters, words
from pages.search.stemming import BENGALI, other_forms, possible_stems


def folded(word: str) -> str:
    return words(word)[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("শিশুদের", "শিশু"),
        ("শিশুদের", "শিশুর"),
        ("শিশুদের", "শিশুকে"),
        ("টিউমারের", "টিউমারটি"),
        ("হাড়ের", "হাড়ে"),
        ("জ্বরে", "জ্বর"),
        ("ঘাড়ে", "ঘাড়"),
        ("মগজে", "মগজ"),
        ("সময়ে", "সময়"),
        ("চিকিৎসায়", "চিকিৎসার"),
        ("টিউমারও", "টিউমারের"),
        ("biopsies", "biopsy"),
        ("biopsy", "biopsies"),
        ("vomiting", "vomit"),
        ("operated", "operation"),
        ("tumours", "tumour"),
    ],
)
def test_forms_of_the_same_word(one, other):
    assert folded(other) in other_forms(folded(one))


@pytest.mark.parametrize("word", ["মায়ের", "ঘরে", "bed", "as", "ক", "৩৮"])
def test_what_is_left_must_be_a_word(word):
    assert [form for form in other_forms(folded(word)) if len(form) < 3] == []


def test_no_ending_is_lost_in_the_folding():
    assert {letters(ending) for ending in ENDINGS} <= set(BENGALI)
    assert [ending for ending in BENGALI if not ending.strip()] == []


@pytest.mark.parametrize("word", ["পায়ে", "পায়ের", "নিয়ে", "মেয়েরা"])
def test_what_stands_between_two_vowels_belongs_to_the_ending(word):
    assert [each for each in possible_stems(folded(word)) if each.endswith(letters("য়"))] == []


def test_no_half_letter_is_left():
    assert [each for each in possible_stems(folded("রক্তরা")) if each.endswith("্")] == []


@pytest.mark.parametrize(
    ("typed", "meant"), [("shishuder", "shishu"), ("kidneyr", "kidney"), ("tumorer", "tumor")]
)
def test_bengali_endings_in_latin_letters(typed, meant):
    assert meant in possible_stems(typed)
