"""The form field that chooses a picture of the library; without JavaScript, from a plain list."""

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest

from pages import editor
from pages.models import Picture


class PicturePicker(forms.Select):
    """The list stands in <noscript>, after the hidden field: sent without JavaScript, it wins."""

    template_name = "admin/pages/widgets/picture_picker.html"

    class Media:
        js = [forms.Script("admin/picture-picker.js", type="module")]

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        key = str(value or "")
        chosen = Picture.objects.filter(pk=key).first() if key.isdecimal() else None
        return context | {"chosen": chosen, "labels": editor.FIGURE["labels"]}

    def id_for_label(self, id_: str) -> str:
        """What can be pressed says itself what it is for."""
        return ""


class ChoosesPicture:
    """Mixed into a model admin: its foreign keys to a picture are chosen in the library."""

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if db_field.related_model is Picture:
            # Past the admin's wrapper, whose links open forms in windows of their own.
            return db_field.formfield(widget=PicturePicker)
        return super().formfield_for_dbfield(db_field, request, **kwargs)
