"""Pieces of a text with the words that were found marked."""

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.search import folding, snippets
from pages.search.query import Group, beginning

MARK = re.compile(r"<mark>(.*?)</mark>", re.DOTALL)


def group(*terms: str) -> Group:
    return Group(terms, (terms,), (tuple((term,) for term in terms),))


@pytest.mark.parametrize(
    ("text", "groups", "marked"),
    [
        ("শিশুদের টিউমার", [group("শিশু*")], "<mark>শিশুদের</mark> টিউমার"),
        ("মা-বাবা।", [group("বাবা")], "মা-<mark>বাবা</mark>।"),
        ("র\u200d্যাবডোমায়ো", [group("র্যাব*")], "<mark>র\u200d্যাবডোমায়ো</mark>"),
        ("বা\u09dfোপসি", [group("বা\u09af\u09bcোপসি")], "<mark>বা\u09dfোপসি</mark>"),
        ("৩৮° & <b>", [group("38")], "<mark>৩৮</mark>° &amp; &lt;b&gt;"),
        ("a, b c b", [group("a", "b")], "<mark>a</mark>, <mark>b</mark> c <mark>b</mark>"),
        # Of a name all words have to be there.
        ("a c", [group("a", "b"), group("c")], "a <mark>c</mark>"),
        ("", [group("a")], ""),
    ],
)  # fmt: skip
def test_whole_words_are_marked(text, groups, marked):
    assert snippets.marked(text, groups) == marked


def numbered(count: int) -> str:
    return " ".join(f"w{number}" for number in range(count))


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        ("w0", (0, 30)),
        ("w6", (0, 30)),
        ("w10", (4, 34)),
        ("w39", (10, 40)),
        ("nothing", (0, 30)),
    ],
)
def test_the_part_around_the_first_word_that_was_found(wanted, shown):
    first, last = shown
    words = [f"<mark>{wanted}</mark>" if word == wanted else word for word in numbered(40).split()]
    before, after = "… " * (first > 0), " …" * (last < 40)
    expected = before + " ".join(words[first:last]) + after
    assert snippets.snippet([numbered(40)], [group(wanted)]) == expected


def test_the_line_with_most_of_the_groups_is_shown():
    lines = ["summary a", "other", "a and b", "b and a and c"]
    groups = [group("a"), group("b")]
    assert snippets.snippet(lines, groups) == "<mark>a</mark> and <mark>b</mark>"
    assert snippets.snippet(lines, [group("d")]) == "summary a"
    assert snippets.snippet(["b", "a"], [group("a"), group("d")]) == "<mark>a</mark>"


def test_beginnings_that_are_looked_for_in_titles_are_marked_in_titles_only():
    assert snippets.marked("kidney", [beginning("k")]) == "<mark>kidney</mark>"
    assert snippets.snippet(["", "kidney"], [beginning("k")]) == ""


LETTERS = st.characters(min_codepoint=0x980, max_codepoint=0x9FF, categories=("Lo", "Mn", "Mc"))
PIECES = st.one_of(
    st.text(LETTERS, min_size=1, max_size=12),
    st.sampled_from(["ক্ষ", "র\u200d্য", "স্ত্র", "kidney", "-", "।", " ", "\n"]),
    st.sampled_from(["<", "&", '"', "'", "<mark>"]),
)


@settings(max_examples=500, derandomize=True, deadline=None, database=None)
@given(st.lists(PIECES, max_size=80), st.text(LETTERS, min_size=1, max_size=2))
def test_whatever_the_text_is_marks_are_balanced_and_no_word_is_cut(pieces, wanted):
    text = "".join(pieces)
    groups = [group(f"{word}*") for word in folding.words(wanted)]
    html = snippets.snippet([text], groups)
    assert html.count("<mark>") == html.count("</mark>") == len(MARK.findall(html))
    plain = MARK.sub(r"\1", html)
    assert re.search("[<>\"']", plain) is None
    shown = unescape(plain).removeprefix("… ").removesuffix(" …")
    assert f" {shown} " in f" {' '.join(text.split())} "
    runs = {run for run, is_word in folding.runs(text) if is_word}
    assert {unescape(marked) for marked in MARK.findall(html)} <= runs
