"""The glossary: for families in alphabetical order, and in the admin."""

import pytest
from django.test import Client

from clinic_site.groups import EDITORS
from pages.models import GlossaryTerm
from tests.makers import make_term, make_user
from tests.page import links, parse, text, texts, values

GLOSSARY = "/admin/pages/glossaryterm/"

pytestmark = pytest.mark.django_db


def shown(client: Client, language: str) -> dict[str, list[str]]:
    """Letter → its words, as they can be read."""
    page = parse(client.get(f"/{language}/glossary/"))
    return {
        text(section.find("h2")): [text(each) for each in section.iter("li")]
        for section in page.findall(".//section[@class='words']")
    }


# The page


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("bn", {"ব": ["বায়োপসি Biopsy অল্প অংশ নিয়ে পরীক্ষা।"]}),
        ("en", {"B": ["Biopsy বায়োপসি A test of a small piece."]}),
    ],
)
def test_a_word_is_shown_with_the_other_languages_and_its_explanation(client, language, words):
    make_term()
    assert shown(client, language) == {
        letter: [each.replace("\u09df", "\u09af\u09bc") for each in found]
        for letter, found in words.items()
    }


def test_the_word_of_the_other_language_says_which_it_is(client):
    make_term()
    page = parse(client.get("/bn/glossary/"))
    assert values(page, ".//section//li/span", "lang") == ["en"]
    page = parse(client.get("/en/glossary/"))
    assert values(page, ".//section//li/span", "lang") == ["bn"]


@pytest.mark.parametrize("nothing", ["", None])
def test_a_word_alone_stands_alone_and_only_in_its_language(client, nothing):
    make_term(term_en=nothing, explanation_bn=nothing)
    assert list(shown(client, "bn").values()) == [["বায়োপসি".replace("\u09df", "\u09af\u09bc")]]
    assert shown(client, "en") == {}


def test_words_are_in_alphabetical_order_under_letters_that_lead_to_them(client):
    for bn, en in (("কিডনি", "Kidney"), ("অপারেশন", "operation"), ("কেমো", "chemo"), ("৩ডি", "3D")):
        make_term(term_bn=bn, term_en=en, explanation_bn="", explanation_en="")
    assert shown(client, "en") == {
        "3": ["3D ৩ডি"],
        "C": ["chemo কেমো"],
        "K": ["Kidney কিডনি"],
        "O": ["operation অপারেশন"],
    }
    assert shown(client, "bn") == {
        "৩": ["৩ডি 3D"],
        "অ": ["অপারেশন operation"],
        "ক": ["কিডনি Kidney", "কেমো chemo"],
    }
    page = parse(client.get("/bn/glossary/"))
    [letters] = page.findall(".//nav[@class='letters']")
    assert links(letters) == [("#3", "৩"), ("#অ", "অ"), ("#ক", "ক")]
    assert values(page, ".//section[@class='words']/h2", "id") == ["3", "অ", "ক"]


def test_every_word_has_an_anchor_of_its_own_that_lasts(client):
    term = make_term()
    for language in ("bn", "en"):
        page = parse(client.get(f"/{language}/glossary/"))
        assert values(page, ".//section//li", "id") == [f"word-{term.pk}"]


def test_notes_for_editors_and_other_spellings_stay_with_them(client):
    make_term(note="Never say growth", other_words_en="punch biopsy")
    page = client.get("/en/glossary/").content.decode()
    assert "Never say" not in page
    assert "punch" not in page


def test_an_empty_glossary_says_so(client):
    page = parse(client.get("/en/glossary/"))
    assert texts(page, ".//main/p")[-1] == "There are no words here yet."
    assert page.findall(".//nav[@class='letters']") == []


@pytest.mark.parametrize(("language", "other"), [("bn", "en"), ("en", "bn")])
def test_the_page_is_linked_from_every_footer_and_from_its_other_language(client, language, other):
    home = parse(client.get(f"/{language}/"))
    [footer] = home.findall(".//footer")
    assert f"/{language}/glossary/" in [address for address, _words in links(footer)]
    page = parse(client.get(f"/{language}/glossary/"))
    assert [address for address, _words in links(page, "language")] == [f"/{other}/glossary/"]


@pytest.mark.parametrize("others", [0, 150])
def test_the_page_asks_four_questions_however_many_words(client, django_assert_num_queries, others):
    for number in range(1 + others):
        make_term(term_en=f"Word {number}")
    with django_assert_num_queries(4):
        response = client.get("/en/glossary/")
    assert response.content.count(b"<dfn>") == 1 + others
    assert response.headers["Cache-Control"] == "public, max-age=60"


