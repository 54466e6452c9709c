"""The picture library in the admin."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from modeltranslation.admin import TranslationAdmin

from pages import languages, picture_files
from pages.bengali import local_digits, long_date, moment
from pages.editing.bilingual import EITHER_DIGITS, pair
from pages.editing.picker import picker, thumbnail
from pages.editing.upload import upload
from pages.models import Picture
from pages.picture_uses import uses_of
from pages.templatetags.library import called


@admin.register(Picture)
class PictureAdmin(TranslationAdmin):
    """Adding is a view of its own (pages/editing/upload.py); what is used is not deleted."""

    actions = None  # deleting many at once would pass by what keeps a used picture
    change_form_template = "admin/pages/picture/change_form.html"
    delete_confirmation_template = "admin/pages/picture/delete_confirmation.html"
    list_display = ("shown", *pair("text"), "used", "credit", "added_on")
    list_per_page = 30
    search_fields = [*pair("alternative"), *pair("caption"), "credit"]
    formfield_overrides = EITHER_DIGITS
    readonly_fields = ("size", "added")
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("focal_x", "focal_y"),
                    "decorative",
                    *(pair(name) for name in ("alternative", "caption")),
                    "credit",
                    ("size", "added"),
                ]
            },
        ),
    ]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("picker/", view(picker), name="pages_picture_picker"),
            path(
                "figures/",
                view(picker),
                {"with_drawings": True},
                name="pages_picture_figures",
            ),
            path("<int:pk>/thumbnail/", view(thumbnail), name="pages_picture_thumbnail"),
            *super().get_urls(),
        ]

    @method_decorator(csrf_exempt)
    def add_view(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        return upload(request, self._note_added)

    def _note_added(self, request: HttpRequest, picture: Picture) -> None:
        self.log_addition(request, picture, [{"added": {}}])

    # The list

    @admin.display(description=_("picture"))
    def shown(self, picture: Picture) -> SafeString:
        return format_html(
            '<img class="thumbnail" src="{}" alt="{}" loading="lazy">',
            picture.thumbnail,
            called(picture),
        )

    @admin.display(description=languages.SPOKEN["bn"])
    def text_bn(self, picture: Picture) -> SafeString | str:
        return _text(picture, "bn")

    @admin.display(description=languages.SPOKEN["en"])
    def text_en(self, picture: Picture) -> SafeString | str:
        return _text(picture, "en")

    @admin.display(description=_("used in"))
    def used(self, picture: Picture) -> SafeString:
        return format_html_join(", ", "{}", ((each,) for each in links(picture.uses)))

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        found = super().get_changelist_instance(request)
        uses = uses_of(found.result_list)
        for picture in found.result_list:
            picture.uses = uses[picture.pk]
        return found

    @admin.display(description=_("added"), ordering="added_at")
    def added_on(self, picture: Picture) -> str:
        return long_date(picture.added_at)

    # The form

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        picture = self.get_object(request, object_id)
        context = {
            "picture": picture,
            "used_in": links(uses_of([picture])[picture.pk]) if picture else [],
        }
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    @admin.display(description=_("size"))
    def size(self, picture: Picture) -> str:
        return gettext("%(width)s × %(height)s pixels") % {
            "width": local_digits(picture.width),
            "height": local_digits(picture.height),
        }

    @admin.display(description=_("added"))
    def added(self, picture: Picture) -> str:
        if not picture.added_by:
            return moment(picture.added_at)
        return gettext("%(moment)s by %(who)s") % {
            "moment": moment(picture.added_at),
            "who": picture.added_by.get_full_name() or picture.added_by.get_username(),
        }

    # Deleting

    def get_deleted_objects(self, objs: Sequence[Picture], request: HttpRequest) -> tuple:
        """Texts that show the picture keep it as well, not only the rows that name it."""
        if uses := [link for each in objs for link in links(uses_of([each])[each.pk])]:
            return [], {}, set(), uses
        return super().get_deleted_objects(objs, request)

    def delete_model(self, request: HttpRequest, obj: Picture) -> None:
        files = partial(picture_files.delete, obj.file.name, obj.widths)
        super().delete_model(request, obj)
        transaction.on_commit(files)


def links(rows: Iterable[models.Model]) -> list[SafeString]:
    """To the form of each."""
    return [format_html('<a href="{}">{}</a>', _address(each), each) for each in rows]


def _address(row: models.Model) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def _text(picture: Picture, language: str) -> SafeString | str:
    """The alternative text, or a mark where it is missing."""
    if picture.decorative:
        return gettext("decorative")
    text = picture.alternative_in(language)
    return text or format_html('<span class="late">{}</span>', gettext("missing"))
