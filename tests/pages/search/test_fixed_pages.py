"""Pages that are no articles, and people of the team, are found all the same."""

import pytest

from tests.makers import make_article, make_person, make_section
from tests.page import links, parse, said, texts

pytestmark = pytest.mark.django_db

FORM, CONTACT, STATUS = "appointment/", "contact/", "appointment/status/"
PRIVACY, GLOSSARY, TEAM = "privacy/", "glossary/", "team/"


def card(client, typed: str, language: str = "bn") -> list[str]:
    """Where the card leads (from the language's home page), its title and its text."""
    page = parse(client.get(f"/{language}/search/", {"q": typed}))
    return [
        part
        for found in page.findall(".//main/div[@class='card']")
        for part in [
            links(found)[0][0].removeprefix(f"/{language}/"),
            *texts(found, "h2"),
            *texts(found, "p"),
        ]
    ]


def told(client, typed: str, language: str = "bn") -> list[str]:
    return texts(parse(client.get(f"/{language}/search/", {"q": typed})), ".//main/p")


@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("অ্যাপয়েন্টমেন্ট", FORM),
        ("এপয়েন্টমেন্ট", FORM),
        ("সিরিয়াল দিতে চাই", FORM),
        ("appointment", FORM),
        ("apointment", FORM),
        ("doctor appointment chai", FORM),
        ("বাচ্চার অ্যাপয়েন্টমেন্ট", FORM),
        ("appointment phone number", FORM),
        ("online appointment for my child", FORM),
        ("ঠিকানা", CONTACT),
        ("হাসপাতালের ঠিকানা", CONTACT),
        ("ডাক্তারের ফোন নাম্বার", CONTACT),
        ("ঠিকানা ও মোবাইল নম্বর", CONTACT),
        ("address", CONTACT),
        ("contact", CONTACT),
        ("phone number", CONTACT),
        ("whatsapp", CONTACT),
        ("opening hours", CONTACT),
        ("শুক্রবার খোলা", CONTACT),
        ("জরুরি নম্বর", CONTACT),
        ("emergency number", CONTACT),
        ("ambulance", CONTACT),
        ("cancel appointment", STATUS),
        ("রেফারেন্স নম্বর", STATUS),
        ("privacy", PRIVACY),
        ("গোপনীয়তা", PRIVACY),
        ("glossary", GLOSSARY),
        ("শব্দকোষ", GLOSSARY),
        ("শব্দের মানে", GLOSSARY),
    ],
)
def test_what_families_type_leads_to_the_page(client, typed, address, language):
    assert card(client, typed, language)[:1] == [address]
    assert told(client, typed, language) == []


@pytest.mark.parametrize(
    "typed",
    ["কিডনি", "eye contact", "hospital", "টিউমার বোর্ড", "phone kidney", "number of children"],
)
def test_other_words_lead_to_no_such_page(client, typed):
    make_section("team")
    assert card(client, typed) == []


def test_the_card_says_where_it_leads(client):
    assert card(client, "privacy", "en") == [
        PRIVACY,
        "Privacy",
        "What the clinic asks in the appointment form, why, who sees it and how to have it erased.",
    ]
    assert card(client, "address")[1] == said("bn", "Contact")


def test_articles_with_the_words_follow_the_card_and_no_word_is_mended(client):
    make_article(title_en="Contacts with the ward")
    assert told(client, "contact", "en") == ["1 page found"]
    assert told(client, "phone contact", "en") == ["1 page found"]
    make_article(slug="x", title_en="Telephony")
    assert told(client, "telephone", "en") == []


@pytest.mark.parametrize(
    "typed", ["ডা. রহিমা", "রহিমা খাতুনের", "রাহিমা", "Rahima", "Dr. Rohima Khatun", "ডাক্তার রহিমা"]
)
def test_a_name_leads_to_the_team(client, typed):
    make_section("team", title_bn="চিকিৎসক দল")
    make_person()
    make_person(name_bn="ডা. করিম", name_en="Dr Karim")
    assert card(client, typed) == [TEAM, "চিকিৎসক দল", "ডা. রহিমা খাতুন, শিশু সার্জন"]


def test_a_word_that_is_known_is_no_slip_for_a_name(client):
    make_section("team")
    make_person(name_bn="ডা. শিশির আহমেদ", name_en="Dr Tumur Ahmed")
    assert card(client, "শিশির") == card(client, "Tumur") != []
    for typed in ("শিশুর", "শিশুদের সার্জন", "tumor", "tumours"):
        assert card(client, typed) == []


def test_people_who_are_not_shown_or_have_no_page_are_not_found(client):
    person = make_person()
    assert card(client, "রহিমা") == []
    make_section("team")
    assert card(client, "রহিমা") != []
    person.is_shown = False
    person.save()
    assert card(client, "রহিমা") == []


def test_the_team_is_found_by_what_it_is(client):
    make_section("team", title_en="The team", intro_en="Who is who.")
    make_person()
    for typed in ("team", "doctors", "staff"):
        assert card(client, typed, "en") == [TEAM, "The team", "Who is who."]
    assert card(client, "dr", "en") == []
