"""Names as they are looked for: in either script, in any of their usual spellings."""

import re
import unicodedata

from pages.bengali import clean_text, latin_digits

LETTERS = "LMN"  # the categories that make a word
JOINERS = dict.fromkeys([0x200C, 0x200D])
# Spellings of a sound differ between families and scripts, of vowels most: so only the consonants
# count, and that a vowel begins. রহিমা, Rahima and Rohima are all `rhm`, আলী and Ali are `al`.
# ছ is usually said like স in names: ছালমা, নাছির, ইয়াছিন.
BENGALI = {
    letter: sound
    for sound, letters in {
        **{"k": "কখ", "g": "গঘ", "C": "চ", "j": "জঝয", "t": "টঠতথৎ", "d": "ডঢদধ", "n": "ঞণন"},
        **{"p": "প", "f": "ফ", "b": "বভ", "m": "ম", "r": "রৰঋৃ", "l": "ল", "s": "শষসছ", "h": "হ"},
        "a": "অআইঈউঊএঐওঔািীুূেৈোৌ",
    }.items()
    for letter in letters
}
# In this order; letters are decomposed by now, so ড় and য় are two.
BENGALI_RULES = [
    ("[ডঢ]\u09bc", "র"),
    ("য\u09bc", "অ"),
    ("্য", ""),
    ("(?<=[^মর])্ব", ""),  # স্বপ্না, but not in সর্বানী or আম্বিয়া
    ("চ্ছ", "চ"),
    ("জ্ঞ", "গ"),
    ("ঞ(?!্)", "অ"),  # মিঞা
    ("ঁ(?=[ক-হ])", "ন্"),  # চাঁদ, but not জুঁই
    ("[ংঙ]", "ন্গ্"),
    ("(?<=[ক-হ])(?=[ক-হ])", "অ"),  # the vowel that is not written
]
LATIN_RULES = [
    *(("x", "ks"), ("c+h+", "C"), ("c(?=[eiy])", "s"), ("[cq]", "k")),
    *(("ph", "f"), ("v", "b"), ("z", "j")),
    ("(?<=[kgjtdbs])h", ""),  # kh, gh, th …: one letter in Bengali
    ("ng(?=[kg])", "n"),  # শঙ্কর: Shankar, Shongkor
    ("^ks", "k"),  # ক্ষমা: Khoma, Kshama
    ("h$", ""),  # আব্দুল্লাহ: Abdullah, Abdulla
    ("[eiouwy]", "a"),
    (r"(.)\1+", r"\1"),
]
# As written short before many names.
SHORT = {
    **dict.fromkeys(["md", "mohd", "muhd", "মো", "মোহা", "মু", "মুহা"], "mhmd"),
    **dict.fromkeys(["mst", "most", "মোছা", "মোসা"], "msmt"),
}


def words(name: str) -> list[str]:
    """The words of a name in one form: NFC, lower case, no joiners, no punctuation."""
    text = latin_digits(clean_text(name).translate(JOINERS)).casefold().replace("ঃ", " ")
    kept = (each if unicodedata.category(each)[0] in LETTERS else " " for each in text)
    return "".join(kept).split()


def sound(word: str) -> str:
    """What of a word from words() is heard in any spelling; empty when that says too little."""
    if word in SHORT:
        return SHORT[word]
    text = _rewritten(unicodedata.normalize("NFD", word), BENGALI_RULES)
    text = "".join(BENGALI.get(each, each if "a" <= each <= "z" else "") for each in text)
    text = _rewritten(text, LATIN_RULES)
    heard = text[:1] + text[1:].replace("a", "")
    return heard.lower() if len(word) > 1 and heard != "a" else ""


def sounds(name: str) -> set[str]:
    """What is heard of each word of a name."""
    return {sound(word) for word in words(name)} - {""}


def _rewritten(text: str, rules: list[tuple[str, str]]) -> str:
    for pattern, instead in rules:
        text = re.sub(pattern, instead, text)
    return text
