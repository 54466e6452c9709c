"""Adding a picture: its files are written before any transaction, its row after them."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from pages import picture_files
from pages.editing.bilingual import pair
from pages.gate import admin_page, needs
from pages.models import Picture

MOST_BYTES = 13 * 1024 * 1024  # of the whole form, so that a file of 12 MB fits into it


class UploadForm(forms.ModelForm):
    """Named apart from the form of the page that the picker stands on."""

    file = forms.FileField(
        label=_("Picture file"),
        help_text=_("JPEG, PNG or WebP, at most 12 MB."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    class Meta:
        model = Picture
        fields = ("decorative", *pair("alternative"), *pair("caption"), "credit")

    field_order = ("file",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="picture-%s", label_suffix="", **kwargs)


@needs("pages.add_picture")
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, record: Callable[[HttpRequest, Picture], None]) -> HttpResponse:
    """To be exempt from the global check of the token, which would read the body first.

    Here it is read once the permission and the size are known, and into a file. `record` notes
    who added which picture.
    """
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return _too_large(request)
    request.upload_handlers = [TemporaryFileUploadHandler(request)]
    return csrf_protect(_form_or_picture)(request, record)


def _form_or_picture(request: HttpRequest, record: Callable) -> HttpResponse:
    if request.method != "POST":
        return _form(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid() and (picture := _added(form, request, record)):
        return _picture(request, picture)
    return _form(request, form, 422)


def _added(form: UploadForm, request: HttpRequest, record: Callable) -> Picture | None:
    try:
        stored = picture_files.store(form.cleaned_data["file"])
    except ValidationError as refusal:
        form.add_error("file", refusal)
        return None
    picture = form.instance
    picture.file, picture.added_by = stored.name, request.user
    picture.width, picture.height, picture.widths = stored.width, stored.height, stored.widths
    try:
        with transaction.atomic():
            picture.save()
            record(request, picture)
    except BaseException:
        picture_files.delete(stored.name, stored.widths)
        raise
    return picture


def _too_large(request: HttpRequest) -> HttpResponse:
    """The body stays unread, so the form comes back empty."""
    form = UploadForm({}, empty_permitted=True, use_required_attribute=False)
    form.add_error("file", _("This file is too large: a picture may have at most 12 MB."))
    return _form(request, form, 413)


def _is_by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fragment"


def _form(request: HttpRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "most_bytes": picture_files.MOST_BYTES}
    if _is_by_script(request):
        return render(request, "admin/pages/picture/upload_form.html", context, status=status)
    template, title = "admin/pages/picture/upload.html", gettext("Add a picture")
    return admin_page(request, template, title, Picture, status, **context)


def _picture(request: HttpRequest, picture: Picture) -> HttpResponse:
    address = reverse("admin:pages_picture_change", args=[picture.pk])
    if not _is_by_script(request):
        messages.success(request, gettext("The picture was added."))
        return redirect(address)
    context = {"picture": picture}
    response = render(request, "admin/pages/picture/choice.html", context, status=201)
    response.headers["Location"] = address
    return response
