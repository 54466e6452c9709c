"""The agreed words: which of them stand in a text, and what an editor is told."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pages import glossary
from pages.glossary import Hint
from pages.models import Article, GlossaryTerm
from pages.starter.loader import load

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def terms() -> None:
    GlossaryTerm.objects.create(
        term_en="tumour", term_bn="টিউমার", other_words_en="tumor\r\nmass", note="নোট"
    )
    GlossaryTerm.objects.create(
        term_en="Wilms tumour",
        term_bn="উইলমস টিউমার",
        other_words_bn="নেফ্রোব্লাস্টোমা\n\n উইল্মস টিউমার ",
    )
    GlossaryTerm.objects.create(term_en="mass", term_bn="চাকা")
    GlossaryTerm.objects.create(term_en="cyst", other_words_bn="থলি")
    GlossaryTerm.objects.create(term_bn="জ্বর")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A Tumor, then Wilms tumours.", ["tumour", "Wilms tumour"]),
        ("Wilms tumour", ["Wilms tumour"]),
        ("Wilms tumour and other tumours, tumours", ["Wilms tumour", "tumour"]),
        ("A mass is a word of its own before it is another's.", ["mass"]),
        ("cysts", ["cyst"]),
        ("Tumourous masses", []),
        ("", []),
    ],
)
def test_terms_are_found_in_the_order_of_the_text(text, found):
    assert [term.term_en for term in glossary.found_in(text)] == found


def test_a_hint_shows_the_word_as_it_stands_the_agreed_bengali_and_the_note():
    article = Article(
        title_en="Tumors", summary_en="A tumour.", body_en="<h2>Cyst</h2><p>mass</p><p>mass</p>"
    )
    # There is no Bengali for “cyst” yet.
    assert glossary.hints(article) == [
        Hint("en", "Tumors", "টিউমার", "নোট"),
        Hint("en", "mass", "চাকা", ""),
    ]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p>নেফ্রোব্লাস্টোমার চিকিৎসা</p>", ["নেফ্রোব্লাস্টোমা"]),
        ("<p>উইল্মস টিউমারে</p><p>নেফ্রোব্লাস্টোমা</p>", ["উইল্মস টিউমার"]),
        ("<p>উইলমস টিউমার (নেফ্রোব্লাস্টোমা)</p>", []),
        ("<p>উইলমস টিউমার (নেফ্রোব্লাস্টোমা)। নেফ্রোব্লাস্টোমা</p>", ["নেফ্রোব্লাস্টোমা"]),
        ("<p>থলি</p>", []),
    ],
)
def test_a_bengali_word_that_is_not_the_agreed_one_is_told_outside_brackets(body, found):
    hints = glossary.hints(Article(body_bn=body))
    assert hints == [Hint("bn", word, "উইলমস টিউমার", "") for word in found]


def test_one_query_whatever_the_text():
    article = Article(body_en="<p>tumour cyst mass</p>" * 50, body_bn="<p>নেফ্রোব্লাস্টোমা</p>" * 50)
    with CaptureQueriesContext(connection) as queries:
        assert len(glossary.hints(article)) == 3
    assert len(queries) == 1


def test_nothing_is_found_without_terms():
    GlossaryTerm.objects.all().delete()
    article = Article(body_en="<p>tumour</p>", body_bn="<p>নেফ্রোব্লাস্টোমা</p>")
    assert (glossary.found_in("tumour"), glossary.hints(article)) == ([], [])


def test_the_starter_glossary_finds_its_words_in_the_starter_texts():
    GlossaryTerm.objects.all().delete()
    load()
    kidney = Article.objects.get(slug="kidney-tumours")
    english = [hint.bengali for hint in glossary.hints(kidney) if hint.language == "en"]
    assert english[:3] == ["কিডনি", "টিউমার", "উইলমস টিউমার (কিডনির টিউমার)"]
    assert len(english) > 15
    assert [hint for hint in glossary.hints(kidney) if hint.language == "bn"] == []


@pytest.mark.parametrize("piece", ["tumour ", "wilms ", "a", "(", "নেফ্রোব্লাস্টোমা ", "( "])
def test_a_huge_text_is_searched(piece):
    # Linear: a minute and more if it were not.
    body = f"<p>{piece * (640_000 // len(piece))}</p>"
    assert len(glossary.hints(Article(body_en=body, body_bn=body))) <= 1
