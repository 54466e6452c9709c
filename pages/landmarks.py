"""Articles that the home page leads to by itself."""

from collections.abc import Collection
from dataclasses import dataclass

from pages import body_map
from pages.body_map import Place
from pages.models import Article, StarterEntry

WARNING_SIGNS = "tumours/warning-signs"
QUESTIONS = "team/questions-to-ask"


@dataclass(frozen=True)
class Landmarks:
    places: list[Place]
    warning_signs: Article | None
    questions: Article | None


def landmarks(language: str) -> Landmarks:
    found = starter_articles({*body_map.ADDRESSES, WARNING_SIGNS, QUESTIONS}, language)
    return Landmarks(body_map.places(found), found.get(WARNING_SIGNS), found.get(QUESTIONS))


def starter_articles(addresses: Collection[str], language: str) -> dict[str, Article]:
    """Those that are public, by the address they had at first: a row may have moved since."""
    paths = {f"{language}/{address}.md": address for address in addresses}
    entries = StarterEntry.objects.filter(path__in=paths, article__isnull=False)
    keys = dict(entries.values_list("path", "article"))
    public = Article.objects.published(language).without_text().select_related("section")
    articles = public.in_bulk(keys.values())
    return {paths[path]: articles[key] for path, key in keys.items() if key in articles}
