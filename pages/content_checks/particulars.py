"""What belongs to a page beside its text: sources, and the description for search engines."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _

from pages.bengali import local_digits
from pages.content_checks.findings import Finding, excerpt, hint
from pages.models import Article, Source

FEWEST_SOURCES = 2
LONGEST_DESCRIPTION = 160  # search engines cut it there


def check(article: Article, language: str, sources: Collection[Source] | None) -> Iterator[Finding]:
    if sources is None:
        sources = article.sources.all() if article.pk else ()
    if not sources:
        yield hint("no_sources", _("Name the sources: families can see where it comes from."))
    elif len(sources) < FEWEST_SOURCES:
        yield hint("few_sources", _("Name a second source, so that one does not stand alone."))
    description = (getattr(article, f"description_{language}") or "").strip()
    if not description:
        yield hint(
            "no_description",
            _("Write a description: search engines show it under the title."),
        )
    elif len(description) > LONGEST_DESCRIPTION:
        yield hint(
            "long_description",
            _(
                "The description has %(count)s letters. Search engines show the first %(most)s: "
                "shorten it."
            )
            % {
                "count": local_digits(len(description)),
                "most": local_digits(LONGEST_DESCRIPTION),
            },
            excerpt(description),
        )
