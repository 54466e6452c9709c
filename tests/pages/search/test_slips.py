"""The word that was meant, where what was typed is found nowhere."""

import pytest

from pages.search.slips import nearest

WORDS = {"kidney": 1, "kidneys": 4, "kitney": 4, "tumour": 1, "tumult": 3} | {
    "টিউমার": 1,
    "হেপাটোব্লাস্টোমা": 2,
}


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
        # Too far, too short
        ("kindeny", None),
        ("hepato", None),
        ("kid", None),
    ],
)
def test_the_nearest_word(typed, meant):
    assert nearest(typed, WORDS) == meant


def test_of_words_that_are_as_near_the_one_at_the_better_place():
    assert nearest("kinney", {"kidney": 4, "kitney": 1}) == "kitney"
    assert nearest("kinney", {"kidney": 1, "kitney": 1}) == "kidney"
    assert nearest("didney", {"kidney": 1, "didnay": 4}) == "didnay"
