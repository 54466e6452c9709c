"""The page of the search, as a family gets it."""

from datetime import timedelta
from urllib.parse import quote, quote_from_bytes

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pages.models import GlossaryTerm
from tests.makers import make_article, make_clinic, make_section, make_term
from tests.page import Element, links, parse, said, text, texts, values

pytestmark = pytest.mark.django_db

HOSTILE = [
    *("'", '"', '"a', "a'b", "a\\", "\\", "`", ";", "--", "%", "_", "a:b", "^a", "a*", "*", "-a"),
    *("AND", "a AND", "OR OR", "NOT a", "NEAR(a b, 2)", "(a", "a)", "a & b", "a | !b", "a <-> b"),
    *("{title} : a", "title:a", "a:*", "'a':*A", "$$", "%s", "%(a)s", "{0}", "\x00", "a\x00b"),
    *("\u202e", "\u202ea", "\u200d", "\u200c\u200d", "ক\u09cd", "\u09cd", "\ufeff", "\ufffd"),
    *("\ue000", "\u0301", "😀", "<script>alert(1)</script>", "&lt;", "a" * 10_000, "ক " * 5_000),
    *(
        "\u09cd" * 500,
        "1",
        "৩",
        "ß",
        "İ",
        "ŉ",
        "ǰ",
        "\ufdfa",
        "𝒶",
        "a\u0345",
        "'; DROP TABLE x; --",
    ),
]
NOT_UTF_8 = [b"\xff", b"\xed\xa0\x80", b"\xc0\x80", b"a\xe0\xa6", b"%"]


def search(client, typed: str | bytes, language: str = "bn") -> Element:
    quoted = quote_from_bytes(typed) if isinstance(typed, bytes) else quote(typed, errors="replace")
    response = client.get(f"/{language}/search/?q={quoted}")
    assert response.status_code == 200
    return parse(response)


def titles(page: Element) -> list[str]:
    return texts(page, ".//ol[@class='results']/li/h2")


def told(page: Element) -> list[str]:
    return texts(page, ".//main/p")


def sections_offered(page: Element) -> list[str]:
    return values(page, ".//ul[@class='cards']/li/h3/a", "href")


def test_without_a_query_there_are_the_form_and_the_sections(client):
    make_section()
    page = parse(client.get("/bn/search/"))
    [form] = page.findall(".//main//form")
    assert (form.get("action"), form.get("role"), form.get("method")) == (
        "/bn/search/",
        "search",
        None,
    )
    assert [(each.get("name"), each.get("value")) for each in form.iter("input")] == [("q", "")]
    assert text(form.find(".//label")) == said("bn", "Search this site")
    assert sections_offered(page) == ["/bn/tumours/", "/bn/glossary/"]
    assert told(page) == []


def test_a_result_shows_title_section_and_the_words_that_were_found(client):
    make_article(summary_bn="শিশুর কিডনির কথা")
    page = search(client, "কিডনি")
    [result] = page.findall(".//ol[@class='results']/li")
    assert links(result) == [("/bn/tumours/kidney/", "কিডনির টিউমার")]
    assert texts(result, "p") == ["টিউমার", "শিশুর কিডনির কথা"]
    assert texts(result, ".//mark") == ["কিডনির", "কিডনির"]
    assert (told(page), sections_offered(page)) == (["১টি পাতা পাওয়া গেছে"], [])
    assert values(page, ".//main//input", "value") == ["কিডনি"]
    assert text(page.find(".//title")) == f"কিডনি – {said('bn', 'Search')}"


def test_nothing_found_offers_sections_glossary_phone_and_form(client):
    make_clinic()
    make_section()
    page = search(client, "leukemia", "en")
    assert told(page)[0] == "We found no page about “leukemia”."
    assert sections_offered(page) == ["/en/tumours/", "/en/glossary/"]
    assert {"tel:01712345678", "/en/appointment/"} <= dict(links(page)).keys()
    assert titles(page) == []


def test_slips_are_mended_and_the_family_is_asked_whether_it_meant_that(client):
    make_article()
    page = search(client, "kidnej tumour", "en")
    assert titles(page) == ["Kidney tumours"]
    assert told(page) == [
        "We did not find “kidnej tumour”. Did you mean Kidney tumour? These pages are about that."
        " If you meant something else, try another spelling or another word.",
        "1 page found",
    ]
    assert told(search(client, "kidney", "en")) == ["1 page found"]


@pytest.mark.parametrize("typed", ["pani", "chul pora", "ojon kome", "paye"])
def test_bengali_in_latin_letters_is_not_taken_for_an_english_word_with_a_slip(client, typed):
    make_article(title_en="Pain, port, page and what is to come")
    page = search(client, typed)
    assert (titles(page), told(page)[0]) == ([], f"“{typed}” নিয়ে কোনো পাতা পাইনি।")


def test_the_mended_word_is_written_as_people_write_it(client):
    make_article(title_bn="চিকিৎসা ও রোগীর কথা", body_bn="<p>উৎসাহ</p>")
    assert texts(search(client, "চিকিৎসো উৎসাহো"), ".//main/p/strong") == ["চিকিৎসা উৎসাহ"]


def test_pages_with_some_of_the_words_are_shown_and_it_is_said(client):
    make_article()
    page = search(client, "kidney leukemia", "en")
    assert titles(page) == ["Kidney tumours"]
    assert told(page)[0] == said(
        "en", "No page has all of these words. These pages have some of them."
    )


