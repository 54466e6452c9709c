"""What the admin forms of the site share: both languages side by side, rich text, either digits."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime, AdminTextareaWidget, AdminTimeWidget
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from js_asset import Media
from modeltranslation.admin import TranslationAdmin

from pages import languages
from pages.fields import LocalDateField, LocalDateTimeField, LocalTimeField


def pair(name: str) -> tuple[str, ...]:
    """The columns of a translated field, side by side, Bengali first."""
    return tuple(f"{name}_{code}" for code in languages.CODES)


class LabelledSplitDateTime(AdminSplitDateTime):
    """Its two boxes have names of their own: the label is of the pair."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        for widget, name in zip(self.widgets, (_("Date"), _("Time")), strict=True):
            widget.attrs["aria-label"] = name

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Classes given to the pair must not hide those of its parts, which open the calendar."""
        context = super().get_context(name, value, attrs)
        for part, widget in zip(context["widget"]["subwidgets"], self.widgets, strict=True):
            given, own = part["attrs"].get("class", ""), widget.attrs["class"]
            if own not in given.split():
                part["attrs"]["class"] = f"{own} {given}".strip()
        return context


# An address typed without a scheme is an https one (Django 6 does this by itself).
HTTPS_ASSUMED = {models.URLField: {"assume_scheme": "https"}}
# Bengali digits too; a browser's own box for numbers does not let them in.
EITHER_DIGITS = {
    models.DateField: {"form_class": LocalDateField},
    models.DateTimeField: {"form_class": LocalDateTimeField, "widget": LabelledSplitDateTime},
    models.TimeField: {"form_class": LocalTimeField, "widget": AdminTimeWidget(format="%H:%M")},
    models.PositiveSmallIntegerField: {
        "widget": forms.TextInput(attrs={"inputmode": "numeric", "class": "vIntegerField"})
    },
}


class ProseAdmin(TranslationAdmin):
    """A translated model with rich text, under the site's strict CSP.

    The editor's import map is an inline script and needs the page's nonce; its template
    (`change_form_template`) holds the one style element that Tiptap would else inject.
    """

    change_form_template = "admin/pages/prose_change_form.html"
    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})}}

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Each text names its language, for spell checkers and screen readers."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and (language := getattr(db_field, "language", None)):
            field.widget.attrs["lang"] = language
        return field

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce))
        return super().render_change_form(request, context, *args, **kwargs)
