"""What a bilingual row lacks: said in its list, and refused where it lacks everything."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from pages.editing.bilingual import pair


class Wanted:
    """Mixed into a model admin: its column `missing` names what is empty of `wanted`."""

    wanted: tuple[str, ...] = ()

    @admin.display(description=_("still missing"))
    def missing(self, row: models.Model) -> SafeString | str:
        names = [
            str(row._meta.get_field(column).verbose_name)
            for column in columns(self.wanted)
            if not getattr(row, column)
        ]
        return format_html('<span class="late">{}</span>', ", ".join(names)) if names else ""


class MissingFilter(admin.SimpleListFilter):
    """Narrows a list of `Wanted` to the rows that lack one thing."""

    title, parameter_name = _("still missing"), "missing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        fields = model_admin.opts.get_field
        return [(column, fields(column).verbose_name) for column in columns(model_admin.wanted)]

    def queryset(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        if self.value() not in dict(self.lookup_choices):
            return rows
        return rows.filter(Q(**{f"{self.value()}__isnull": True}) | Q(**{self.value(): ""}))


class NamedForm(forms.ModelForm):
    """Of a row that is called something in one language at least: `called` is that field."""

    called: str

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        either = pair(self.called)
        if not any(data.get(column) for column in either):
            self.add_error(either[0], _("Write this in one language at least."))
        return data


def columns(names: tuple[str, ...]) -> list[str]:
    return [column for name in names for column in pair(name)]
