"""Reads the starter files: TOML and Markdown, every mistake named by file and line."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pages import prose
from pages.bengali import clean_text
from pages.languages import CODES

FENCE = "+++\n"
TOML_LINE = re.compile(r"\(at line (\d+)")
LINK = re.compile(r"(?<!!)\[[^\[\]]*\]\(([^)\s]*)\)")

# File name → what its front matter must hold. Any other file is an article.
FRONT_MATTER = {
    "_section": ("title", "intro"),
    "_clinic": ("name", "discreet_name", "introduction"),
    "_privacy": (),
}
ARTICLE_FRONT_MATTER = ("title", "summary", "description")

TO_CONFIRM = "to_confirm.toml"
GLOSSARY = "glossary.toml"
TERM_TEXTS = ("term_en", "term_bn", "explanation_en", "explanation_bn")  # each word needs them
TERM_LISTS = ("other_words_en", "other_words_bn")
EVERYDAY = "is_everyday"


class StarterError(Exception):
    """A starter file that cannot be loaded: `path:line: what to mend`."""

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")


@dataclass(frozen=True)
class StarterFile:
    """One text in one language; `path` (`bn/tumours/kidney-tumours.md`) is its identity."""

    path: str
    front: dict[str, str]
    body: str  # sanitised HTML; links still name `section/slug`
    links: dict[str, int] = field(repr=False)  # target → line

    @property
    def language(self) -> str:
        return self.path.split("/")[0]

    @property
    def name(self) -> str:
        return Path(self.path).stem

    @property
    def section(self) -> str:
        return Path(self.path).parent.name

    @property
    def address(self) -> str:
        return f"{self.section}/{self.name}"


@dataclass(frozen=True)
class StarterTerm:
    """One word of the glossary; `path` (`glossary/biopsy`) is its identity."""

    path: str
    line: int
    values: dict[str, str | bool]  # by column


@dataclass(frozen=True)
class Statement:
    """A medical statement that a doctor of the clinic has still to confirm, and what about it.

    `sentences` are by language, as they stand in the article.
    """

    article: str
    sentences: dict[str, str]
    why: str


@dataclass(frozen=True)
class Starter:
    """Everything in the folder: the order of the site, the sources, the texts, the glossary."""

    contents: dict[str, Any]
    sources: dict[str, dict[str, str]]
    files: list[StarterFile]
    terms: list[StarterTerm]
    to_confirm: list[Statement]

    def article_slugs(self) -> Iterator[tuple[str, str, list[str]]]:
        """(section, slug, source codes) in the order of the site."""
        for section in self.contents["sections"]:
            for article in section["articles"]:
                yield section["slug"], article["slug"], article["sources"]


def read(folder: Path) -> Starter:
    """Read and check the whole folder; raises StarterError."""
    contents = _toml(folder / "contents.toml", folder)
    sources = _toml(folder / "sources.toml", folder)
    paths = sorted(path for code in CODES for path in (folder / code).rglob("*.md"))
    texts = [_file(path, folder) for path in paths]
    starter = Starter(contents, sources, texts, _terms(folder), _statements(folder))
    _check(starter)
    return starter


def _toml(path: Path, folder: Path) -> dict[str, Any]:
    return _parse(path.read_text(encoding="utf-8"), str(path.relative_to(folder)), first_line=1)


def _parse(text: str, path: str, *, first_line: int) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = TOML_LINE.search(str(error))
        line = int(match[1]) if match else len(text.splitlines())  # else "at end of document"
        raise StarterError(path, line + first_line - 1, f"not valid TOML: {error}") from error


def _file(path: Path, folder: Path) -> StarterFile:
    name = path.relative_to(folder).as_posix()
    text = clean_text(path.read_text(encoding="utf-8"))
    expected = FRONT_MATTER.get(path.stem, ARTICLE_FRONT_MATTER)
    front, markdown, offset = {}, text, 0
    if expected:
        opening, fence, rest = text.partition(FENCE)
        head, fence, markdown = rest.partition(FENCE)
        if opening or not fence:
            raise StarterError(name, 1, "begin with front matter between two lines of +++")
        front = _parse(head, name, first_line=2)
        offset = head.count("\n") + 2
    for key in expected:
        if not isinstance(front.get(key), str) or not front[key].strip():
            raise StarterError(name, 1, f"the front matter has no {key}")
    if extra := front.keys() - set(expected):
        raise StarterError(name, 1, f"the front matter does not know {', '.join(sorted(extra))}")
    links = {
        target: number
        for number, line in enumerate(markdown.splitlines(), start=offset + 1)
        for target in LINK.findall(line)
    }
    return StarterFile(name, front, prose.from_markdown(markdown), links)


def _terms(folder: Path) -> list[StarterTerm]:
    text = (folder / GLOSSARY).read_text(encoding="utf-8")
    lines = {line.strip(): number for number, line in enumerate(text.splitlines(), start=1)}
    return [
        _term(slug, entry, lines.get(f"[{slug}]", 1))
        for slug, entry in _parse(clean_text(text), GLOSSARY, first_line=1).items()
    ]


def _term(slug: str, entry: Any, line: int) -> StarterTerm:
    if not isinstance(entry, dict):
        message = f"begin each word with its name in brackets, not {slug}"
        raise StarterError(GLOSSARY, line, message)
    texts = {name: entry.get(name, "") for name in (*TERM_TEXTS, "note")}
    lists = {name: entry.get(name, []) for name in TERM_LISTS}
    for name in TERM_TEXTS:
        if not isinstance(texts[name], str) or not texts[name].strip():
            raise StarterError(GLOSSARY, line, f"{slug} has no {name}")
    if extra := entry.keys() - {*texts, *lists, EVERYDAY}:
        raise StarterError(GLOSSARY, line, f"{slug} does not know {', '.join(sorted(extra))}")
    for name, words in lists.items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise StarterError(GLOSSARY, line, f"{slug}: {name} is a list of words")
    joined = {name: "\n".join(words) for name, words in lists.items()}
    everyday = {EVERYDAY: entry.get(EVERYDAY) is True}
    return StarterTerm(f"glossary/{slug}", line, texts | joined | everyday)


def _statements(folder: Path) -> list[Statement]:
    statements = []
    for article, entries in _toml(folder / TO_CONFIRM, folder).items():
        for entry in entries:
            if not isinstance(entry, dict) or entry.keys() != {*CODES, "why"}:
                message = f"a statement of {article} needs {', '.join(CODES)} and why"
                raise StarterError(TO_CONFIRM, 1, message)
            sentences = {code: " ".join(clean_text(entry[code]).split()) for code in CODES}
            statements.append(Statement(article, sentences, entry["why"]))
    return statements


def _check(starter: Starter) -> None:
    known = {f"{section}/{slug}" for section, slug, _codes in starter.article_slugs()}
    for statement in starter.to_confirm:
        if statement.article not in known:
            raise StarterError(TO_CONFIRM, 1, f"there is no article {statement.article}")
    for section, slug, codes in starter.article_slugs():
        for code in codes:
            if code not in starter.sources:
                raise StarterError(
                    "contents.toml", 1, f"{section}/{slug} names {code}, which sources.toml lacks"
                )
    for file in starter.files:
        if file.name not in FRONT_MATTER and file.address not in known:
            raise StarterError(file.path, 1, "contents.toml does not list this article")
        for target, line in file.links.items():
            if target not in known:
                raise StarterError(file.path, line, f"there is no article {target} to link to")
