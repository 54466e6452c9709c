"""Whose turn it is, and where a request is."""

from django.contrib import messages
from django.contrib.auth.models import AbstractUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from appointments import search
from appointments.events import Event, EventKind
from appointments.models import AppointmentRequest
from appointments.queue import QUEUE_ORDER
from appointments.staff_actions import PRESENT
from appointments.triage.gate import needs
from appointments.triage.tabs import Tab, requests_in


def after(person: AbstractUser, current: AppointmentRequest | None) -> AppointmentRequest | None:
    """The first that waits for a call, but for `current` and what colleagues are at work on."""
    since = timezone.now() - PRESENT
    views = Event.objects.filter(kind=EventKind.VIEWED, at__gte=since).exclude(by=person)
    waiting = requests_in(Tab.NOW, AppointmentRequest.objects).exclude(
        pk__in=views.values("request")
    )
    if current:
        waiting = waiting.exclude(pk=current.pk)
    return waiting.order_by(*QUEUE_ORDER).first()


@needs("view_appointmentrequest")
@require_safe
def next_in_queue(request: HttpRequest) -> HttpResponse:
    following = after(request.user, None)
    if following is None:
        messages.info(request, _("Nobody is waiting for a call now."))
        return redirect("admin:appointments_appointmentrequest_changelist")
    return redirect("admin:appointments_appointmentrequest_change", following.pk)


@needs("view_appointmentrequest")
def find(request: HttpRequest) -> HttpResponse:
    """Leads to the request that was found, or to a list of several.

    What was typed is a name or a number: it stays out of addresses, and so out of logs.
    """
    if request.method != "POST":
        return redirect("admin:appointments_appointmentrequest_changelist")
    ids = search.found(request.POST.get("q", ""))
    if len(ids) == 1:
        return redirect("admin:appointments_appointmentrequest_change", ids[0])
    if not ids:
        messages.info(request, _("Nothing was found. Try fewer words, or another spelling."))
        return redirect("admin:appointments_appointmentrequest_changelist")
    if len(ids) == search.MOST:
        messages.info(request, _("Only the newest are shown. Type more to find older ones."))
    queue = reverse("admin:appointments_appointmentrequest_changelist")
    return redirect(f"{queue}?id__in={','.join(map(str, ids))}")
