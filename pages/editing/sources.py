"""The sources in the form of an article: nothing of a colleague is overwritten unseen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db import models
from django.forms import BaseInlineFormSet
from django.forms.formsets import DEFAULT_MAX_NUM, ManagementForm

from pages import versions
from pages.bengali import local_digits
from pages.editing.bilingual import HTTPS_ASSUMED
from pages.history import SOURCE
from pages.models import Article, Source

PREFIX = "sources"
ROW = ("id", "article", *SOURCE, "DELETE")

Row = dict[str, str]  # what the form sends of one source, under the names of ROW


@dataclass(frozen=True)
class Merged:
    """What the form has to show: a row for each stored source in their order, then new ones."""

    stored: list[Row]
    new: list[Row]
    theirs: list[str]  # in words, as they are stored now
    changed_by_them: bool  # since the form was opened
    changed_by_me: bool  # against what is stored now

    @property
    def mine(self) -> list[str]:
        """In words, as they are once the form is saved."""
        return [_in_words(row) for row in (*self.stored, *self.new) if _remains(row)]

    def put_into(self, data: Any) -> Any:
        """A copy of the form's data with these rows."""
        rows = [*self.stored, *self.new]
        data = data.copy()
        data[f"{PREFIX}-TOTAL_FORMS"] = str(len(rows))
        data[f"{PREFIX}-INITIAL_FORMS"] = str(len(self.stored))
        for number, row in enumerate(rows):
            for name in ROW:
                data.pop(f"{PREFIX}-{number}-{name}", None)
            data.update({f"{PREFIX}-{number}-{name}": value for name, value in row.items()})
        return data


def merge(article: Article, base: models.Model | None, data: Mapping[str, Any]) -> Merged | None:
    """The sources as stored, with what was typed since version `base` was opened put upon them.

    A row that was left as it was is shown as it is stored now, or not at all if it is gone; one
    that was changed stays as typed, and becomes a new one if it is gone. None for counts of rows
    that no browser sends: the formset refuses them.
    """
    counts = ManagementForm(data, prefix=PREFIX)
    if not counts.is_valid() or counts.cleaned_data["TOTAL_FORMS"] > DEFAULT_MAX_NUM:
        return None
    rows = [_posted(data, number) for number in range(counts.cleaned_data["TOTAL_FORMS"])]
    known = max(counts.cleaned_data["INITIAL_FORMS"], 0)
    # The form lists them in the order in which a version holds them.
    opened = [_texts(each) for each in base.sources] if base else []
    touched = {
        row.get("id", ""): row
        for place, row in enumerate(rows[:known])
        if "DELETE" in row or opened[place : place + 1] != [_texts(row)]
    }
    stored = [_stored(source) for source in article.sources.all()]
    shown = [_one_of(touched.pop(row["id"], row), row) for row in stored]
    gone = [row | {"id": ""} for row in touched.values() if "DELETE" not in row]
    new = [*gone, *rows[known:]]
    changed_by_me = shown != stored or any(map(_remains, new))
    return Merged(
        stored=shown,
        new=new,
        theirs=[_in_words(row) for row in stored],
        changed_by_them=base.sources != versions.sources_of(article) if base else changed_by_me,
        changed_by_me=changed_by_me,
    )


def _posted(data: Mapping[str, Any], number: int) -> Row:
    keys = {name: f"{PREFIX}-{number}-{name}" for name in ROW}
    return {name: str(data[key]) for name, key in keys.items() if key in data}


def _stored(source: Source) -> Row:
    row = {name: str(getattr(source, name)) for name in SOURCE}
    return {"id": str(source.pk), "article": str(source.article_id), **row}


def _one_of(mine: Row, theirs: Row) -> Row:
    """Theirs, unless mine differs: both may have made the same change."""
    same = "DELETE" not in mine and _texts(mine) == _texts(theirs)
    return theirs if same else mine


def _texts(row: Mapping[str, Any]) -> list[str]:
    return [str(row.get(name, "")).strip() for name in SOURCE]


def _remains(row: Row) -> bool:
    """Neither an empty row for a new source nor one that is to be deleted."""
    return "DELETE" not in row and any(
        row.get(name, "").strip() for name in SOURCE if name != "position"
    )


def _in_words(row: Row) -> str:
    organisation, title, year, url, position = _texts(row)
    said = ", ".join(each for each in (f"{organisation}: {title}", year, url) if each)
    return f"{local_digits(position)}. {said}"


class SourceFormSet(BaseInlineFormSet):
    """Meets rows that a colleague changed, added or deleted since the form was opened."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self.instance.pk:
            merged = merge(self.instance, self._opened(), self.data)
            if merged is not None:
                self.data = merged.put_into(self.data)

    def _opened(self) -> models.Model | None:
        version = self.data.get("opened_version", "")
        known = version.isdecimal() and len(version) < 10
        return self.instance.history.filter(version=version).first() if known else None


class SourceInline(admin.TabularInline):
    model = Source
    formset = SourceFormSet
    extra = 0
    formfield_overrides = HTTPS_ASSUMED
    fields = ("position", "organisation", "title", "year", "url")
