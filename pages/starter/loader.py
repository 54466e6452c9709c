"""Puts the starter texts into the database: each once, and never over what staff wrote."""

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from pages.models import (
    Article,
    Clinic,
    EmergencyNumber,
    GlossaryTerm,
    Section,
    Source,
    StarterEntry,
)
from pages.starter import files
from pages.starter.files import GLOSSARY, Starter, StarterError, StarterFile, StarterTerm

FOLDER = Path(__file__).parent
LINK = re.compile(r'<a href="([a-z0-9-]+/[a-z0-9-]+)"[^>]*>(.*?)</a>', re.DOTALL)

Outcome = Literal["created", "updated", "kept"]


@dataclass
class Report:
    """How many texts were written for the first time, brought up to date, or left alone."""

    created: int = 0
    updated: int = 0
    kept: int = 0

    def count(self, outcome: Outcome) -> None:
        setattr(self, outcome, getattr(self, outcome) + 1)


@transaction.atomic
def load(folder: Path = FOLDER) -> Report:
    """Load the folder, all or nothing; raises StarterError.

    A file is loaded once. Afterwards its text follows the file only as long as the row still
    holds what the file last put there; a row that staff edited or deleted stays as it is.
    """
    starter = files.read(folder)
    entries = {entry.path: entry for entry in StarterEntry.objects.select_related("article")}
    rows = _rows(starter, entries)
    report = Report()
    for file in starter.files:
        try:
            report.count(_load_file(file, rows, entries.get(file.path)))
        except ValidationError as error:
            raise StarterError(file.path, 1, "; ".join(error.messages)) from error
    words = list(GlossaryTerm.objects.all())
    for term in starter.terms:
        try:
            report.count(_load_term(term, words, entries.get(term.path)))
        except ValidationError as error:
            raise StarterError(GLOSSARY, term.line, "; ".join(error.messages)) from error
    return report


def _load_file(
    file: StarterFile, rows: dict[str, models.Model], entry: StarterEntry | None
) -> Outcome:
    row = rows.get(_row_key(file))
    if row is None:  # staff deleted it
        return "kept"
    values = _values(file, rows)
    stored = _stored(row, values)
    if entry is None:
        article = row if isinstance(row, Article) else None
        StarterEntry.objects.create(path=file.path, digest=_digest(values), article=article)
        if any(stored.values()):  # staff wrote it before the file came
            return "kept"
        if isinstance(row, Article):
            setattr(row, f"published_at_{file.language}", timezone.now())
        _write(row, values)
        return "created"
    if _digest(stored) == entry.digest != _digest(values):
        _write(row, values)
        StarterEntry.objects.filter(pk=entry.pk).update(digest=_digest(values))
        return "updated"
    return "kept"


def _load_term(term: StarterTerm, words: list[GlossaryTerm], entry: StarterEntry | None) -> Outcome:
    """A word that staff did not touch is found by its digest: it still is what the file put there.

    A word that staff wrote themselves before the file came stays theirs.
    """
    digest = _digest(term.values)
    if entry is None:
        StarterEntry.objects.create(path=term.path, digest=digest)
        own = term.values["term_en"].casefold()
        if any((word.term_en or "").casefold() == own for word in words):
            return "kept"
        _write(GlossaryTerm(), term.values)
        return "created"
    untouched = (word for word in words if _digest(_stored(word, term.values)) == entry.digest)
    row = next(untouched, None)
    if row is None or entry.digest == digest:
        return "kept"
    _write(row, term.values)
    StarterEntry.objects.filter(pk=entry.pk).update(digest=digest)
    return "updated"


def _rows(starter: Starter, entries: dict[str, StarterEntry]) -> dict[str, models.Model]:
    """The row of every section, article and the clinic, made where none was ever loaded."""
    loaded = {
        path.partition("/")[2].removesuffix(".md"): entry.article for path, entry in entries.items()
    }
    rows: dict[str, models.Model] = {}
    for position, section in enumerate(starter.contents["sections"], start=1):
        slug = section["slug"]
        row = Section.objects.filter(slug=slug).first()
        if row is None and f"{slug}/_section" not in loaded:
            row = Section.objects.create(
                slug=slug, position=position, drawing_name=section["drawing"]
            )
        if row:
            rows[slug] = row
    for position, (section, slug, codes) in enumerate(starter.article_slugs(), start=1):
        address = f"{section}/{slug}"
        row = (
            loaded.get(address) or Article.objects.filter(section__slug=section, slug=slug).first()
        )
        if row is None and address not in loaded and section in rows:
            row = Article.objects.create(section=rows[section], slug=slug, position=position)
            _add_sources(row, [starter.sources[code] for code in codes])
        if row:
            rows[address] = row
    rows["clinic"] = _clinic(starter)
    return rows


def _clinic(starter: Starter) -> Clinic:
    clinic, created = Clinic.objects.get_or_create(pk=1)
    if created:
        for position, each in enumerate(starter.contents["emergency_numbers"], start=1):
            country = {f"country_{code}": name for code, name in each["country"].items()}
            EmergencyNumber.objects.create(
                clinic=clinic, number=each["number"], position=position, **country
            )
    return clinic


def _add_sources(article: Article, sources: list[dict[str, str]]) -> None:
    Source.objects.bulk_create(
        Source(article=article, position=position, **source)
        for position, source in enumerate(sources, start=1)
    )


def _row_key(file: StarterFile) -> str:
    match file.name:
        case "_clinic" | "_privacy":
            return "clinic"
        case "_section":
            return file.section
        case _:
            return file.address


def _values(file: StarterFile, rows: dict[str, models.Model]) -> dict[str, str]:
    """What the file puts into its row, by column."""

    def link(match: re.Match) -> str:
        target = rows.get(match[1])  # staff may have deleted it
        return f'<a href="/a/{target.pk}/">{match[2]}</a>' if target else match[2]

    texts = dict(file.front)
    match file.name:
        case "_clinic" | "_section":
            pass
        case "_privacy":
            texts["privacy"] = file.body
        case _:
            texts["body"] = LINK.sub(link, file.body)
    return {f"{name}_{file.language}": text for name, text in texts.items()}


def _stored(row: models.Model, values: dict[str, Any]) -> dict[str, Any]:
    return {name: getattr(row, name) or "" for name in values}


def _write(row: models.Model, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    own = {field.name for field in row._meta.fields if field.name not in values}
    row.full_clean(exclude=own)  # refuses what a form would refuse; the rest is not the file's
    row.save()


def _digest(values: dict[str, Any]) -> str:
    """What is empty does not count: a column that an upgrade adds leaves a text untouched.

    Nor do the line ends that a browser's form sends.
    """
    filled = {name: str(value).replace("\r\n", "\n") for name, value in values.items() if value}
    return sha256(json.dumps(filled, sort_keys=True).encode()).hexdigest()
