"""The word that was meant, where what was typed is found nowhere."""

import pytest

from pages.search.slips import nearest

NAMES = {"kidney": 1, "tumour": 1, "tumor": 2, "pain": 1, "টিউমার": 1, "হেপাটোব্লাস্টোমা": 2}
WORDS = NAMES | {"kidneys": 4, "kitney": 4, "tumult": 3, "camel": 3, "come": 1, "মাড়": 4}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kidny", "kidney"),
        ("kidnye", "kidney"),
        ("kidneyy", "kidney"),
        ("kidneis", "kidneys"),
        ("tumoul", "tumour"),
        ("টিউমর", "টিউমার"),
        ("হেপাটোবলাসটোমা", "হেপাটোব্লাস্টোমা"),
        ("tumer", "tumor"),
        # Short words may be words of another language, but hardly names with a slip
        ("pani", None),
        ("kome", None),
        ("camol", None),
        ("rumor", None),
        ("মাড়ি", None),
        # Too far, too short
        ("kindeny", None),
        ("hepato", None),
        ("kid", None),
    ],
)
def test_the_nearest_word(typed, meant):
    assert nearest(typed, WORDS, NAMES.keys()) == meant


def test_of_words_that_are_as_near_the_one_at_the_better_place():
    assert nearest("kinney", {"kidney": 4, "kitney": 1}, set()) == "kitney"
    assert nearest("kinney", {"kidney": 1, "kitney": 1}, set()) == "kidney"
    assert nearest("didney", {"kidney": 1, "didnay": 4}, set()) == "didnay"
