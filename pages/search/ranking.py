"""Which articles have the words, and which come first: our own rule, so that no database has a say.

First those that lack the fewest groups of words. Then the rarest group decides: who has it at a
better place comes first; then the next rarest. What is still alike stays in the order of the site.
"""

from collections import defaultdict

from django.db.models import Min, Value

from pages.search.entries import Place
from pages.search.query import Group
from pages.search.visibility import public_entries

NOWHERE = 9  # after all places
Places = dict[int, list[int]]  # article → the best place of each group


def places(groups: list[Group], language: str) -> Places:
    """Where the public articles have each group, in the order of the site; asks one question."""
    entries = public_entries(language)
    columns = ("article__section__position", "article__position", "article", "group")
    first, *others = (
        entries.filter(words__match=group.phrases, place__lte=_deepest(group))
        .annotate(group=Value(number))
        .values_list(*columns)
        .annotate(Min("place"))
        for number, group in enumerate(groups)
    )
    found: Places = defaultdict(lambda: [NOWHERE] * len(groups))
    for *_order, article, number, place in sorted(first.union(*others, all=True)):
        found[article][number] = place
    return found


def _deepest(group: Group) -> Place:
    return Place.SYNONYM if group.in_titles_only else Place.BODY


def ranked(found: Places) -> list[int]:
    """The articles that have as many of the groups as any has, the best first."""
    fewest = min(map(_missing, found.values()), default=0)
    best = [article for article, places in found.items() if _missing(places) == fewest]
    columns = zip(*found.values(), strict=True)
    rarity = [len(found) - column.count(NOWHERE) for column in columns]
    rarest_first = sorted(range(len(rarity)), key=rarity.__getitem__)
    return sorted(best, key=lambda article: [found[article][group] for group in rarest_first])


def _missing(places: list[int]) -> int:
    return places.count(NOWHERE)


def has_all(found: Places, article: int) -> bool:
    return not _missing(found[article])


def found_nowhere(found: Places, groups: list[Group]) -> list[Group]:
    return [
        group
        for number, group in enumerate(groups)
        if all(places[number] == NOWHERE for places in found.values())
    ]
