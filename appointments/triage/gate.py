"""Who may open an address of triage, and the admin's frame around its pages."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from appointments.models import AppointmentRequest


def needs(permission: str) -> Callable[[Callable], Callable]:
    """Only for staff with this permission of the app; the admin by itself asks for staff only."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perm(f"appointments.{permission}"):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return checked

    return decorate


def admin_page(
    request: HttpRequest, template: str, title: str, status: int = 200, **context: Any
) -> HttpResponse:
    """A page below templates/admin/appointments/triage/, in the admin's frame."""
    frame = {
        **admin.site.each_context(request),
        "opts": AppointmentRequest._meta,
        "title": title,
        "is_nav_sidebar_enabled": False,  # the page needs the room
    }
    template = f"admin/appointments/triage/{template}"
    return render(request, template, {**frame, **context}, status=status)
