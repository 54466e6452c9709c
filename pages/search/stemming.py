"""The other forms of a word, by its endings: Bengali, English, and Bengali in Latin letters."""

import re

from pages.inflection import ENDINGS
from pages.search import folding

SHORTEST = 3  # letters that must remain; মা would else be a form of মাটি
# By the letter: the sign ে alone is no word, but an ending.
BENGALI = tuple(dict.fromkeys(map(folding.letters, [*ENDINGS, "য়ের", "ও", "ই"])))
ENGLISH = ("s", "es", "y", "ies", "ing", "ed", "ion", "ions")
ROMANISED = ("r", "er", "der", "ke", "te", "e", "ra", "ta", "ti", "gulo", "gulor")  # shishuder
VOWEL_AND_YA = re.compile("[\u09be-\u09cc]\u09af\u09bc$")


def is_bengali(word: str) -> bool:
    return "\u0980" <= word[0] <= "\u09ff"


def stems(word: str, endings: tuple[str, ...]) -> list[str]:
    """What the word is without an ending, for each that it may have; the longest first."""
    found = {
        word.removesuffix(ending)
        for ending in endings
        if word.endswith(ending) and _may_end(word.removesuffix(ending), ending)
    }
    return sorted(found, key=lambda stem: (-len(stem), stem))


def possible_stems(word: str) -> list[str]:
    """What it may be the form of, as far as a list of words can tell."""
    return stems(word, BENGALI if is_bengali(word) else ENGLISH + ROMANISED)


def other_forms(word: str) -> list[str]:
    """Words that may be another form of this one."""
    endings = BENGALI if is_bengali(word) else ENGLISH
    bases = stems(word, endings)
    return sorted({base + ending for base in bases for ending in ("", *endings)} - {word})


def _may_end(stem: str, ending: str) -> bool:
    # An ending that begins with a vowel sign leaves no word in a half letter.
    if len(stem) < SHORTEST or stem.endswith("্"):
        return False
    # After a vowel it begins with য়: পায়ে (on the leg) is no form of পায় (gets).
    return not (ending.startswith("ে") and VOWEL_AND_YA.search(stem))
