"""What a doctor of the clinic has still to confirm: statements for which no source was read."""

from collections.abc import Iterator

from pages import outline, states
from pages.models import Article, StarterEntry
from pages.starter.files import Starter, Statement


def misquoted(starter: Starter) -> Iterator[tuple[Statement, str]]:
    """Statements that do not stand in the text of their article, with the language."""
    texts = {file.path: _read(*file.front.values(), file.body) for file in starter.files}
    for statement in starter.to_confirm:
        for code, sentence in statement.sentences.items():
            if sentence not in texts.get(f"{code}/{statement.article}.md", ""):
                yield statement, code


def still_open(starter: Starter) -> Iterator[Statement]:
    """In the database: without what staff rewrote and what a doctor has approved since."""
    there = Article.objects.values("pk")
    entries = StarterEntry.objects.filter(article__in=there).select_related("article__section")
    texts: dict[tuple[str, str], str] = {}
    paths: dict[str, str] = {}
    for entry in entries:
        code, _slash, address = entry.path.removesuffix(".md").partition("/")
        paths[address] = entry.article.path
        if not entry.article.review_in_force(code):
            columns = states.columns(code)
            texts[code, address] = _read(*(getattr(entry.article, each) for each in columns))
    for statement in starter.to_confirm:
        standing = {
            code: sentence
            for code, sentence in statement.sentences.items()
            if sentence in texts.get((code, statement.article), "")
        }
        if standing:
            yield Statement(paths[statement.article], standing, statement.why)


def _read(*texts: str | None) -> str:
    """All the words, one line a block; spaces of all kinds are alike."""
    return "\n".join(outline.read(text or "").text for text in texts)
