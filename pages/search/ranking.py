"""Which articles have the words, and which come first: our own rule, so that no database has a say.

First those that lack fewest groups of words; then those that have them at the better places, titles
before everything; then in the order of the site.
"""

from collections import defaultdict

from django.db.models import Min, Value

from pages.articles import Article
from pages.search.entries import Place, SearchEntry
from pages.search.query import Group

Places = dict[int, list[int | None]]  # article → the best place of each group; None: nowhere


def places(groups: list[Group], language: str) -> Places:
    """Where the public articles have each group, in the order of the site; asks one question."""
    entries = SearchEntry.objects.filter(
        language=language, article__in=Article.objects.published(language).values("pk")
    )
    columns = ("article__section__position", "article__position", "article", "group")
    first, *others = (
        entries.filter(words__match=group.phrases, place__lte=_deepest(group))
        .annotate(group=Value(number))
        .values_list(*columns)
        .annotate(Min("place"))
        for number, group in enumerate(groups)
    )
    found: Places = defaultdict(lambda: [None] * len(groups))
    for *_order, article, number, place in sorted(first.union(*others, all=True)):
        found[article][number] = place
    return found


def _deepest(group: Group) -> Place:
    return Place.SYNONYM if group.in_titles_only else Place.BODY


def ranked(found: Places) -> list[int]:
    """The articles that have as many of the groups as any has, the best first."""

    def missing(article: int) -> int:
        return found[article].count(None)

    fewest = min(map(missing, found), default=0)
    best = [article for article in found if missing(article) == fewest]
    return sorted(best, key=lambda article: sum(filter(None, found[article])))


def found_nowhere(found: Places, groups: list[Group]) -> list[Group]:
    return [
        group
        for number, group in enumerate(groups)
        if all(places[number] is None for places in found.values())
    ]
