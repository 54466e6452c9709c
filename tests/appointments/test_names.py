"""Names meet in either script and any usual spelling, and only then."""

import unicodedata

import pytest

from appointments.names import sound, sounds, words

# One name a line. Whoever writes it in one of these ways is found by any of the others.
ONE_NAME = """
আবদুল্লাহ আব্দুল্লাহ Abdullah Abdulla
আব্দুল আবদুল Abdul Abdool
আবু Abu
আয়েশা আয়শা Ayesha Aisha Ayisha
আওয়াল Awal Awwal
আক্তার আখতার Akter Akhter Aktar Akhtar
আঁখি Ankhi
আনিকা Anika Aneeka
আরিফ Arif Areef
আলী আলি Ali Aly
আহমেদ আহমদ আহাম্মেদ Ahmed Ahmad Ahamed
আম্বিয়া Ambia Ambiya
ইচ্ছা Iccha Ichchha
ইউসুফ য়ুসুফ Yusuf Yousuf Iusuf
ইছমাইল ইসমাইল Ismail Ishmail
ইব্রাহিম Ibrahim Ebrahim
ইমরান Imran Emran
ইয়াছিন ইয়াসিন Yasin Yeasin
ইয়াসমিন ইয়াসমীন Yasmin Yasmeen Yeasmin Iasmin
উমর ওমর Umar Omar
উম্মে Umme Omme
ওয়াহিদ Wahid Waheed Oahid
ওসমান Osman Usman
কাজী Kazi Kaji Qazi
কুদ্দুস Quddus Kuddus Kuddush
কৃষ্ণা Krishna Krisna
করিম Karim Kareem
ক্ষমা Khoma Kshama
খাদিজা Khadija Khadiza
খাতুন Khatun Khatoon
ঘোষ Ghosh Ghose
চক্রবর্তী Chakraborty Chakrabarti Chakravarty
চঞ্চল Chanchal Chonchol
চাঁদনী Chandni
চৌধুরী Chowdhury Choudhury Chaudhuri Chowdhuri Chaudhary
ছালমা সালমা Salma Solma
জান্নাতুল Jannatul Zannatul
জাহাঙ্গীর Jahangir Zahangir
জিহাদ Jihad Zihad
জুঁই Jui Zui
জোবাইদা Zobaida Zubaida Jubaida
জ্ঞানেন্দ্র Gyanendra
জ্যোতি Jyoti Joti
তানভীর Tanvir Tanbir Tanveer
তাসনিম Tasnim Tasneem
তৌহিদ Tawhid Touhid Tauhid Towhid
নজরুল Nazrul Nozrul
নাঈম নাইম Naim Nayeem Naeem
নাছির নাসির Nasir Naser
নুসরাত Nusrat
নূর নুর Nur Noor
প্রিয়া Priya Pria
ফয়সাল Faisal Foysal Faysal
ফরিদা Farida Forida Phorida
ফাতেমা ফাতিমা Fatema Fatima Fatimah
ফারহানা Farhana Farhanah
বড়ুয়া Barua Borua
বন্দ্যোপাধ্যায় Bandyopadhyay Bandopadhyay
বিজয় Bijoy Vijay
বিশ্বাস Biswas Bishwas
বেগম Begum Begom
ভট্টাচার্য Bhattacharya Bhattacharyya
ভিক্টর Victor Viktor
ভৌমিক Bhowmik Bhaumik Bhowmick
মঞ্জু Monju Manju
মণ্ডল মন্ডল Mondal Mandal
মাইমুনা Maimuna Maymuna
মাহমুদ Mahmud Mahmood
মিয়া মিঞা Mia Miah Miya
মির্জা Mirza Mirja
মুখার্জী Mukherjee Mukharji
মৌসুমী Mousumi Moushumi Mausumi
মেহজাবিন Mehjabin Mehzabin Mehjabeen
মোছাঃ মোসাঃ মোছাম্মৎ Mst Mosammat Mosammot
মোঃ মোহাঃ মোহাম্মদ মুহাম্মদ Md Mohd Mohammad Mohammed Muhammad
রফিক Rafiq Rafique Rofik
মরিয়ম Mariam Moriom
রহমান Rahman Rohman
রহিমা Rahima Rohima Raheema
রাজ্জাক Razzak Rajjak Razzaq
রাফি Rafi Raffi
রায় Roy Ray
রিয়াদ Riyad Riad
রোকসানা Roksana Rokshana Ruksana Ruxana
র‍্যাচেল র্যাচেল Rachel
লক্ষ্মী Lakshmi Laxmi
লাবণ্য লাবন্য Labanya Labonno
শফিকুল Shafiqul Shofikul Safiqul
শহীদ Shahid Shaheed
শঙ্কর শংকর Shankar Shongkor
শাওন Shaon Shawon
শান্ত Shanto Shanta
শাহ Shah Sha
শেখ Sheikh Shaikh Sheik
শ্যামলী Shyamoli Shamoli
শ্রেষ্ঠা Shrestha Sreshtha
সরকার Sarkar Sarker
সংগীতা সঙ্গীতা Sangita Songeeta
সর্বানী Sarbani Shorbani
সাঈদ Sayeed Said Saeed
সাদিয়া Sadia Sadiya
সিংহ সিং Singh Sing
সিদ্দিক ছিদ্দিক Siddik Siddique Siddiq
সৈয়দ Syed Sayed Saiyed
সেসিলিয়া Cecilia Sesilia
সোফিয়া Sofia Sophia
স্বপ্না Swapna Shopna Sopna
হালদার Halder Haldar
হোসেন হোসাইন Hossain Hossen Hosen Hussein Hussain
ঋতু Ritu Reetu
ঋত্বিক Ritwik Rittik
ঐশী Oishi Oishee
José Jose
"""

