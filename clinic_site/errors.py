"""Error pages in the reader's language; the ones for a broken server ask nothing of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from pages.languages import current
from pages.models import Clinic


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without context processors: the database may be what is broken."""
    clinic = Clinic.last_known
    page = render_to_string("500.html", {"clinic": clinic, "LANGUAGE_CODE": current()})
    return HttpResponse(page, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)
