"""The pages of triage: who may open them, and the admin's frame around them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from appointments.models import AppointmentRequest
from pages import gate


def needs(permission: str) -> Callable[[Callable], Callable]:
    """Only for staff with this permission of the app."""
    return gate.needs(f"appointments.{permission}")


def admin_page(
    request: HttpRequest, template: str, title: str, status: int = 200, **context: Any
) -> HttpResponse:
    """A page below templates/admin/appointments/triage/."""
    path = f"admin/appointments/triage/{template}"
    return gate.admin_page(request, path, title, AppointmentRequest, status, **context)
