"""What the buttons on the page of one request do: each checks, acts, and leads back."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from appointments.models import AppointmentRequest, MovedOn, MoveRefused, Status
from appointments.triage import page, rows
from appointments.triage.call_form import CallForm
from appointments.triage.forms import (
    AssignForm,
    ContactForm,
    NoteForm,
    PriorityForm,
    TriageForm,
)
from appointments.triage.gate import admin_page, needs
from appointments.triage.move_forms import FORMS
from appointments.triage.queue_views import after
from appointments.triage.timeline import timeline as story


def button(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What is behind a button, for those who answer requests.

    Whoever comes by an address, as after logging in again, is led to the request.
    """

    @needs("change_appointmentrequest")
    @wraps(view)
    def pressed(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return redirect("admin:appointments_appointmentrequest_change", pk)
        return view(request, pk, **kwargs)

    return pressed


@needs("view_appointmentrequest")
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    stored = rows.find(pk)
    if request.method == "GET":
        stored.record_view(request.user)
    return page.show(request, stored)


def act(
    request: HttpRequest, pk: int, form_class: type[TriageForm], **answers: str
) -> HttpResponse:
    """Carry out one form; what is wrong, or new, comes back with everything typed."""
    stored = rows.find(pk)
    data = request.POST.copy()
    data.update(answers)
    form = form_class(stored, data)
    if not form.is_valid():
        return page.show(request, stored, form)
    try:
        form.carry_out(by=request.user)
    except MovedOn:
        return act(request, pk, form_class, **answers)  # it now sees what is new, and says so
    except MoveRefused as refusal:
        stored = rows.find(pk)
        form.stored = stored
        form.add_error(None, str(refusal))
        return page.show(request, stored, form)
    return saved(request, stored)


def saved(request: HttpRequest, stored: AppointmentRequest) -> HttpResponse:
    """Back to the request, with a link to the next one that waits."""
    following = after(request.user, stored)
    if following is None:
        messages.success(request, _("Saved. Nobody else is waiting for a call now."))
    else:
        link = format_html('<a href="{}">{}</a>', address(following), _("Next in the queue"))
        messages.success(request, format_html("{} {}", _("Saved."), link))
    return redirect(address(stored))


def address(stored: AppointmentRequest) -> str:
    return reverse("admin:appointments_appointmentrequest_change", args=[stored.pk])


def acting(form_class: type[TriageForm]) -> Callable[[HttpRequest, int], HttpResponse]:
    """The view behind the button of one form."""

    @button
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        return act(request, pk, form_class)

    return view


call = acting(CallForm)
note = acting(NoteForm)
contact = acting(ContactForm)
assign = acting(AssignForm)
priority = acting(PriorityForm)


@button
def move(request: HttpRequest, pk: int, status: str) -> HttpResponse:
    if status not in Status.values:
        raise Http404
    return act(request, pk, FORMS[Status(status)])


@button
def same_child(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """One press for what the form for a request that was sent twice does."""
    return act(request, pk, FORMS[Status.DUPLICATE], duplicate_of=rows.find(other).reference)


@needs("view_appointmentrequest")
@require_safe
def trail(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole story on paper, as an answer to a complaint; who read it, for managers only."""
    stored = rows.find(pk)
    if request.method == "GET":
        stored.record_view(request.user)
    with_reading = request.user.has_perm("appointments.view_event")
    return admin_page(
        request,
        "trail.html",
        _("Timeline of %(reference)s") % {"reference": stored},
        stored=stored,
        answers=page.answers(stored),
        timeline=story(stored, with_reading=with_reading),
    )
