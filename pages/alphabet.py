"""Words in the order of their alphabet, Bengali or English, under their first letters."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeVar

from pages.bengali import clean_text, latin_digits

Row = TypeVar("Row")

# A letter, sign, digit or space; a Bengali dot below (ড়, ঢ়, য়) belongs to the letter before it.
LETTER = re.compile("(?:[^\\W_]|[\u0980-\u09ff]|\\s)\u09bc?")
# Where a Bengali dictionary has another order than Unicode: three signs stand between the vowels
# and the consonants, and khanda ta is a ta without a vowel.
PLACES = {
    "ং": [(ord("ঔ"), 2)],
    "ঃ": [(ord("ঔ"), 3)],
    "ঁ": [(ord("ঔ"), 4)],
    "ৎ": [(ord("ত"), 1), (ord("\u09cd"), 1)],
}


def by_letter(rows: Iterable[Row], name: Callable[[Row], str]) -> list[tuple[str, list[Row]]]:
    """The rows in alphabetical order of their names, in a group for each first letter."""
    groups: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: sort_key(name(row))):
        groups.setdefault(first_letter(name(row)), []).append(row)
    return [*groups.items()]


def sort_key(word: str) -> list[tuple[int, int]]:
    """Digits, then English, then Bengali; case, accents, joiners and punctuation do not count.

    ড় comes after every word in ড, and likewise ঢ় and য়.
    """
    return [
        place
        for letter in letters(word)
        for place in PLACES.get(letter, [(ord(letter[0]), len(letter))])
    ]


def first_letter(word: str) -> str:
    return next((each for each in letters(word) if not each.isspace()), word[:1]).upper()


def letters(word: str) -> list[str]:
    return LETTER.findall(_without_accents(latin_digits(clean_text(word)).casefold()))


def _without_accents(word: str) -> str:
    """Bengali vowel signs, which would fall into halves, are left alone."""
    plain = (unicodedata.normalize("NFD", each)[0] if each < "\u0980" else each for each in word)
    return "".join(plain)
