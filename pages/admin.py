"""Editing of the public pages."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTimeWidget
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from js_asset import Media
from modeltranslation.admin import TranslationAdmin, TranslationTabularInline

from pages import languages
from pages.clinic import Clinic, EmergencyNumber, Holiday
from pages.fields import LocalDateField, LocalTimeField
from pages.models import Article, Section, Source
from pages.opening import WEEK, weekday


def pair(name: str) -> tuple[str, ...]:
    """The columns of a translated field, side by side, Bengali first."""
    return tuple(f"{name}_{code}" for code in languages.CODES)


class ProseAdmin(TranslationAdmin):
    """A translated model with rich text, under the site's strict CSP.

    The editor's import map is an inline script and needs the page's nonce; its template
    (`change_form_template`) holds the one style element that Tiptap would else inject.
    """

    change_form_template = "admin/pages/prose_change_form.html"
    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})}}

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce))
        return super().render_change_form(request, context, *args, **kwargs)


# An address typed without a scheme is an https one (Django 6 does this by itself).
HTTPS_ASSUMED = {models.URLField: {"assume_scheme": "https"}}
# Bengali digits too; a browser's own box for numbers does not let them in.
EITHER_DIGITS = {
    models.DateField: {"form_class": LocalDateField},
    models.TimeField: {"form_class": LocalTimeField, "widget": AdminTimeWidget(format="%H:%M")},
    models.PositiveSmallIntegerField: {
        "widget": forms.TextInput(attrs={"inputmode": "numeric", "class": "vIntegerField"})
    },
}


class SourceInline(admin.TabularInline):
    model = Source
    extra = 0
    formfield_overrides = HTTPS_ASSUMED
    fields = ("position", "organisation", "title", "year", "url")


@admin.register(Article)
class ArticleAdmin(ProseAdmin):
    list_display = ("name", "section", "state_bn", "state_en", "changed_at")
    list_filter = ("section",)
    list_select_related = ("section",)
    search_fields = [*pair("title"), *pair("summary"), *pair("body"), "slug"]
    inlines = [SourceInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("section", "slug", "position"),
                    *(pair(name) for name in ("title", "summary", "body")),
                    *(pair(name) for name in ("description", "published_at")),
                ]
            },
        ),
    ]

    def view_on_site(self, article: Article) -> str | None:
        if article.published_languages():
            return reverse("permanent", args=[article.pk])
        return None

    @admin.display(description=_("title"), ordering=f"title_{languages.CODES[0]}")
    def name(self, article: Article) -> str:
        return str(article)

    @admin.display(description=languages.NAMES["bn"])
    def state_bn(self, article: Article) -> str:
        return state(article, "bn")

    @admin.display(description=languages.NAMES["en"])
    def state_en(self, article: Article) -> str:
        return state(article, "en")


def state(article: Article, language: str) -> str:
    """Where one language of an article stands, in a word."""
    published_at = getattr(article, f"published_at_{language}")
    if published_at:
        return gettext("public") if published_at <= timezone.now() else gettext("scheduled")
    return gettext("draft") if getattr(article, f"title_{language}") else gettext("missing")


@admin.register(Section)
class SectionAdmin(TranslationAdmin):
    list_display = ("__str__", "slug", "position")
    list_editable = ("position",)
    fields = [("slug", "position"), pair("title"), pair("intro")]
    search_fields = [*pair("title"), "slug"]


class EmergencyNumberInline(TranslationTabularInline):
    model = EmergencyNumber
    extra = 0
    formfield_overrides = EITHER_DIGITS
    fields = ("position", *pair("country"), "number")


class HolidayInline(TranslationTabularInline):
    model = Holiday
    extra = 0
    formfield_overrides = EITHER_DIGITS
    fields = ("first_day", "last_day", *pair("name"))


@admin.register(Clinic)
class ClinicAdmin(ProseAdmin):
    """One row: the list leads straight to it."""

    inlines = [HolidayInline, EmergencyNumberInline]
    formfield_overrides = ProseAdmin.formfield_overrides | HTTPS_ASSUMED | EITHER_DIGITS
    fieldsets = [
        (
            None,
            {
                "fields": [
                    *(pair(name) for name in ("name", "discreet_name", "introduction")),
                    ("phone", "second_phone"),
                    ("whatsapp", "calls_from"),
                    "email",
                    pair("address"),
                    "map_url",
                ]
            },
        ),
        (
            _("Working hours and promises"),
            {
                "description": _(
                    "A family that sends a request reads by when we call. That time is reckoned "
                    "from these days, hours and promises, and from the holidays further down."
                ),
                "fields": [
                    "working_days",
                    ("opens_at", "closes_at"),
                    pair("hours"),
                    ("promise_emergency", "promise_urgent"),
                    ("promise_soon", "promise_routine"),
                    ("capacity_per_day", "retention_days"),
                ],
            },
        ),
        (None, {"fields": [pair("privacy")]}),
    ]

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if db_field.name == "working_days":
            return forms.TypedMultipleChoiceField(
                coerce=int,
                choices=[(day, weekday(day)) for day in WEEK],
                widget=forms.CheckboxSelectMultiple,
                label=capfirst(db_field.verbose_name),
                required=False,
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None):
        if self.has_view_permission(request) and Clinic.objects.exists():
            return redirect("admin:pages_clinic_change", 1)
        return super().changelist_view(request, extra_context)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Clinic.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Clinic | None = None) -> bool:
        return False
