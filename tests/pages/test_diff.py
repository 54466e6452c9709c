"""Comparing two versions: what a reader of the comparison sees."""

import pytest
from django.utils.translation import override

from pages import diff
from pages.diff import Passage, compare, shortened


def test_texts_that_are_equal_have_no_change():
    text = "<h2>One</h2><p>Two three.</p>"
    assert [each.change for each in compare(text, text)] == ["same", "same"]
    assert shortened(compare(text, text)) == [2]


def test_a_changed_word_is_shown_within_its_unchanged_sentence():
    [passage] = compare("<p>শিশুর জ্বর হলে আসুন।</p>", "<p>শিশুর বেশি জ্বর হলে ফোন করুন।</p>")
    assert passage == Passage(
        "",
        [
            ("same", "শিশুর"),
            ("new", "বেশি"),
            ("same", "জ্বর হলে"),
            ("gone", "আসুন।"),
            ("new", "ফোন করুন।"),
        ],
        "mended",
    )


def test_paragraphs_that_came_and_went_are_whole():
    passages = compare("<p>a</p><p>gone</p><p>b</p>", "<p>a</p><p>b</p><p>new</p>")
    assert [(each.change, each.runs[0][1]) for each in passages] == [
        ("same", "a"),
        ("gone", "gone"),
        ("same", "b"),
        ("new", "new"),
    ]


def test_a_paragraph_that_became_a_heading_is_a_change():
    with override("en"):
        passages = compare("<p>Fever</p>", "<h2>Fever</h2>")
    assert [(each.label, each.change) for each in passages] == [("", "gone"), ("Heading", "new")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<p><a href="/a/1/">x</a></p>', '<p><a href="/a/2/">x</a></p>'),
        ('<figure data-picture="1"></figure>', '<figure data-picture="2"></figure>'),
        (
            '<div class="care care-urgent"><p>x</p></div>',
            '<div class="care care-do"><p>x</p></div>',
        ),
    ],
)
def test_addresses_pictures_and_kinds_of_boxes_count_as_changes(old, new):
    assert {each.change for each in compare(old, new)} & {"mended", "gone", "new"}


def test_blocks_are_named_in_the_readers_language():
    with override("en"):
        passages = compare(
            "", '<div class="care care-urgent"><h3>a</h3><p>b</p></div><ul><li>c</li></ul>'
        )
        assert [each.label for each in passages] == [
            "Box: urgent",
            "Small heading",
            "",
            "List item",
        ]


def test_an_item_reads_the_same_with_a_paragraph_in_it():
    old, new = "<ul><li>a</li><li>b</li></ul>", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"
    assert [each.change for each in compare(old, new)] == ["same", "same"]


def test_plain_text_is_compared_as_well():
    [passage] = compare("Kidney tumours", "Liver tumours")
    assert passage.runs == [("gone", "Kidney"), ("new", "Liver"), ("same", "tumours")]


def test_two_long_passages_that_share_nothing_are_not_compared_word_by_word(monkeypatch):
    monkeypatch.setattr(diff, "MOST_COMPARISONS", 3)
    passages = compare("<p>a b</p>", "<p>c d</p>")
    assert [each.change for each in passages] == ["gone", "new"]
