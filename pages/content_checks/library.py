"""The whole library checked: the starter files, and what the database holds."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pages import content_checks, glossary, languages, outline, readability
from pages.content_checks.findings import Finding, hint
from pages.content_checks.links import Target
from pages.models import Article, GlossaryTerm, Section, Source
from pages.outline import Outline
from pages.starter.files import Starter
from pages.starter.loader import LINK
from pages.states import columns


@dataclass(frozen=True)
class Found:
    """One finding; `article` is its address, `tumours/kidney`."""

    article: str
    language: str
    finding: Finding


class Library:
    """Articles with what surrounds them; asks the database nothing by itself."""

    def __init__(
        self,
        articles: list[Article],
        sources: dict[int, list[Source]],
        terms: list[GlossaryTerm],
        targets: dict[str, dict[int, Target]] | None = None,
    ) -> None:
        """`sources` by the articles' keys; `targets` by language and key, default: the stored."""
        self.articles, self.sources, self.terms, self.targets = articles, sources, terms, targets

    def found(self) -> Iterator[Found]:
        for article in self.articles:
            written = [code for code in languages.CODES if _is_written(article, code)]
            for code in languages.CODES:
                for finding in self._of(article, code) if code in written else _missing(written):
                    yield Found(article.path, code, finding)

    def _of(self, article: Article, language: str) -> Iterator[Finding]:
        targets = self.targets[language] if self.targets else None
        yield from content_checks.check(
            article, language, sources=self.sources.get(article.pk, []), targets=targets
        )
        for each in glossary.hints(article, self.terms):
            if each.language == language == "bn":
                message = _("Write “%(right)s” instead of “%(wrong)s”, or put it in brackets.")
                yield hint("term", message % {"right": each.bengali, "wrong": each.found})

    def measured(self, language: str) -> readability.Measure:
        """All sentences of the library together."""
        bodies = (getattr(each, f"body_{language}") or "" for each in self.articles)
        blocks = [block for body in bodies for block in outline.read(body).blocks]
        return readability.measure(Outline(blocks=blocks), language)


def of_starter(starter: Starter) -> Library:
    """Needs no database: the articles are numbered in the order of the site."""
    keys = {
        f"{section}/{slug}": number
        for number, (section, slug, _codes) in enumerate(starter.article_slugs(), start=1)
    }
    articles = {
        keys[f"{section}/{slug}"]: Article(
            pk=keys[f"{section}/{slug}"], slug=slug, section=Section(slug=section)
        )
        for section, slug, _codes in starter.article_slugs()
    }
    for file in starter.files:
        if file.address in keys:
            texts = {**file.front, "body": _with_keys(file.body, keys)}
            for name, text in texts.items():
                setattr(articles[keys[file.address]], f"{name}_{file.language}", text)
    sources = {
        keys[f"{section}/{slug}"]: [Source(**starter.sources[code]) for code in codes]
        for section, slug, codes in starter.article_slugs()
    }
    targets = {
        code: {
            key: Target(True, outline.read(getattr(article, f"body_{code}") or "").parts)
            for key, article in articles.items()
        }
        for code in languages.CODES
    }
    terms = [GlossaryTerm(pk=key, **term.values) for key, term in enumerate(starter.terms, 1)]
    return Library([*articles.values()], sources, terms, targets)


def of_database() -> Library:
    articles = list(Article.objects.select_related("section"))
    sources: dict[int, list[Source]] = {}
    for source in Source.objects.all():
        sources.setdefault(source.article_id, []).append(source)
    return Library(articles, sources, list(GlossaryTerm.objects.all()))


def _is_written(article: Article, language: str) -> bool:
    return any(getattr(article, column) for column in columns(language))


def _missing(written: list[str]) -> Iterator[Finding]:
    if written:
        yield hint("missing_language", _("This article is not written in this language."))


def _with_keys(html: str, keys: dict[str, int]) -> str:
    return LINK.sub(lambda match: f'<a href="/a/{keys[match[1]]}/">{match[2]}</a>', html)
