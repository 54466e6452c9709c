"""The clinic's particulars in the admin."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationTabularInline

from pages.clinic import Clinic, EmergencyNumber, Holiday
from pages.editing.bilingual import EITHER_DIGITS, HTTPS_ASSUMED, ProseAdmin, pair
from pages.opening import WEEK, weekday


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
            _("Announcement"),
            {
                "description": _(
                    "The pages of each language show its own sentence at the top, from the first "
                    "day to the last. Without days it stands there until you remove it."
                ),
                "fields": [pair("announcement"), ("announced_from", "announced_until")],
            },
        ),
        (
            _("Name and contact"),
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
        (_("Privacy notice"), {"fields": [pair("privacy")]}),
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

    def changelist_view(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        if self.has_view_permission(request) and Clinic.objects.exists():
            return redirect("admin:pages_clinic_change", 1)
        return super().changelist_view(request, extra_context)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Clinic.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Clinic | None = None) -> bool:
        return False
