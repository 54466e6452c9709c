"""The library as a dialog shows it: found pictures to choose from, and the form that adds one."""

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from pages import drawings, picture_files
from pages.editing.upload import UploadForm
from pages.gate import needs
from pages.models import Picture

READ = "pages.view_picture"
PER_PAGE = 24


@needs(READ)
@require_safe
def picker(request: HttpRequest, *, with_drawings: bool = False) -> HttpResponse:
    """A fragment of HTML for static/admin/chooser.js; it finds what the list finds."""
    library = admin.site.get_model_admin(Picture)
    words = request.GET.get("q", "")
    found, _twice = library.get_search_results(request, Picture.objects.all(), words)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "drawings": drawings.found(words) if with_drawings and page.number == 1 else [],
        "form": UploadForm() if request.user.has_perm("pages.add_picture") else None,
        "most_bytes": picture_files.MOST_BYTES,
    }
    return render(request, "admin/pages/picture/picker.html", context)


@needs(READ)
@require_safe
def thumbnail(request: HttpRequest, pk: int) -> HttpResponse:
    """For the editor, whose text holds nothing of a picture but its key."""
    return redirect(get_object_or_404(Picture, pk=pk).thumbnail)
