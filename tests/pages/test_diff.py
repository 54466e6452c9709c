"""Comparing two versions: what a reader of the comparison sees."""

import pytest
from django.utils.translation import override

from pages import diff
from pages.blocks import Block, blocks
from pages.diff import Passage, compare, compare_plain, shortened


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


def test_plain_text_is_compared_line_by_line_and_is_no_html():
    assert compare_plain("Kidney\nPlatelets <b and >5", "Kidney\nPlatelets <b and >9") == [
        Passage("", [("same", "Kidney")], "same"),
        Passage("", [("same", "Platelets <b and"), ("gone", ">5"), ("new", ">9")], "mended"),
    ]


def test_bold_words_have_stars_around_each_run():
    [passage] = compare("<p>Come at once today.</p>", "<p>Come <strong>at once</strong> today.</p>")
    assert passage.runs == [
        ("same", "Come"),
        ("gone", "at once"),
        ("new", "*at once*"),
        ("same", "today."),
    ]


def test_a_list_that_became_numbered_is_a_change():
    with override("en"):
        passages = compare("<ul><li>a</li></ul>", "<ol><li>a</li></ol>")
    assert [(each.label, each.change) for each in passages] == [
        ("List item", "gone"),
        ("Numbered list item", "new"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "sign"),
    [
        ("<td>a</td>", '<td colspan="2">a</td>', "[2 columns wide]"),
        ("<td>a</td>", '<td rowspan="3">a</td>', "[3 rows high]"),
        ("<ol><li>a</li></ol>", '<ol start="4"><li>a</li></ol>', "4."),
        ("<p>a b</p>", "<p>a<br>b</p>", "↵"),
    ],
)
def test_what_changes_no_word_is_shown_by_a_sign(old, new, sign):
    with override("en"):
        [passage] = compare(old, new)
    assert [words for change, words in passage.runs if change == "new"] == [sign]


@pytest.mark.parametrize(
    "text",
    ["<a " * 9, '<a x="' * 9, "<!--" * 9, "<![" * 9, "<?" * 9, "</" * 9, "<" * 9, "<P>a"],
)
def test_what_the_sanitiser_never_writes_is_read_as_text(text):
    assert blocks(text) == [Block("p", text.strip())]


def test_what_is_alike_at_both_ends_is_matched_without_a_comparison(monkeypatch):
    monkeypatch.setattr(diff, "MOST_COMPARISONS", 0)
    passages = compare("<p>a</p>" * 9 + "<p>x c d</p>", "<p>a</p>" * 9 + "<p>x b d</p>")
    assert [each.change for each in passages] == ["same"] * 9 + ["mended"]
    assert passages[-1].runs == [("same", "x"), ("gone", "c"), ("new", "b"), ("same", "d")]


def test_all_passages_together_cost_no_more_than_one_budget(monkeypatch):
    old, new = "<p>a x b</p><p>c x d</p>", "<p>e x f</p><p>g x h</p>"
    # Three words, one of which stands on the other side as well, then the words on either side.
    monkeypatch.setattr(diff, "MOST_COMPARISONS", 6)
    first, second = compare(old, new)
    assert [change for change, _words in first.runs] == ["gone", "new", "same", "gone", "new"]
    assert second.runs == [("gone", "c x d"), ("new", "g x h")]


def test_the_matching_of_blocks_is_paid_from_the_same_budget(monkeypatch):
    monkeypatch.setattr(diff, "MOST_COMPARISONS", 3)
    passages = compare("<p>x</p><p>same</p><p>y</p>", "<p>z</p><p>q</p><p>same</p><p>w</p>")
    assert [each.change for each in passages] == ["mended", "mended", "mended", "new"]


def test_beyond_the_budget_blocks_that_are_alike_at_the_same_place_are_unchanged(monkeypatch):
    monkeypatch.setattr(diff, "MOST_COMPARISONS", 0)
    passages = compare("<p>x</p><p>same</p><p>y</p>", "<p>z</p><p>same</p><p>w</p>")
    assert [each.change for each in passages] == ["mended", "same", "mended"]
