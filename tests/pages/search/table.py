"""The shared table of queries, and what the site finds for one."""

import tomllib
from pathlib import Path

from django.utils.translation import override

from pages.search.finding import find

HERE = Path(__file__).parent
FOUND = HERE / "found.json"
EXPECTED = tomllib.loads((HERE / "queries.toml").read_text(encoding="utf-8"))
QUERIES = [(language, typed) for language, queries in EXPECTED.items() for typed in queries]


def found(language: str, typed: str) -> list:
    """The slugs of what is shown, the number of all that is found, and what was mended."""
    with override(language):
        answer = find(typed, language)
    return [[result.article.slug for result in answer.results], answer.number, answer.instead]
