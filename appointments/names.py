"""Names as they are looked for: in either script, in any of their usual spellings."""

import re
import unicodedata

from pages.bengali import clean_text, latin_digits

# Spellings of a sound differ between families and scripts, of vowels most: so only the consonants
# count, and that a vowel begins. রহিমা, Rahima and Rohima are all `rhm`, আলী and Ali are `al`.
BENGALI = {
    letter: sound
    for sound, letters in {
        **{"k": "কখ", "g": "গঘ", "c": "চছ", "j": "জঝয", "t": "টঠতথৎ", "d": "ডঢদধ", "n": "ঙংঞণন"},
        **{"p": "প", "f": "ফ", "b": "বভ", "m": "ম", "r": "র", "l": "ল", "s": "শষস", "h": "হ"},
        "a": "অআইঈউঊঋএঐওঔ",
    }.items()
    for letter in letters
}
LATIN_DIGRAPHS = re.compile("(?<=[kgcjtdbs])h")  # kh, gh, ch …: one letter in Bengali
LATIN = str.maketrans("qvzxweiou", "kbjkaaaaa")
FLAPPED = re.compile("[ডঢ]\u09bc")  # ড়, ঢ়: in NFC, two characters each
# য় only glides, and the sign of য after another consonant is a vowel.
UNHEARD = re.compile("য\u09bc|্য")
LETTERS = "LMN"  # the categories that make a word
JOINERS = dict.fromkeys([0x200C, 0x200D])


def words(name: str) -> list[str]:
    """The words of a name in one form: NFC, lower case, no joiners, no punctuation."""
    text = latin_digits(clean_text(name).translate(JOINERS)).casefold().replace("ঃ", " ")
    kept = (each if unicodedata.category(each)[0] in LETTERS else " " for each in text)
    return "".join(kept).split()


def sound(word: str) -> str:
    """What of a word from words() is heard in any spelling; empty when that says too little."""
    text = LATIN_DIGRAPHS.sub(
        "", UNHEARD.sub("", FLAPPED.sub("র", word)).replace("ph", "f")
    ).translate(LATIN)
    heard = [BENGALI.get(each, each if "a" <= each <= "z" and each != "y" else "") for each in text]
    first, *rest = "".join(heard) or " "
    consonants = "".join(each for each in rest if each != "a")
    result = re.sub(r"(.)\1+", r"\1", first + consonants)
    return result if len(result) > 1 else ""


def sounds(name: str) -> set[str]:
    """What is heard of each word of a name."""
    return {sound(word) for word in words(name)} - {""}
