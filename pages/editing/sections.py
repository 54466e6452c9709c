"""Sections in the admin."""

from django.contrib import admin
from django.http import HttpRequest
from modeltranslation.admin import TranslationAdmin

from pages import team
from pages.editing.bilingual import ProseAdmin, pair
from pages.editing.missing import Wanted
from pages.editing.order import OrderedAdmin
from pages.models import Section


@admin.register(Section)
class SectionAdmin(OrderedAdmin, Wanted, TranslationAdmin):
    list_display = ("__str__", "order", "slug", "missing")
    fields = ["slug", pair("title"), pair("intro")]
    search_fields = [*pair("title"), "slug"]
    formfield_overrides = ProseAdmin.formfield_overrides
    wanted = ("title", "intro")

    def get_readonly_fields(self, request: HttpRequest, obj: Section | None = None) -> list[str]:
        """The people of the clinic are shown at the address `team`: it stays."""
        return ["slug"] if obj and obj.slug == team.SECTION else []

    def view_on_site(self, section: Section) -> str | None:
        stored = Section.objects.get(pk=section.pk)  # a refused form changes the one at hand
        return stored.get_absolute_url() if stored.title else None
