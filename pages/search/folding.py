"""Words in the one form in which they are compared, in whatever way they were typed."""

import unicodedata
from collections.abc import Iterator
from itertools import groupby

from pages.bengali import TO_LATIN, clean_text

SIGNS = {"Mn", "Mc", "Co"}  # besides letters and digits: vowel signs are a part of the word
JOINERS = "\u200c\u200d"  # they shape a word and are a part of it, but do not count
INVISIBLE = {"Cf": "", "Cc": " ", "Cs": " ", "Cn": " ", "Co": " "}  # category → what is left of it
LONGEST = 60  # letters of a word; PostgreSQL indexes no word of 2 KB


def readable(typed: str) -> str:
    """What was typed on one line, without signs that cannot be seen or that turn the text round."""
    kept = (
        letter if letter in JOINERS else INVISIBLE.get(unicodedata.category(letter), letter)
        for letter in typed
    )
    return " ".join("".join(kept).split())


class _Folded(dict):
    """What becomes of each character; worked out when it is first met."""

    def __missing__(self, code: int) -> int:
        kind = unicodedata.category(chr(code))
        self[code] = code if kind[0] in "LN" or kind in SIGNS else ord(" ")
        return self[code]


FOLDED = _Folded({**TO_LATIN, ord("ৎ"): "ত", **dict.fromkeys(map(ord, JOINERS))})


def words(text: str) -> list[str]:
    """The words of the text, folded: letters or digits with their signs, and nothing else."""
    cut = (word[:LONGEST] for word in letters(text).split())
    return [word for word in cut if any(map(str.isalnum, word))]


def letters(text: str) -> str:
    """The text, folded, with spaces for what is no part of a word."""
    plain = clean_text(text.casefold()).translate(FOLDED)
    return plain.replace("ত্স", "তস")  # চিকিৎসা is also typed চিকিত্সা


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """The text cut where its words begin and end; and of each piece, whether it is a word."""
    for is_word, letters in groupby(text, key=_is_part_of_a_word):
        yield "".join(letters), is_word


def _is_part_of_a_word(character: str) -> bool:
    return FOLDED[ord(character)] != ord(" ")
