"""Reads the page with a text for a family and presses its buttons, as a nurse would."""

from datetime import UTC, datetime
from typing import Any
from xml.etree.ElementTree import Element

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from appointments.models import AppointmentRequest, Text
from appointments.starter import load_texts
from appointments.texts import Purpose
from tests.makers import make_clinic, make_request
from tests.page import has_class, parse

VISIT = datetime(2050, 1, 5, 4, 30, tzinfo=UTC)
BODY_EN = (
    "Hello, this is The children's clinic.\nPlease come on Wednesday 5 January at 10:30 am.\n"
    "Bring all papers, reports and medicines.\nIf you cannot come, call 01712-345678.\n"
    "Reference number: 7K2M-XQ9D"
)


def make_texts() -> None:
    """The clinic's, as a new site has them."""
    make_clinic(discreet_name_bn="শিশু ক্লিনিক", discreet_name_en="The children's clinic")
    load_texts()


def make_visit(**fields: Any) -> AppointmentRequest:
    return make_request(
        **{
            "reference": "7K2MXQ9D", "status": "scheduled", "visit_at": VISIT,
            "next_action_at": VISIT, "email": "a@example.com", **fields,
        }
    )  # fmt: skip


def own(purpose: Purpose) -> Text:
    return Text.objects.filter(purpose=purpose).first()


def path(request: AppointmentRequest, chosen: Text | None = None) -> str:
    chosen = chosen or own(Purpose.VISIT)
    return reverse("admin:appointments_request_tell", args=[request.pk, chosen.pk])


def preview(page: Element) -> str:
    """The words as a family reads them, line by line."""
    (quote,) = page.iter("blockquote")
    paragraphs = quote.findall("p")
    for line_end in quote.iter("br"):
        line_end.text = "\n"
    return "\n\n".join("".join(each.itertext()) for each in paragraphs)


def press(client: Client, at: str, way: str, **changes: str) -> HttpResponse:
    """Press the first button of this way, with what its form carries and these changes."""
    return client.post(at.partition("?")[0], carried_by(parse(client.get(at)), way) | changes)


def carried_by(page: Element, way: str) -> dict[str, str]:
    """What the first form of this way sends."""
    form = next(each for each in page.iter("form") if each.get("data-channel") == way)
    return {box.get("name"): box.get("value") for box in form.iter("input")}


def link(page: Element, way: str) -> str:
    """Where the first button of this way leads."""
    form = next(each for each in page.iter("form") if each.get("data-channel") == way)
    return form.find("button").get("data-link")


def again(page: Element) -> list[str]:
    """The links in the box that says to open it now."""
    boxes = (each for each in page.iter("p") if has_class(each, "notice"))
    return [each.get("href") for box in boxes for each in box.iter("a")]