def test_of_many_pages_the_best_are_shown(client):
    shelf = make_section()
    for number in range(23):
        make_article(shelf, slug=f"a{number}", position=number, title_en=f"Kidney {number}")
    page = search(client, "kidney", "en")
    assert titles(page) == [f"Kidney {number}" for number in range(20)]
    assert told(page) == ["23 pages found; these 20 fit best. Add a word to see fewer."]


def test_titles_come_before_names_names_before_summaries_and_those_before_texts(client):
    shelf = make_section()
    plain = {"title_en": "x", "title_bn": "x", "summary_en": "x"}
    for slug, column in [
        ("body", {"body_en": "<p>kidney</p>"}),
        ("heading", {"body_en": "<h2>kidney</h2>"}),
        ("synonym", {"title_bn": "kidney"}),
        ("title", {"title_en": "kidney"}),
    ]:
        make_article(shelf, slug=slug, **plain | column)
    other = make_section("surgery", position=1)
    make_article(other, slug="later", position=0, **plain | {"title_en": "kidney"})
    results = search(client, "kidney", "en").findall(".//ol[@class='results']/li/h2/a")
    assert [link.get("href").split("/")[3] for link in results] == [
        *("title", "later", "synonym", "heading", "body")
    ]


@pytest.mark.parametrize("typed", ["biopsy", "Biopsies", "বায়োপসির", "biopsi"])
def test_a_word_of_the_glossary_is_explained(client, typed):
    term = make_term()
    explained = search(client, typed).find(".//section[@class='care care-routine']")
    assert texts(explained, "h2") + texts(explained, "p")[:1] == [term.term_bn, term.explanation_bn]
    assert [address for address, _words in links(explained)] == [f"/bn/glossary/#word-{term.pk}"]


def test_a_word_that_is_not_explained_in_this_language_is_left_out(client):
    GlossaryTerm.objects.create(term_bn="বায়োপসি", term_en="biopsy", explanation_en="A test.")
    assert search(client, "biopsy").find(".//section[@class='care care-routine']") is None


@pytest.mark.parametrize("typed", ["k", "ক"])
def test_one_letter_finds_titles_that_have_a_word_with_it(client, typed):
    make_article(body_en="<p>liver</p>", body_bn="<p>লিভার</p>")
    make_article(
        slug="x", title_en="x", title_bn="x", body_en="<p>kidney</p>", body_bn="<p>কিডনি</p>"
    )
    for language in ("bn", "en"):
        [result] = search(client, typed, language).findall(".//ol[@class='results']/li")
        assert links(result)[0][0] == f"/{language}/tumours/kidney/"


@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize("typed", [*HOSTILE, *NOT_UTF_8], ids=range(len(HOSTILE) + len(NOT_UTF_8)))
def test_whatever_is_typed_gets_a_page(client, typed, language):
    make_article(title_en="a b <i> & kidney", title_bn="ক খ <i> & কিডনি")
    make_term(term_en="a")
    page = search(client, typed, language)
    assert told(page) != []
    assert page.find(".//main//script") is page.find(".//main//i") is None


@pytest.mark.parametrize("typed", ["?", "। ॥", "😀", "\u09cd\u200d–", "\u202e", " "])
def test_signs_alone_ask_for_a_word(client, typed):
    make_section()
    page = search(client, typed, "en")
    assert told(page) == [
        "We could not read a word in what you typed. Write a word, for example kidney."
    ]
    assert sections_offered(page) == ["/en/tumours/", "/en/glossary/"]


def test_the_other_language_keeps_the_words_and_search_engines_see_one_page(client):
    page = search(client, "kidney & কিডনি")
    switch = [address for address, words in links(page, "language")]
    assert switch == [f"/en/search/?q={quote('kidney & কিডনি')}"]
    site = "http://127.0.0.1:8000"
    assert values(page, ".//link[@rel='canonical']", "href") == [f"{site}/bn/search/"]
    assert values(page, ".//meta[@name='robots']", "content") == ["noindex"]


def test_the_page_that_is_not_there_offers_the_search(client):
    page = parse(client.get("/bn/nowhere/"))
    assert values(page, ".//main//form", "action") == ["/bn/search/"]


def ask(client, typed: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get("/bn/search/", {"q": typed})
    return len(asked)


@pytest.mark.parametrize("articles", [1, 3])
def test_as_many_questions_whatever_is_found(client, articles):
    make_clinic()
    make_term()
    shelf = make_section()
    for number in range(articles):
        make_article(shelf, slug=f"kidney-{number}")
    # The frame, the team's names, the glossary, the words, the articles, their texts.
    assert (ask(client, ""), ask(client, "কিডনি"), ask(client, "কিডনি টিউমার সারকথা লেখা")) == (3, 8, 8)
    # With a word that is nowhere: all words, and once more the words.
    assert (ask(client, "kidnej"), ask(client, "kidnej xyzzy"), ask(client, "xyzzy")) == (10, 10, 7)
    # A page that is no article is known without a question, the team's page takes one.
    make_section("team")
    assert (ask(client, "phone number"), ask(client, "team")) == (5, 7)


def test_a_scheduled_article_is_found_from_its_time_on(client):
    make_article(published_at_bn=timezone.now() + timedelta(seconds=30))
    response = client.get("/bn/search/?q=কিডনি")
    assert titles(parse(response)) == []
    assert int(response.headers["Cache-Control"].rpartition("=")[2]) <= 30
