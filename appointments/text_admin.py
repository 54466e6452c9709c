"""Managers keep the texts for families, and see each as a family will read it."""

from datetime import datetime, time, timedelta

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from appointments.models import AppointmentRequest, Text
from appointments.texts import Purpose


@admin.register(Text)
class TextAdmin(TranslationAdmin):
    list_display = ("name", "purpose", "in_use", "position")
    list_filter = ("in_use",)
    fields = (
        ("purpose", "in_use", "position"),
        ("name_bn", "name_en"),
        ("subject_bn", "subject_en"),
        ("body_bn", "body_en"),
        ("example_bn", "example_en"),
    )
    readonly_fields = ("example_bn", "example_en")

    def get_readonly_fields(self, request: HttpRequest, obj: Text | None = None) -> tuple[str, ...]:
        own = obj is not None and obj.purpose != Purpose.OTHER
        return (*self.readonly_fields, "purpose") if own else self.readonly_fields

    def has_delete_permission(self, request: HttpRequest, obj: Text | None = None) -> bool:
        """What the site itself uses is switched off instead."""
        own = obj is not None and obj.purpose != Purpose.OTHER
        return super().has_delete_permission(request, obj) and not own

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        super().delete_queryset(request, queryset.filter(purpose=Purpose.OTHER))

    @admin.display(description=_("as a family reads it"))
    def example_bn(self, text: Text) -> SafeString:
        return example(text, "bn")

    @admin.display(description=_("as a family reads it"))
    def example_en(self, text: Text) -> SafeString:
        return example(text, "en")


def example(text: Text, language: str) -> SafeString:
    """The stored text for a visit in three days that nobody has."""
    day = timezone.localdate() + timedelta(days=3)
    visit = timezone.make_aware(datetime.combine(day, time(10, 30)))
    subject, body = text.written(AppointmentRequest(reference="7K2MXQ9D", visit_at=visit), language)
    return format_html(
        '<div lang="{}" class="example"><strong>{}</strong><p>{}</p></div>', language, subject, body
    )
