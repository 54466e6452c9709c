"""English phrases in a text."""

import pytest

from pages import phrases

KNOWN = {"tumour": 1, "Wilms tumour": 2, "soft-tissue sarcoma": 3, "CT scan": 4, "biopsy": 5}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A tumour.", [(1, "tumour")]),
        ("TUMOURS, Tumour", [(1, "TUMOURS"), (1, "Tumour")]),
        ("Wilms tumours and a tumour", [(2, "Wilms tumours"), (1, "tumour")]),
        (
            "Wilms' tumour, soft tissue sarcomas",
            [(2, "Wilms' tumour"), (3, "soft tissue sarcomas")],
        ),
        ("a CT-scan", [(4, "CT-scan")]),
        ("Ask about CT. Scan the letter.", []),
        ("Wilms (kidney) tumour", [(1, "tumour")]),
        ("tumourous, biopsys", [(5, "biopsys")]),
        ("biops", []),
        ("", []),
    ],
)
def test_phrases_are_found_as_whole_words_the_longest_first(text, found):
    assert list(phrases.find(text, KNOWN)) == found


def test_nothing_is_found_where_nothing_is_looked_for():
    assert list(phrases.find("tumour", {})) == []
    assert list(phrases.find("tumour", {"–": 1, "": 2})) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tumours, a TUMOUR", ["Tumour", "TUMOUR"]),
        ("Wilms tumours", ["Wilms tumour"]),
        ("tumourous CT scanner, retumour", []),
    ],
)
def test_a_pattern_matches_whole_words_the_longest_first(text, found):
    assert [match["word"] for match in phrases.whole_words(KNOWN).finditer(text)] == found
