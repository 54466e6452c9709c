"""Actions on several requests: each row through the same gate, each refusal told by row."""

from collections.abc import Callable

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from appointments.models import AppointmentRequest, MoveRefused, Status
from appointments.triage.export import csv_response
from pages.bengali import local_digits


@admin.action(description=_("Take into my hands"), permissions=["change"])
def assign_to_me(modeladmin: admin.ModelAdmin, request: HttpRequest, chosen: QuerySet) -> None:
    each(request, chosen, lambda stored: stored.assign(request.user, by=request.user))


@admin.action(description=_("Not a real request"), permissions=["change"])
def mark_as_spam(modeladmin: admin.ModelAdmin, request: HttpRequest, chosen: QuerySet) -> None:
    each(request, chosen, lambda stored: stored.move_to(Status.SPAM, by=request.user))


@admin.action(description=_("Export as a table (CSV)"), permissions=["export"])
def export(modeladmin: admin.ModelAdmin, request: HttpRequest, chosen: QuerySet) -> HttpResponse:
    return csv_response(chosen, by=request.user)


def each(
    request: HttpRequest, chosen: QuerySet, act: Callable[[AppointmentRequest], object]
) -> None:
    """Do it to each, and say which were refused and why."""
    done = 0
    for stored in chosen:
        try:
            act(stored)
        except MoveRefused as refusal:
            words = gettext("%(reference)s: %(reason)s") % {"reference": stored, "reason": refusal}
            messages.warning(request, words)
        else:
            done += 1
    if done:
        text = ngettext("Done with %(count)s request.", "Done with %(count)s requests.", done)
        messages.success(request, text % {"count": local_digits(done)})
