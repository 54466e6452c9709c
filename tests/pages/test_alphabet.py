"""The order of the two alphabets."""

import pytest

from pages.alphabet import by_letter, first_letter, sort_key


def test_english_words_are_in_order_whatever_their_case_accents_and_hyphens():
    expected = "2D scan|3D model|AFP|After|after-effect|afterwards|biopsy|Éwing|ewing sarcoma|X-ray"
    expected = expected.split("|")
    assert sorted(reversed(expected), key=sort_key) == expected


@pytest.mark.parametrize(
    "expected",
    [
        ["৩ডি মডেল", "CT", "অংশ", "আইসিইউ", "ওষুধ", "কিডনি", "হাড়"],
        ["অই", "অংশ", "অঃ", "অঁ", "অক্ষ"],  # signs after the vowels, before the consonants
        ["ক", "কই", "কংস", "কক", "কাকা", "কিডনি", "কেমো", "কোষ", "ক্যানসার", "ক্ষত"],
        ["ডাক্তার", "ড্রেসিং", "ড়", "ঢাকা", "ঢ়", "ণ"],
        ["যকৃৎ", "যোগ", "য়", "রক্ত", "র\u200d্যাবডো"],
        ["উতর", "উৎপল", "উত্পলা", "উত্স", "উদর"],  # ৎ as the letter that it stands for
    ],
)
def test_bengali_words_are_in_the_order_of_a_dictionary(expected):
    assert sorted(reversed(expected), key=sort_key) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("\u09df", "\u09af\u09bc"),  # য় composed and not
        ("ক\u09cb", "ক\u09c7\u09be"),  # কো likewise
        ("র\u200d্যা", "র্যা"),
        ("“কিডনি”", "কিডনি"),
        ("kidney", "KIDNEY"),
        ("3D", "৩d"),
    ],
)
def test_spellings_that_readers_take_for_one_have_one_place(one, other):
    assert sort_key(one) == sort_key(other)


@pytest.mark.parametrize(
    ("word", "letter"),
    [
        *(("kidney", "K"), ("Éwing", "E"), ("(dry) gangrene", "D"), ("3D", "3"), ("৩ডি", "3")),
        *(("কিডনি", "ক"), ("র\u200d্যাবডো", "র"), ("ড়", "ড\u09bc"), ("ঢাকা", "ঢ"), ("–", "–")),
        *((" কিডনি", "ক"), ("CT", "C"), ("", "")),
    ],
)
def test_the_first_letter_is_what_readers_look_under(word, letter):
    assert first_letter(word) == letter


def test_words_are_grouped_under_their_letters_and_their_rows_kept():
    rows = [{"name": "liver"}, {"name": "Kidney"}, {"name": "Biopsy"}, {"name": "ketamine"}]
    assert by_letter(rows, name=lambda row: row["name"]) == [
        ("B", [rows[2]]),
        ("K", [rows[3], rows[1]]),
        ("L", [rows[0]]),
    ]
    assert by_letter([], name=str) == []
