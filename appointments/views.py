"""The family's half: the form and the page after it. Personal, so no cache may keep either."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from appointments import tokens
from appointments.forms import AppointmentForm
from appointments.models import AppointmentRequest
from appointments.phones import grouped


def refuse_other_sites(request: HttpRequest) -> None:
    """Raise PermissionDenied when another site's page sent this form."""
    origin = request.headers.get("Origin", "null")
    own = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    # Some browsers hide where a form came from; the signed token then has to do.
    if origin != "null" and origin not in own:
        raise PermissionDenied


@csrf_exempt  # no cookie on public pages: the signed token and the Origin header stand guard
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        refuse_other_sites(request)
        form = AppointmentForm(request.POST)
        if form.is_valid():
            stored = form.save()
            return redirect("appointments:received", tokens.received_token(stored.pk))
    else:
        form = AppointmentForm()
    return render(request, "appointments/form.html", {"form": form})


@require_safe
def received(request: HttpRequest, token: str) -> HttpResponse:
    stored = AppointmentRequest.objects.filter(pk=tokens.read_received_token(token)).first()
    if stored is None:
        return render(request, "appointments/expired.html", status=410)
    context = {"request_sent": stored, "phone": grouped(stored.phone_e164)}
    return render(request, "appointments/received.html", context)
