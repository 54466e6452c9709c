"""Where a family looks its request up, and what it can do there. Nothing personal in any address.

Whoever gave the right pair holds a signed ticket for half an hour; each button sends it along.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from appointments import tokens
from appointments.calendar_file import visit_calendar
from appointments.limits import LimitReached
from appointments.lookup import LookupForm
from appointments.models import AppointmentRequest, Event, MoveRefused
from appointments.origins import own_pages_only
from appointments.standing import standing
from appointments.views import too_often
from pages.clinic import Clinic

LOOKUP = "appointments/lookup.html"


@own_pages_only
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest) -> HttpResponse:
    form = LookupForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            found = form.find(request.META.get("REMOTE_ADDR", ""))
        except LimitReached as reached:
            return too_often(request, LOOKUP, form, reached)
        if found:
            return show(request, found)
    return render(request, LOOKUP, {"form": form})


def show(request: HttpRequest, found: AppointmentRequest) -> HttpResponse:
    """Where `found` stands; of two requests for one child, where the one that was kept stands."""
    kept = found.duplicate_of or found
    context = context_of(kept) | {"is_other": kept != found}
    return render(request, "appointments/status.html", context)


def context_of(stored: AppointmentRequest) -> dict[str, Any]:
    return {
        "request_sent": stored,
        "standing": standing(stored),
        "ticket": tokens.status_ticket(stored.reference),
    }


def for_ticket_holders(
    view: Callable[[HttpRequest, AppointmentRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Gives a POST with a valid ticket its request; everybody else looks it up first."""

    @own_pages_only
    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return redirect("appointments:status")
        reference = tokens.read_status_ticket(request.POST.get("ticket", ""))
        kept = AppointmentRequest.objects.filter(erased_at__isnull=True)
        stored = kept.filter(reference=reference).first()
        if stored is None:
            return render(request, LOOKUP, {"form": LookupForm(), "expired": True})
        return view(request, stored)

    return checked


def after(
    request: HttpRequest,
    stored: AppointmentRequest,
    action: Callable[[AppointmentRequest], Event | None],
) -> HttpResponse:
    """Do it where it is possible; where the request stands then says how it went."""
    with transaction.atomic():
        # Locked: a family does not have to hear that staff were faster.
        locked = AppointmentRequest.objects.select_for_update().get(pk=stored.pk)
        with suppress(MoveRefused):
            action(locked)
    return show(request, locked)


@for_ticket_holders
def withdraw(request: HttpRequest, stored: AppointmentRequest) -> HttpResponse:
    answer = request.POST.get("confirmed")
    if answer == "yes":
        return after(request, stored, AppointmentRequest.withdraw)
    if answer or not standing(stored).may_withdraw:
        return show(request, stored)
    return render(request, "appointments/withdraw.html", context_of(stored))


@for_ticket_holders
def take_back(request: HttpRequest, stored: AppointmentRequest) -> HttpResponse:
    return after(request, stored, AppointmentRequest.take_back_withdrawal)


@for_ticket_holders
def call_again(request: HttpRequest, stored: AppointmentRequest) -> HttpResponse:
    return after(request, stored, AppointmentRequest.ask_for_call)


@for_ticket_holders
def calendar(request: HttpRequest, stored: AppointmentRequest) -> HttpResponse:
    if standing(stored).visit_at is None:
        return show(request, stored)
    return HttpResponse(
        visit_calendar(stored, Clinic.load()),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="visit.ics"'},
    )
