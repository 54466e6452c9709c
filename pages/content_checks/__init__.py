"""The check before publishing: errors stop it, hints do not."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from pages import outline, states
from pages.content_checks import (
    bengali,
    links,
    numbers,
    particulars,
    pictures,
    sentences,
    structure,
)
from pages.content_checks.findings import Finding, Level
from pages.content_checks.links import Target
from pages.models import Article, Source

__all__ = ["Finding", "Level", "Target", "check"]

MOST = 10  # findings of one kind; the next ones show when these are mended


def check(
    article: Article,
    language: str,
    *,
    sources: Collection[Source] | None = None,
    targets: Mapping[int, Target] | None = None,
) -> list[Finding]:
    """What is to be mended in one language, errors first; nothing where nothing is written.

    The article need not be saved; its body is as the sanitiser writes it. `sources` are those of
    the form, and `targets` what links lead to, by their keys; by default the stored ones. At most
    three queries, however long the text.
    """
    if not any(getattr(article, column) for column in states.columns(language)):
        return []
    findings, seen = [], Counter()
    for finding in _findings(article, language, sources, targets):
        seen[finding.code] += 1
        if seen[finding.code] <= MOST:
            findings.append(finding)
    return sorted(findings, key=lambda finding: finding.level != Level.ERROR)


def _findings(
    article: Article,
    language: str,
    sources: Collection[Source] | None,
    targets: Mapping[int, Target] | None,
) -> Iterator[Finding]:
    body = outline.read(getattr(article, f"body_{language}") or "")
    yield from structure.check(body)
    yield from pictures.check(article, body, language)
    yield from links.check(article, body, language, targets)
    yield from particulars.check(article, language, sources)
    yield from sentences.check(body, language)
    yield from numbers.check(body, language)
    if language == "bn":
        yield from bengali.check(article, body)
