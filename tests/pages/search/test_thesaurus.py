"""What means the same: the glossary's words, and the names that families type."""

import pytest

from pages.glossary import GlossaryTerm
from pages.search import folding, query
from pages.search.thesaurus import Thesaurus, significant
from tests.makers import make_term


def groups(typed: str, *terms: GlossaryTerm) -> list[query.Group]:
    return query.groups(significant(folding.words(typed)), Thesaurus(terms))


def beginnings(group: query.Group) -> set[str]:
    """What each name of one word begins with."""
    return {phrase[0][0].rstrip("*") for phrase in group.phrases if len(phrase) == 1}


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("বাচ্চার", "শিশু"),
        ("baccha", "child"),
        ("shishuder", "শিশু"),
        ("tumor", "টিউমার"),
        ("ক্যান্সার", "ক্যানসার"),
        ("pediatric", "paediatric"),
        ("chokher", "eye"),
        ("kidneys", "কিডনি"),
    ],
)
def test_names_that_families_type(typed, name):
    [group] = groups(typed)
    assert name in beginnings(group)
    assert group.typed == tuple(folding.words(typed))


def test_no_name_is_passed_over_as_a_filler():
    alone = [name for name in Thesaurus(()).meanings if len(name) == 1]
    assert [name for name in alone if significant([*name, "x"]) == ["x"]] == []


@pytest.mark.parametrize("typed", ["কান", "kan", "কানের", "ear"])
def test_a_name_that_begins_other_words_is_looked_for_as_it_is(typed):
    """কান begins কান্না (crying), ear begins early."""
    [group] = groups(typed)
    terms = {term for phrase in group.phrases for word in phrase for term in word}
    assert {"কান", "কানে*", "ear", "ears*"} <= terms
    assert not {"কান*", "ear*"} & terms


def test_words_that_are_a_name_together_are_one_group():
    found = [group.typed for group in groups("baccha matha betha ct scan")]
    assert found == [("baccha",), ("matha", "betha"), ("ct", "scan")]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("কিডনি কী বাংলায়", ["কিডনি"]),
        ("kidney tumor bangla", ["kidney", "tumor"]),
        ("what is a tumour", ["tumour"]),
        ("কী কেন", ["কী", "কেন"]),
    ],
)
def test_fillers_count_only_where_there_is_nothing_else(typed, words):
    assert significant(folding.words(typed)) == words


@pytest.fixture
def hygroma() -> GlossaryTerm:
    return GlossaryTerm(
        term_en="Lymphatic malformation",
        term_bn="সিস্টিক হাইগ্রোমা (গলায় তরলভরা ফোলা)",
        other_words_en="cystic hygroma\nhygroma",
        other_words_bn="হাইগ্রোমা",
    )


@pytest.mark.parametrize(
    "typed",
    ["lymphatic malformation", "Lymphatic malformations", "hygroma", "হাইগ্রোমার", "সিস্টিক হাইগ্রোমা"],
)  # fmt: skip
def test_a_word_of_the_glossary_is_found_by_all_its_names(hygroma, typed):
    [group] = groups(typed, hygroma)
    assert group.term == hygroma
    assert {"হাইগ্রোমা", "hygroma"} <= beginnings(group)


def test_several_words_in_brackets_explain_and_name_nothing(hygroma):
    assert [group.term for group in groups("গলায় ফোলা", hygroma)] == [None, None]


def test_one_word_in_brackets_is_a_name():
    benign = GlossaryTerm(term_en="benign", term_bn="ক্যানসার নয় (বিনাইন)")
    assert [group.term for group in groups("বিনাইন", benign)] == [benign]


def test_a_name_leads_to_the_glossary_by_another_name():
    scan = GlossaryTerm(term_en="X-ray", term_bn="এক্স-রে", other_words_en="radiograph")
    [group] = groups("xray", scan)
    assert (group.term, "radiograph" in beginnings(group)) == (scan, True)


def test_empty_columns_name_nothing():
    assert groups("x", GlossaryTerm(), GlossaryTerm(term_en="()"))[0].term is None


@pytest.mark.django_db
def test_an_edit_of_the_glossary_counts_at_once(client):
    term = make_term()
    assert "অল্প অংশ" in client.get("/bn/search/?q=biopsy").content.decode()
    term.other_words_en, term.explanation_bn = "punch", "নতুন কথা"
    term.save()
    assert "নতুন কথা" in client.get("/bn/search/?q=punch").content.decode()
