"""From what a family typed to what the page shows."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from pages import languages
from pages.articles import Article
from pages.glossary import GlossaryTerm
from pages.search import folding, query, slips, snippets
from pages.search.entries import Place, SearchEntry
from pages.search.query import Group
from pages.search.ranking import Places, found_nowhere, has_all, places, ranked
from pages.search.thesaurus import Thesaurus, significant

MOST_LETTERS, MOST_WORDS, MOST_RESULTS = 150, 8, 20


@dataclass(frozen=True)
class Result:
    article: Article
    title: SafeString
    snippet: SafeString


@dataclass(frozen=True)
class Findings:
    """The answer: what it is about, and the articles, the best first."""

    typed: str
    has_words: bool = False
    results: list[Result] = field(default_factory=list)
    number: int = 0  # of all results, of which only the best are here
    instead: str = ""  # what was looked for, where slips were mended
    has_all: bool = True  # False: there is no article with all of the words
    term: GlossaryTerm | None = None


def find(typed: str, language: str) -> Findings:
    """In the public articles of the language; asks the database a handful of questions."""
    typed = folding.readable(typed[:MOST_LETTERS])
    words = significant(folding.words(typed))[:MOST_WORDS]
    if not words:
        return Findings(typed)
    thesaurus = Thesaurus(GlossaryTerm.objects.all())
    meant, groups, found = _look_up(words, thesaurus, language)
    order = ranked(found)
    articles = _articles(order[:MOST_RESULTS])
    return Findings(
        typed=typed,
        has_words=True,
        results=_results(articles, groups, language),
        number=len(order),
        instead=_as_written(meant, typed, articles) if articles and meant != words else "",
        has_all=all(has_all(found, article) for article in order[:1]),
        term=groups[0].term if len(groups) == 1 else None,
    )


def _look_up(
    words: list[str], thesaurus: Thesaurus, language: str
) -> tuple[list[str], list[Group], Places]:
    """The words that were meant, how they are looked for, and where they are found."""
    groups = query.groups(words, thesaurus)
    found = places(groups, language)
    nowhere = {word for group in found_nowhere(found, groups) for word in group.typed}
    if nowhere:
        known = slips.vocabulary(language, thesaurus.words)
        meant = [slips.nearest(word, known) or word if word in nowhere else word for word in words]
        if meant != words:
            words, groups = meant, query.groups(meant, thesaurus)
            found = places(groups, language)
    if not found and len(words) == 1 and len(words[0]) <= query.SHORT:
        groups = [query.beginning(words[0])]
        found = places(groups, language)
    return words, groups, found


def _articles(keys: list[int]) -> list[Article]:
    """In this order."""
    stored = Article.objects.without_text().select_related("section").in_bulk(keys)
    return [stored[key] for key in keys]


def _results(articles: list[Article], groups: list[Group], language: str) -> list[Result]:
    entries = SearchEntry.objects.filter(article__in=articles, language=language, place=Place.BODY)
    bodies = dict(entries.values_list("article", "text"))
    return [
        Result(
            article,
            snippets.marked(article.title, groups),
            snippets.snippet([article.summary, *bodies.get(article.pk, "").split("\n")], groups),
        )
        for article in articles
    ]


def _as_written(meant: list[str], typed: str, articles: list[Article]) -> str:
    """The words that were meant as people write them: the folded ones are for computers."""
    titles = (getattr(each, f"title_{code}") or "" for each in articles for code in languages.CODES)
    written = {}
    for text in (typed, *titles):
        for run, is_word in folding.runs(text):
            if is_word:
                written.setdefault("".join(folding.words(run)), run)
    return " ".join(written.get(word, word) for word in meant)
