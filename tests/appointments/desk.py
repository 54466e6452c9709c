"""Presses the buttons on the page of one request, as a nurse would."""

from typing import Any
from xml.etree.ElementTree import Element

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from appointments.models import AppointmentRequest
from tests.page import has_class, text


def address(request: AppointmentRequest) -> str:
    return reverse("admin:appointments_appointmentrequest_change", args=[request.pk])


def press(
    client: Client, request: AppointmentRequest, action: str, *rest: Any, **filled_in: Any
) -> HttpResponse:
    """Send one of the page's forms as it was read, with these boxes filled in."""
    last = request.events.order_by("pk").last()
    seen = {"seen_version": request.version, "seen_event": last.pk if last else ""}
    path = reverse(f"admin:appointments_request_{action}", args=[request.pk, *rest])
    return client.post(path, seen | filled_in)


def saved(response: HttpResponse) -> bool:
    return response.status_code == 302


def trail(request: AppointmentRequest) -> list[tuple]:
    """What happened, but for who read it: kind, before, after, detail, text, who."""
    events = request.events.exclude(kind__in=("viewed", "exported"))
    names = ("kind", "old", "new", "detail", "text", "by__username")
    return list(events.values_list(*names))


def refusals(page: Element) -> list[str]:
    """The sentences in the box above the form that came back."""
    boxes = (each for each in page.iter("div") if has_class(each, "refusal"))
    return [text(line) for box in boxes for line in box.iter("p")]


def news(page: Element) -> list[str]:
    boxes = (each for each in page.iter("div") if has_class(each, "refusal"))
    return [text(line) for box in boxes for line in box.iter("li")]


def offered(page: Element) -> list[str]:
    """The moves that stand under What next."""
    return [text(each.find("summary")) for each in page.iter("details") if has_class(each, "move")]
