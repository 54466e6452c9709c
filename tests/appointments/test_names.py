"""A name is found however it is spelt, in either script; another name is not."""

import unicodedata

import pytest

from appointments.names import sound, sounds, words

SAME = """
রহিমা Rahima Rohima Raheema
মোহাম্মদ Mohammad Muhammad Mohammed Mohamed
ফাতেমা ফাতিমা Fatema Fatima
হোসেন হোসাইন Hossain Hossen Hussein
খাতুন Khatun Khatoon
রাফি Rafi Raphi Rafee
হাসান Hasan Hassan
জান্নাতুল Jannatul Zannatul
চৌধুরী Chowdhury Choudhury Chaudhury
আক্তার Akter Akhter Aktar
ইসলাম Islam
রহমান Rahman Rohman
আলী আলি Ali Aly
বেগম Begum Begom
সুলতানা Sultana
নুসরাত Nusrat Nushrat
তানভীর তানভির Tanvir Tanveer
সাদিয়া Sadia Sadiya
আয়েশা আয়শা Ayesha Aisha
ইয়াসমিন Yasmin Yeasmin
শফিক Shafiq Shofik
কামাল Kamal
জসিম Jasim
শাহানা Shahana
সরকার Sarkar Sorkar
দাস Das
পাল Pal
নাদিয়া Nadia
ইমরান Imran
আরিফ Arif Areef
মরিয়ম Mariam Moriom
ঘোষ Ghosh
ডলি Doly Dolly
বড়ুয়া Barua
ভট্টাচার্য Bhattacharya
লাবণ্য লাবন্য Labonno
"""

# Only vowels tell হাসান from হাসিনা: those meet, and the reader tells them apart.
DIFFERENT = """
রাফি রানি
রাফি রাফিক
রহিমা করিমা
আলী আলম
সাদিয়া নাদিয়া
কামাল জামাল
জসিম কাসিম
দাস পাস
আরিফ তারিফ
মিম মিতু
তানভীর তানজিম
নুসরাত ইসরাত
সুমন রুমন
Rafi Rana
Karim Rahim
Hasan Hanif
Salma Sultana
Jamal Kamal
Nadia Sadia
Imran Kamran
Das Pal
"""


def pairs(table: str) -> list[tuple[str, str]]:
    lines = [line.split() for line in table.strip().splitlines()]
    return [(first, other) for first, *others in lines for other in others]


@pytest.mark.parametrize(("one", "other"), pairs(SAME))
def test_spellings_of_one_name_sound_alike(one, other):
    assert sounds(one) == sounds(other) != set()


@pytest.mark.parametrize(("one", "other"), pairs(DIFFERENT))
def test_different_names_do_not(one, other):
    assert sounds(one) != sounds(other)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("মোঃ  রাফি-উল হাসান।", ["মো", "রাফি", "উল", "হাসান"]),
        ("Md. RAFI'ul (Hasan)", ["md", "rafi", "ul", "hasan"]),
        ("রা\u09df\u09dfহান", ["রায়য়হান"]),
        ("র\u200d্যাফেল", ["র্যাফেল"]),
        ("\u202e\x00👶 %_", []),
        ("", []),
    ],
)
def test_words_are_in_one_form(name, expected):
    assert words(name) == [unicodedata.normalize("NFC", each) for each in expected]


@pytest.mark.parametrize("word", ["", "a", "ক", "১২৩", "学"])
def test_what_says_too_little_has_no_sound(word):
    assert sound(word) == ""