TWO_NAMES = """
রহিমা Rima
রহিমা Rehana
রহিম Rafiq
করিম Kamrul
করিম Kabir
হাসান Hasib
হোসেন Rahman
ফাতেমা Farida
ফাতেমা Fahmida
আয়েশা Asma
আয়েশা Anisa
আলী Asif
আলী লীলা
আমিনা Amira
আনিস Asif
আব্দুল Abir
আক্তার Akash
চম্পা Shampa
জামাল Kamal
জাহিদ Wahid
জিহাদ Jibon
তানিয়া Tasnia
তানভীর Tanjim
নাসির Nasrin
নাসরিন Nasima
নুসরাত Nishat
নূর Noman
পলাশ Polin
প্রিয়া Piya
মামুন Mina
মমতা Mita
মিতু Mimi
মাহমুদ Masud
মোস্তফা Mohammad
রাফি Rakib
রাকিব Rajib
রবিন Rubel
রুমা রুপা
রিয়া Rina
শামীম Shahin
শাহানা Shanta
সাদিয়া Sabina
সোহেল Sohan
স্বপন Sabina
সৈকত Sakib
হাবিব Habibur
আবির Kabir
খাদিজা Khaleda
বাবুল Bulbul
শিউলি Shirin
সালমা Saima
মণ্ডল Milon
ঘোষ Das
ইয়াসিন Yasir
"""


@pytest.mark.parametrize("line", ONE_NAME.strip().splitlines())
def test_spellings_of_one_name_sound_alike(line):
    spellings = line.split()
    heard = {spelling: sounds(spelling) for spelling in spellings}
    assert heard == dict.fromkeys(spellings, sounds(spellings[0]))
    assert len(sounds(spellings[0])) == 1


@pytest.mark.parametrize("line", TWO_NAMES.strip().splitlines())
def test_two_names_do_not_sound_alike(line):
    one, other = map(sounds, line.split())
    assert one
    assert other
    assert one != other


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Choton", "ছোটন"),  # ছ is taken for s, as in most names
        ("Lokkhi", "লক্ষ্মী"),  # m is written and not said
        ("Othman", "ওসমান"),  # the Arabic letter went another way
        ("Surjo", "সূর্য"),  # and Bhattacharjee
        ("Salahuddin", "সালাউদ্দিন"),
        ("Ridwan", "রেজওয়ান"),
        ("Sinha", "সিংহ"),
    ],
)
def test_names_that_are_known_not_to_meet(one, other):
    """Found in the script they are written in only; when one of these meets, take it out."""
    assert sounds(one) != sounds(other)


@pytest.mark.parametrize(("one", "other"), [("Hasan", "Hasina"), ("মোহাম্মদ", "Mahmud")])
def test_names_that_differ_in_vowels_only_meet(one, other):
    assert sounds(one) == sounds(other)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("name", ["আয়েশা", "বড়ুয়া", "গাঢ়", "সোফিয়া"])
def test_form_of_the_letters_does_not_matter(name, form):
    typed = unicodedata.normalize(form, name)
    assert (words(typed), sounds(typed)) == (words(name), sounds(name))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("রাফি হাসান", ["রাফি", "হাসান"]),
        ("  Rafi\tHASAN\n", ["rafi", "hasan"]),
        ("মোঃ রাফি", ["মো", "রাফি"]),
        ("মোঃরাফি", ["মো", "রাফি"]),
        ("Md.Rafi (Twin-২)", ["md", "rafi", "twin", "2"]),
        ("র‍্যাব", ["র্যাব"]),
        ("O'Neil", ["o", "neil"]),
        ("\x00\u202e\ud800 % _ 🙂", []),
        ("", []),
    ],
)
def test_words_of_a_name(name, expected):
    assert words(name) == expected


@pytest.mark.parametrize("word", ["", "m", "ম", "a", "আ", "আয়া", "2", "२", "漢字"])
def test_what_says_too_little_is_not_heard(word):
    assert sound(word) == ""
