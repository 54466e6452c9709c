"""Typing slips: the word that a family may have meant, where what it typed is found nowhere.

Short words are taken as they are: `pani` is water, not a slip for `pain`. Those that are a little
longer may be slips for a name of the thesaurus that begins alike, but not for any word of a text.
"""

from collections.abc import Mapping, Set

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pages.search.entries import Place
from pages.search.visibility import public_entries

# From so many letters on: one slip in a name, one in any word, two.
SHORTEST, ANY, LONG = 5, 6, 8


def vocabulary(language: str, names: set[str]) -> dict[str, int]:
    """Every word of the public articles and the names, with the best place where it stands."""
    entries = public_entries(language)
    best = dict.fromkeys(names, int(Place.SYNONYM))
    for place, words in entries.order_by("-place").values_list("place", "words"):
        best |= dict.fromkeys(words.split(), place)
    return best


def nearest(word: str, words: Mapping[str, int], names: Set[str]) -> str | None:
    """The word that differs by the fewest slips; of several the one at the best place."""
    if len(word) < SHORTEST:
        return None
    known = list(words) if len(word) >= ANY else [each for each in names if each[0] == word[0]]
    slips = 2 if len(word) >= LONG else 1
    near = process.extract(word, known, scorer=OSA.distance, score_cutoff=slips, limit=None)
    return min(
        (match for match, _slips, _index in near),
        key=lambda match: (OSA.distance(word, match), match[0] != word[0], words[match], match),
        default=None,
    )
