"""A reference is read out on bad lines and comes back in any spelling."""

import re

import pytest
from django.utils.translation import override

from appointments.references import (
    ALPHABET,
    LENGTH,
    NAMES,
    new_reference,
    normalised,
    spaced,
    spelled,
)


def test_alphabet_is_crockfords():
    assert ALPHABET == "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def test_many_references_are_eight_characters_of_the_alphabet_and_differ():
    references = [new_reference() for _ in range(20_000)]
    assert {len(reference) for reference in references} == {LENGTH} == {8}
    assert set("".join(references)) == set(ALPHABET)
    assert len(set(references)) == len(references)


@pytest.mark.parametrize(
    "typed",
    [
        "7K0M-1Q9D",
        "7K0M1Q9D",
        "7k0m-1q9d",
        " 7K0M - 1Q9D ",
        "7K0M 1Q9D",
        "7K0M–1Q9D",
        "7KOM-IQ9D",
        "7kom-lq9d",
        "৭K০M-১Q৯D",
        "7K0M\u200b-1Q9D\u200e",
        "#7K0M.1Q9D",
    ],
)
def test_any_spelling_finds_the_reference(typed):
    assert normalised(typed) == "7K0M1Q9D"


def test_another_reference_stays_another():
    assert normalised("7K0M-1Q9C") == "7K0M1Q9C"
    assert normalised("রাফি") == ""


def test_every_new_reference_survives_being_written_down():
    for reference in (new_reference() for _ in range(100)):
        assert normalised(spaced(reference).lower()) == reference


def test_reference_is_shown_in_two_halves():
    assert spaced("7K0M1Q9D") == "7K0M-1Q9D"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("bn", ("সাত, কে, শূন্য, এম", "এক, কিউ, নয়, ডি")),
        ("en", ("seven, K, zero, M", "one, Q, nine, D")),
    ],
)
def test_reference_is_spelled_for_the_phone(language, words):
    with override(language):
        assert spelled("7K0M1Q9D") == words


@pytest.mark.parametrize("language", ["bn", "en"])
def test_every_character_of_a_reference_has_a_name_of_its_own(language):
    names = NAMES[language]
    assert len(set(names.values())) == len(ALPHABET)
    assert language == "en" or not re.search("[A-Za-z0-9]", "".join(names.values()))
