"""Glossary words in an article: the first use of each leads to its meaning."""

import pytest
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from pages.explained import MOST, explain
from pages.models import GlossaryTerm
from pages.prose import sanitise
from tests.makers import make_article


def make_term(english: str, bengali: str, **values: str | bool) -> GlossaryTerm:
    means = {"explanation_en": f"What {english} is.", "explanation_bn": f"{bengali} কী।"}
    return GlossaryTerm.objects.create(term_en=english, term_bn=bengali, **(means | values))


@pytest.fixture
def words(db) -> None:
    make_term(
        "biopsy",
        "বায়োপসি (অল্প অংশ নিয়ে পরীক্ষা)",
        explanation_bn="বায়োপসি কী।",
        other_words_en="biopsies\ntissue test",
    )
    make_term("needle biopsy", "সুচ দিয়ে বায়োপসি")
    make_term("stage", "স্টেজ")
    make_term("lump", "চাকা", is_everyday=True)
    make_term("margin", "কিনারা", explanation_bn="")


def linked(html: str, language: str, title: str = "") -> list[tuple[str, str]]:
    """The words as they stand in the text, and the terms they lead to."""
    text = explain(html, title, language)
    found = [part.split("</a>")[0] for part in text.html.split('<a class="term" ')[1:]]
    return [
        (each.split(">")[1], getattr(term, f"term_{language}"))
        for each, term in zip(found, text.words, strict=True)
    ]


def test_a_letter_with_a_case_of_its_own_is_no_word(words):
    assert linked("<p>A biopsy or bıopsy.</p>", "en") == [("biopsy", "biopsy")]


def test_a_latin_spelling_is_linked_in_bengali_too(words):
    make_term("CT scan", "সিটি স্ক্যান", other_words_bn="CT scan")
    assert linked("<p>আজ CT scan হবে।</p>", "bn") == [("CT scan", "সিটি স্ক্যান")]


def test_a_piece_of_a_word_of_the_title_is_no_word_of_it(words):
    make_term("ICU", "আইসিইউ")
    assert linked("<p>In the ICU.</p>", "en", title="A difficult time") == [("ICU", "ICU")]
    assert linked("<p>In the ICU.</p>", "en", title="The ICU") == []


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>বায়োপসির ফল। বায়োপসি আবার।</p>", ["বায়োপসির"]),
        ("<ul><li>স্টেজে ও <strong>বায়োপসিও</strong></li></ul>", ["স্টেজে", "বায়োপসিও"]),
        ("<p>সুচ দিয়ে বায়োপসি, তারপর বায়োপসি</p>", ["সুচ দিয়ে বায়োপসি", "বায়োপসি"]),
        ("<h2>স্টেজ</h2><h3>স্টেজ</h3><p>পরে স্টেজ</p>", ["স্টেজ"]),
        ('<p><a href="/bn/">স্টেজ</a> <br>স্টেজ</p>', ["স্টেজ"]),
        ('<figure><img alt="স্টেজ"><figcaption>স্টেজ</figcaption></figure>', []),
        ('<div class="care care-urgent"><h3>স্টেজ</h3><p>স্টেজ</p></div>', []),
        ('<div class="table"><table><tr><th>স্টেজ</th><td>স্টেজ</td></tr></table></div>', ["স্টেজ"]),
        ("<p>চাকা, স্টেজিং, কিনারা</p>", []),  # everyday; another word; without a meaning
        ("", []),
    ],
)
def test_the_first_use_of_a_bengali_word_is_linked(words, html, found):
    assert [word for word, _term in linked(html, "bn")] == found


def test_english_words_are_found_in_the_plural_and_by_their_other_names(words):
    html = "<p>Stages first. A tissue test, a biopsy, a needle biopsy. Lumps; backstage.</p>"
    assert linked(html, "en") == [
        ("Stages", "stage"),
        ("tissue test", "biopsy"),
        ("needle biopsy", "needle biopsy"),
    ]


def test_a_page_about_a_word_does_not_explain_it_beside(words):
    assert linked("<p>বায়োপসি ও স্টেজ</p>", "bn", title="বায়োপসি কেন") == [("স্টেজ", "স্টেজ")]


def test_a_page_explains_a_few_words_only(db):
    for number in range(MOST + 2):
        make_term(f"word{number}", f"শব্দ{number}")
    text = " ".join(f"word{number}" for number in range(MOST + 2))
    assert [term for _word, term in linked(f"<p>{text}</p>", "en")] == text.split()[:MOST]


class AnyText(TestCase):
    @given(
        st.lists(st.sampled_from(["<p>", "</p>", "stage", " & ", "biopsy", "<br>", "<b>", "</b>"]))
    )
    def test_nothing_but_links_is_added(self, parts):
        make_term("stage", "স্টেজ")
        make_term("biopsy", "বায়োপসি")
        html = sanitise("".join(parts))
        assert strip_tags(explain(html, "", "en").html) == strip_tags(html)


def test_the_article_page_holds_the_meanings_of_its_words(words, client):
    article = make_article(body_bn="<p>আগে বায়োপসি।</p>")
    page = client.get(article.get_absolute_url()).content.decode()
    assert '<a class="term" id="use-1" href="#word-1">বায়োপসি</a>' in page
    assert '<div id="word-1"><dt>বায়োপসি (অল্প অংশ নিয়ে পরীক্ষা)</dt><dd>বায়োপসি কী।' in page
    assert '<a href="#use-1">' in page
