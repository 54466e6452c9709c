"""Words are compared in one form, in whatever way they were typed."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.search import folding


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("হা\u09dc", "হা\u09a1\u09bc"),
        ("বা\u09dfোপসি", "বা\u09af\u09bcোপসি"),
        ("র\u200d্যাব", "র্যাব"),
        ("ক\u09cd\u200cষ", "ক্ষ"),
        ("চিকিৎসা", "চিকিতসা"),
        ("চিকিৎসা", "চিকিত্সা"),
        ("৩৮", "38"),
        ("KIDNEY", "kidney"),
        ("é", "e\u0301"),
        ("কো", "ক\u09c7\u09be"),
    ],
)
def test_the_same_word_typed_in_two_ways(one, other):
    assert folding.words(one) == folding.words(other) != []


@pytest.mark.parametrize(
    ("one", "other"), [("কান", "কিনা"), ("শিশু", "শাশা"), ("কী", "কি"), ("কাটা", "কাঁটা")]
)
def test_vowel_signs_count(one, other):
    assert folding.words(one) != folding.words(other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("মা-বাবা, ‘শিশু’। (৫টি)", ["মা", "বাবা", "শিশু", "5টি"]),
        ("X-ray\n3.5 °C", ["x", "ray", "3", "5", "c"]),
        ('"a" AND b* NEAR(c)', ["a", "and", "b", "near", "c"]),
        ("\x00 \ud800 \u202e \u200d % _ ' \\", []),
        ("ক" * 100, ["ক" * 60]),
        ("", []),
    ],
)
def test_words_of_a_text(text, words):
    assert folding.words(text) == words


ANY = st.text(max_size=60)
BENGALI = st.text(st.characters(min_codepoint=0x980, max_codepoint=0x9FF), max_size=60)


@settings(max_examples=500, derandomize=True, deadline=None, database=None)
@given(st.one_of(ANY, BENGALI))
def test_words_hold_nothing_that_a_database_could_take_for_an_order(text):
    for word in folding.words(text):
        assert 0 < len(word) <= folding.LONGEST
        assert {unicodedata.category(each) for each in word} <= {
            *("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Nd", "Nl", "No", "Co")
        }


@settings(max_examples=500, derandomize=True, deadline=None, database=None)
@given(st.one_of(ANY, BENGALI))
def test_runs_are_the_whole_text(text):
    assert "".join(run for run, _is_word in folding.runs(text)) == text
    assert [bool(folding.words(run)) for run, is_word in folding.runs(text) if not is_word].count(
        True
    ) == 0


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  কিডনি \n tumour\t", "কিডনি tumour"),
        ("র\u200d্যাব", "র\u200d্যাব"),
        ("a\x00b", "a b"),
        ("\u202ekidney\u202c\ufeff", "kidney"),
        ("kid\u00adney", "kidney"),
        ("\ud800\ufdd0\ue000", ""),
        ("<b>", "<b>"),
    ],
)
def test_what_was_typed_can_be_shown(typed, shown):
    assert folding.readable(typed) == shown
