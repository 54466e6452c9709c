"""Glossary words in an article: where one first stands it leads to its meaning, below the text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from pages import inflection, phrases
from pages.bengali import clean_text
from pages.glossary import GlossaryTerm

TAG = re.compile(r"(<[^<>]*>)")
TAG_NAME = re.compile(r'<(?P<end>/?)(?P<name>[a-z0-9]+)(?:[^<>]* class="(?P<class>[^"]*)")?')
VOID = {"br", "hr", "img", "source"}
# Links and headings stay as they are; in a warning nothing may lead away from what to do.
LEFT_ALONE = {"a", "h2", "h3", "th", "figure"}
BOX = "care"
# More would make the text restless, and the list long.
MOST = 8


@dataclass(frozen=True)
class Explained:
    """The text with its links to `#word-1`, `#word-2`, …, and the words in that order."""

    html: SafeString
    words: list[GlossaryTerm]


def explain(html: str, title: str, language: str) -> Explained:
    """For a rendered body in `language`; a word of the title is what the page itself explains."""
    forms = _forms(clean_text(html), clean_text(title), language)
    words: list[GlossaryTerm] = []
    if not forms:
        return Explained(mark_safe(html), words)  # noqa: S308 rendered by pages.prose
    pattern = _whole_words(forms, language)

    def link(match: re.Match) -> str:
        # Of a letter that ignores case in its own way (ı) there may be no term.
        term = forms.get(match["word"].casefold())
        if term is None or term in words or len(words) == MOST:
            return match[0]
        words.append(term)
        number = len(words)
        return f'<a class="term" id="use-{number}" href="#word-{number}">{match[0]}</a>'

    parts = (pattern.sub(link, part) if is_text else part for part, is_text in _parts(html))
    return Explained(mark_safe("".join(parts)), words)  # noqa: S308 rendered by pages.prose


def _forms(text: str, title: str, language: str) -> dict[str, GlossaryTerm]:
    """Each way to write a word that might stand in the text, in small letters."""
    terms = GlossaryTerm.objects.filter(is_everyday=False, **{f"explanation_{language}__gt": ""})
    text, title = text.casefold(), title.casefold()
    forms: dict[str, GlossaryTerm] = {}
    for term in terms.defer("note"):
        ways = [clean_text(way).casefold() for way in term.ways_to_write(language)]
        in_title = any(way in title for way in ways)
        if not (in_title and _whole_words(ways, language).search(title)):
            forms |= {way: term for way in ways if way in text and way not in forms}
    return forms


def _whole_words(words: Iterable[str], language: str) -> re.Pattern:
    find = inflection.whole_words if language == "bn" else phrases.whole_words
    return find(words)


def _parts(html: str) -> Iterator[tuple[str, bool]]:
    """The tags and the texts between them; whether it is a text in which words may be linked."""
    open_tags: list[bool] = []  # whether each one is left alone
    for part in TAG.split(html):
        tag = TAG_NAME.match(part)
        if tag is None:
            yield part, not any(open_tags)
            continue
        if tag["end"]:
            open_tags.pop()
        elif tag["name"] not in VOID:
            classes = (tag["class"] or "").split()
            open_tags.append(tag["name"] in LEFT_ALONE or BOX in classes)
        yield part, False
