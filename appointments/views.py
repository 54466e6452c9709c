"""Asking for an appointment, and the page after it. Personal, so no cache may keep either."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from appointments import phones, tokens
from appointments.forms import AppointmentForm
from appointments.limits import LimitReached
from appointments.models import AppointmentRequest, Status
from appointments.origins import own_pages_only
from appointments.phone_form import PhoneForm
from appointments.references import spelled
from appointments.standing import promised, standing
from pages.clinic import Clinic


def too_often(
    request: HttpRequest, template: str, form: BaseForm, reached: LimitReached
) -> HttpResponse:
    """The form with everything typed, and when to try again."""
    seconds = int(reached.retry_after.total_seconds()) + 1
    minutes = -(-seconds // 60)
    sentence = ngettext(
        "Too many tries have come from your network. Nothing you typed is lost. "
        "Try again in %(minutes)d minute, or call us.",
        "Too many tries have come from your network. Nothing you typed is lost. "
        "Try again in %(minutes)d minutes, or call us.",
        minutes,
    )
    form.add_error(None, ValidationError(sentence % {"minutes": minutes}, "limit"))
    response = render(request, template, {"form": form}, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


@own_pages_only
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "appointments/form.html", {"form": AppointmentForm()})
    form = AppointmentForm(request.POST)
    if form.is_valid():
        try:
            stored = form.save(request.META.get("REMOTE_ADDR", ""))
        except LimitReached as reached:
            return too_often(request, "appointments/form.html", form, reached)
        return redirect("appointments:received", tokens.received_token(stored.submission_key))
    return render(request, "appointments/form.html", {"form": form})


@own_pages_only
@require_http_methods(["GET", "HEAD", "POST"])
def received(request: HttpRequest, token: str) -> HttpResponse:
    key = tokens.read_received_token(token)
    stored = AppointmentRequest.objects.filter(submission_key=key).first() if key else None
    if stored is None:
        return render(request, "appointments/expired.html", status=410)
    called = stored.duplicate_of or stored  # of two requests for one child, the one that was kept
    form = PhoneForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with transaction.atomic():
            locked = AppointmentRequest.objects.select_for_update().get(pk=called.pk)
            locked.correct_phone(form.cleaned_data["phone"])
        return redirect(f"{request.path}#number")
    context = {
        "request_sent": stored,
        "spelled": spelled(stored.reference),
        "promised": promised(called),
        "moved_on": standing(called) if called.status != Status.NEW or called.is_late else None,
        "phone": phones.grouped(called.phone_e164),
        "country": phones.country(called.phone_e164),
        "only_abroad": all(map(phones.is_abroad, called.numbers)),
        "calls_from": Clinic.load().calls_from,
        "form": form,
    }
    return render(request, "appointments/received.html", context)
