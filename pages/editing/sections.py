"""Sections in the admin."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminRadioSelect
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modeltranslation.admin import TranslationAdmin

from pages import drawings, team
from pages.editing.bilingual import ProseAdmin, pair
from pages.editing.missing import Wanted
from pages.editing.order import OrderedAdmin
from pages.models import Section


@admin.register(Section)
class SectionAdmin(OrderedAdmin, Wanted, TranslationAdmin):
    list_display = ("__str__", "order", "slug", "missing")
    fields = ["slug", pair("title"), pair("intro"), "drawing_name"]
    search_fields = [*pair("title"), "slug"]
    formfield_overrides = ProseAdmin.formfield_overrides
    wanted = ("title", "intro")

    def get_readonly_fields(self, request: HttpRequest, obj: Section | None = None) -> list[str]:
        """The people of the clinic are shown at the address `team`: it stays."""
        return ["slug"] if obj and obj.slug == team.SECTION else []

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if db_field.name != "drawing_name":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        return forms.ChoiceField(
            label=capfirst(db_field.verbose_name),
            help_text=db_field.help_text,
            choices=[
                ("", _("No drawing")),
                *((name, picture(name)) for name in drawings.OF_SECTIONS),
            ],
            required=False,
            widget=AdminRadioSelect,
        )

    def view_on_site(self, section: Section) -> str | None:
        stored = Section.objects.get(pk=section.pk)  # a refused form changes the one at hand
        return stored.get_absolute_url() if stored.title else None


def picture(name: str) -> str:
    """A drawing of the site as it can be chosen."""
    drawing = drawings.library()[name]
    image = '<img src="{}" width="{}" height="{}" alt=""> {}'
    return format_html(image, drawing.address, drawing.width, drawing.height, drawing.caption)
