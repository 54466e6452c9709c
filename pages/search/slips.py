"""Typing slips: the word that a family meant, where what it typed is found nowhere."""

from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pages.search.entries import Place
from pages.search.visibility import public_entries

SHORTEST, LONG = 4, 8  # letters: from the one on, a slip is looked for; from the other on, two


def vocabulary(language: str, names: set[str]) -> dict[str, int]:
    """Every word of the public articles and the names, with the best place where it stands."""
    entries = public_entries(language)
    best = dict.fromkeys(names, int(Place.SYNONYM))
    for place, words in entries.order_by("-place").values_list("place", "words"):
        best |= dict.fromkeys(words.split(), place)
    return best


def nearest(word: str, words: Mapping[str, int]) -> str | None:
    """The word that differs by the fewest slips; of several the one at the best place."""
    if len(word) < SHORTEST:
        return None
    slips = 2 if len(word) >= LONG else 1
    near = process.extract(word, list(words), scorer=OSA.distance, score_cutoff=slips, limit=None)
    return min(
        (match for match, _slips, _index in near),
        key=lambda match: (OSA.distance(word, match), match[0] != word[0], words[match], match),
        default=None,
    )
