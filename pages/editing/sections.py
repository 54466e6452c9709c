"""Sections in the admin."""

from django.contrib import admin
from modeltranslation.admin import TranslationAdmin

from pages.editing.bilingual import pair
from pages.models import Section


@admin.register(Section)
class SectionAdmin(TranslationAdmin):
    list_display = ("__str__", "slug", "position")
    list_editable = ("position",)
    fields = [("slug", "position"), pair("title"), pair("intro")]
    search_fields = [*pair("title"), "slug"]