# The admin


def test_what_a_manager_writes_is_on_the_page_at_once(manager, client):
    answers = {
        "term_bn": "টিউমার",
        "term_en": "Tumour",
        "explanation_bn": "শরীরে জমা চাকা।",
        "explanation_en": "",
        "other_words_bn": "",
        "other_words_en": "tumor",
        "note": "",
    }
    assert manager.post(f"{GLOSSARY}add/", answers).headers["Location"] == GLOSSARY
    assert shown(client, "bn") == {"ট": ["টিউমার Tumour শরীরে জমা চাকা।"]}
    path = f"{GLOSSARY}{GlossaryTerm.objects.get().pk}/change/"
    manager.post(path, answers | {"explanation_en": "A lump."})
    assert shown(client, "en") == {"T": ["Tumour টিউমার A lump."]}
    manager.post(path.replace("change", "delete"), {"post": "yes"})
    assert shown(client, "en") == {}


def test_both_languages_stand_side_by_side(manager):
    form = manager.get(f"{GLOSSARY}add/").context["adminform"]
    lines = [[field.field.name for field in line] for fieldset in form for line in fieldset]
    assert lines == [
        ["term_bn", "term_en"],
        ["explanation_bn", "explanation_en"],
        ["other_words_bn", "other_words_en"],
        ["note"],
        ["is_everyday"],
    ]


def test_a_word_in_neither_language_is_refused(manager):
    response = manager.post(f"{GLOSSARY}add/", {"explanation_en": "A lump."})
    assert response.context["adminform"].form.errors == {
        "term_bn": ["Write this in one language at least."]
    }
    assert GlossaryTerm.objects.count() == 0


def test_the_list_shows_both_languages_and_what_is_missing(manager):
    make_term(term_bn="ক", term_en="A", explanation_bn=None, explanation_en="")
    make_term(term_bn="খ", term_en="B", explanation_bn="ক", explanation_en="")
    make_term(term_bn="গ", term_en="C")
    make_term(term_bn="", term_en="D")
    page = parse(manager.get(GLOSSARY))
    rows = [
        [text(cell) for cell in row if cell.get("class") != "action-checkbox"]
        for row in page.findall(".//table[@id='result_list']/tbody/tr")
    ]
    assert rows == [
        ["ক", "A", "explanation (Bengali), explanation (English)"],
        ["খ", "B", "explanation (English)"],
        ["গ", "C", "-"],
        ["-", "D", "word (Bengali)"],
    ]


@pytest.mark.parametrize(
    ("missing", "found"),
    [
        ("explanation_bn", ["A"]),
        ("explanation_en", ["A", "B"]),
        ("term_bn", ["D"]),
        ("note", ["A", "B", "C", "D"]),  # nothing that is asked for
        ("", ["A", "B", "C", "D"]),
    ],
)
def test_the_list_narrows_to_what_lacks_one_thing(manager, missing, found):
    make_term(term_en="A", explanation_bn=None, explanation_en="")
    make_term(term_en="B", explanation_en="")
    make_term(term_en="C")
    make_term(term_en="D", term_bn="")
    listed = manager.get(GLOSSARY, {"missing": missing}).context["cl"].result_list
    assert [each.term_en for each in listed] == found


@pytest.mark.parametrize("words", ["বায়োপসি", "biopsy", "punch", "সুই", "অল্প", "small", "avoid"])
def test_a_word_is_found_by_everything_that_is_written_of_it(manager, words):
    make_term(term_en="Other", term_bn="অন্য", explanation_bn="", explanation_en="")
    term = make_term(other_words_en="Punch", other_words_bn="সুই", note="Avoid jargon")
    found = manager.get(GLOSSARY, {"q": words}).context["cl"].result_list
    assert list(found) == [term]


def test_editors_read_the_glossary_and_change_nothing(client):
    term = make_term()
    client.force_login(make_user("rina", EDITORS))
    assert client.get(GLOSSARY).status_code == 200
    assert client.post(f"{GLOSSARY}{term.pk}/change/", {"term_en": "x"}).status_code == 403
    assert client.get(f"{GLOSSARY}add/").status_code == 403
    assert GlossaryTerm.objects.get().term_en == "Biopsy"


@pytest.mark.parametrize("piece", ["0", "als"])
def test_a_tick_is_filtered_and_not_searched_as_if_it_were_a_word(manager, piece):
    word = make_term()
    assert list(manager.get(GLOSSARY, {"q": piece}).context["cl"].queryset) == []
    everyday = manager.get(GLOSSARY, {"is_everyday__exact": "0"}).context["cl"].queryset
    assert list(everyday) == [word]
