"""From what a family typed to what the page shows."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from pages.articles import Article
from pages.glossary import GlossaryTerm
from pages.search import fixed_pages, folding, query, slips, snippets
from pages.search.entries import Place, SearchEntry
from pages.search.fixed_pages import FixedPage
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
    fixed_page: FixedPage | None = None  # what was asked for, where it is no article


@dataclass(frozen=True)
class _Search:
    """The words that are looked for, how, and where they are found."""

    words: list[str]
    groups: list[Group]
    found: Places


def find(typed: str, language: str) -> Findings:
    """In the public articles of the language; asks the database a handful of questions."""
    typed = folding.readable(typed[:MOST_LETTERS])
    words = significant(folding.words(typed))[:MOST_WORDS]
    if not words:
        return Findings(typed)
    thesaurus = Thesaurus(GlossaryTerm.objects.all())
    fixed_page = fixed_pages.meant(words, language, thesaurus.words)
    search = _look_up(words, thesaurus, language, mend=fixed_page is None)
    order = ranked(search.found)
    articles = _articles(order[:MOST_RESULTS])
    bodies = _bodies(articles, language)
    results = [_result(each, bodies.get(each.pk, ""), search.groups) for each in articles]
    mended = search.words != words and results
    return Findings(
        typed=typed,
        has_words=True,
        results=results,
        number=len(order),
        instead=_as_written(search.groups, typed, results[0], bodies) if mended else "",
        has_all=all(has_all(search.found, article) for article in order[:1]),
        term=search.groups[0].term if len(search.groups) == 1 else None,
        fixed_page=fixed_page,
    )


def _look_up(words: list[str], thesaurus: Thesaurus, language: str, *, mend: bool) -> _Search:
    search = _asked(words, query.groups(words, thesaurus), language)
    meant = _mended(search, thesaurus, language) if mend else words
    if meant != words:
        search = _asked(meant, query.groups(meant, thesaurus), language)
    if not search.found and len(words) == 1 and len(words[0]) <= query.SHORT:
        search = _asked(words, [query.beginning(words[0])], language)
    return search


def _asked(words: list[str], groups: list[Group], language: str) -> _Search:
    return _Search(words, groups, places(groups, language))


def _mended(search: _Search, thesaurus: Thesaurus, language: str) -> list[str]:
    """The words, and instead of each that is found nowhere the one that was meant."""
    nowhere = {word for group in found_nowhere(search.found, search.groups) for word in group.typed}
    if not nowhere:
        return search.words
    names = thesaurus.words
    known = slips.vocabulary(language, names)
    meant = {word: slips.nearest(word, known, names) or word for word in nowhere}
    return [meant.get(word, word) for word in search.words]


def _articles(keys: list[int]) -> list[Article]:
    """In this order."""
    stored = Article.objects.without_text().select_related("section").in_bulk(keys)
    return [stored[key] for key in keys if key in stored]


def _bodies(articles: list[Article], language: str) -> dict[int, str]:
    entries = SearchEntry.objects.filter(article__in=articles, language=language, place=Place.BODY)
    return dict(entries.values_list("article", "text"))


def _result(article: Article, body: str, groups: list[Group]) -> Result:
    lines = [article.summary, *body.split("\n")]
    return Result(article, snippets.marked(article.title, groups), snippets.snippet(lines, groups))


def _as_written(groups: list[Group], typed: str, best: Result, bodies: dict[int, str]) -> str:
    """What was meant, in the words of the best page: the folded ones are for computers."""
    page = _written(best.article.title, bodies.get(best.article.pk, ""))
    written = _written(typed) | page
    names = (
        next((name for name in group.names if page.keys() >= set(name)), group.typed)
        for group in groups
    )
    return " ".join(written.get(word, word) for name in names for word in name)


def _written(*texts: str) -> dict[str, str]:
    """Folded word → as it stands in the texts."""
    runs = (run for text in texts for run, is_word in folding.runs(text) if is_word)
    return {"".join(folding.words(run)): run for run in runs}
