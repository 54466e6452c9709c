"""Pieces of a text with the words that were found marked; cut between words, and escaped."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from pages.search import folding
from pages.search.query import Group

LENGTH = 30  # words
BEFORE = 6  # words before the first that was found


def marked(text: str, groups: list[Group]) -> SafeString:
    """All of the text; only whole words are marked, so that no letter is cut in two."""
    found = _found(text, groups)
    pieces = (
        format_html("<mark>{}</mark>", run) if is_word and _has(run, found) else run
        for run, is_word in folding.runs(text)
    )
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def snippet(lines: list[str], groups: list[Group]) -> SafeString:
    """Of the line with most of what was looked for, the part around it."""
    groups = [group for group in groups if not group.in_titles_only]
    best = _best(lines, groups)
    found, words = _found(best, groups), best.split()
    first = next((at for at, word in enumerate(words) if _has(word, found)), 0)
    start = max(0, min(first - BEFORE, len(words) - LENGTH))
    end = start + LENGTH
    before, after = "… " * (start > 0), " …" * (end < len(words))
    return marked(before + " ".join(words[start:end]) + after, groups)


def _best(lines: list[str], groups: list[Group]) -> str:
    """The first line with all of the groups; else the first with most of them."""
    best, most = lines[0], 0
    for line in lines:
        words = folding.words(line)
        number = sum(bool(group.found_in(words)) for group in groups)
        if number > most:
            best, most = line, number
        if number == len(groups):
            break
    return best


def _found(text: str, groups: list[Group]) -> set[str]:
    words = folding.words(text)
    return set().union(*(group.found_in(words) for group in groups))


def _has(text: str, found: set[str]) -> bool:
    return not found.isdisjoint(folding.words(text))
