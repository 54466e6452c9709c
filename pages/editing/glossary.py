"""The glossary in the admin."""

from django.contrib import admin
from django.db.models.functions import Lower
from modeltranslation.admin import TranslationAdmin

from pages.editing.bilingual import ProseAdmin, pair
from pages.editing.missing import MissingFilter, NamedForm, Wanted
from pages.glossary import GlossaryTerm


class GlossaryTermForm(NamedForm):
    called = "term"


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(Wanted, TranslationAdmin):
    form = GlossaryTermForm
    list_display = (*pair("term"), "missing")
    list_display_links = pair("term")
    list_filter = (MissingFilter, "is_everyday")
    fields = [
        *(pair(name) for name in ("term", "explanation", "other_words")),
        "note",
        "is_everyday",
    ]
    ordering = [Lower("term_en"), "pk"]
    search_fields = [
        *pair("term"),
        *pair("other_words"),
        *pair("explanation"),
        "note",
    ]
    formfield_overrides = ProseAdmin.formfield_overrides
    wanted = ("term", "explanation")
