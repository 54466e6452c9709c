"""How plain a text is: the measures that the starter texts and the editor's hints share."""

import pytest

from pages import outline, readability


def measure(html: str, language: str = "en") -> readability.Measure:
    return readability.measure(outline.read(html), language)


@pytest.mark.parametrize(
    ("html", "sentences"),
    [
        ("<p>এক দুই। তিন? চার!</p>", ["এক দুই", "তিন", "চার"]),
        ("<p>One. Two</p><p>Three</p>", ["One", "Two", "Three"]),
        ("<p>A fever of 38.5 degrees.</p>", ["A fever of 38.5 degrees"]),
        ("<h2>No sentence</h2><h3>Nor this</h3><p>This.</p>", ["This"]),
        ("<p>Take:</p><ul><li>one</li><li>two</li></ul>", ["Take", "one", "two"]),
        ("<table><tbody><tr><th>a</th><td>b – c</td></tr></tbody></table>", ["a", "b – c"]),
        ("<p>– … .</p><p></p>", []),
    ],
)
def test_sentences_are_those_of_paragraphs_items_and_cells(html, sentences):
    assert readability.sentences(outline.read(html)) == sentences


def test_the_mean_is_of_words_in_a_sentence():
    assert measure("<p>One. Two three four five six.</p>").mean == 3
    assert measure("").mean == 0


@pytest.mark.parametrize(("language", "most"), [("bn", 9), ("en", 20)])
def test_a_mean_over_the_limit_is_high(language, most):
    assert not measure("<p>" + "ক " * most + "</p>", language).mean_is_high
    assert measure("<p>" + "ক " * (most + 1) + "</p>", language).mean_is_high


@pytest.mark.parametrize(("language", "most"), [("bn", 15), ("en", 25)])
def test_one_long_sentence_in_twenty_is_not_too_many(language, most):
    long, short = "ক " * (most + 1) + "। ", "ক। "
    nineteen, twenty = measure(long + short * 18, language), measure(long + short * 19, language)
    assert (nineteen.too_many_are_long, twenty.too_many_are_long) == (True, False)
    assert [len(each.split()) for each in twenty.long] == [most + 1]
    assert not measure("ক " * most, language).long
