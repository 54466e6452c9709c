"""Error pages in the reader's language; the ones for a broken server ask nothing of it."""

import sys

from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from pages.languages import current
from pages.models import Clinic

# A full, locked, read-only or missing database.
UNAVAILABLE = (OperationalError, InternalError, InterfaceError)
RETRY_AFTER = 60  # seconds until a full or unreachable database may have recovered


def _page(template: str, status: int, **context: object) -> HttpResponse:
    """Rendered without context processors: the database may be what is broken."""
    context |= {"clinic": Clinic.last_known, "LANGUAGE_CODE": current()}
    return HttpResponse(render_to_string(template, context), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page("400.html", 400)


def server_error(request: HttpRequest) -> HttpResponse:
    if not isinstance(sys.exc_info()[1], UNAVAILABLE):
        return _page("500.html", 500)
    # A family's answers go back with the page, so that they can be sent again; the form's token
    # keeps that from storing twice.
    match = request.resolver_match
    sent_by_family = request.method == "POST" and match and match.app_name == "appointments"
    answers = request.POST.lists() if sent_by_family else None
    response = _page("503.html", 503, answers=answers)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)
