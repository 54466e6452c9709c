"""Fills in the appointment form and reads its pages, as a family would."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils.translation import gettext, override

from appointments import tokens
from appointments.models import AppointmentRequest
from tests.makers import ANSWERS, make_form_token
from tests.page import has_class, text

URLENCODED = "application/x-www-form-urlencoded"


def form_address(language: str = "bn") -> str:
    return f"/{language}/appointment/"


def filled(**changes: Any) -> dict[str, Any]:
    """The answers of a form that was opened two minutes ago; None leaves an answer out."""
    answers = {**ANSWERS, "form_token": make_form_token(), "website": "", **changes}
    return {name: value for name, value in answers.items() if value is not None}


def send(answers: dict[str, Any], language: str = "bn", **headers: str) -> HttpResponse:
    """From a browser of its own, with Django's cross-site check switched on."""
    body = urlencode(answers, doseq=True, errors="surrogatepass")
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    return client.post(form_address(language), body, content_type=URLENCODED, headers=headers)


def sent_request(response: HttpResponse) -> AppointmentRequest:
    """The request whose received page the answer leads to."""
    token = response["Location"].rstrip("/").rpartition("/")[2]
    return AppointmentRequest.objects.get(submission_key=tokens.read_received_token(token))


def typed(page: Element) -> dict[str, list[str]]:
    """What the form on the page would send as it stands, but for the empty boxes."""
    answers: dict[str, list[str]] = {}
    (form,) = (each for each in page.iter("form") if has_class(each, "questions"))
    for box in form.iter():
        value = None
        if box.tag == "textarea":
            value = box.text
        elif box.tag == "select":
            value = next((each.get("value") for each in box if "selected" in each.attrib), None)
        elif box.tag == "input" and box.get("type") in ("radio", "checkbox"):
            value = box.get("value", "on") if "checked" in box.attrib else None
        elif box.tag == "input":
            value = box.get("value")
        if value:
            answers.setdefault(box.get("name"), []).append(value)
    return answers


def as_lists(answers: dict[str, Any]) -> dict[str, list[str]]:
    """Answers in the shape of typed()."""
    lists = {k: v if isinstance(v, list) else [v] for k, v in answers.items()}
    return {name: values for name, values in lists.items() if any(values)}


def summary(page: Element) -> list[tuple[str | None, str]]:
    """The error summary: for each message the id it leads to, or None."""
    (box,) = (each for each in page.iter("div") if has_class(each, "error-summary"))
    lines = []
    for line in box.iter("li"):
        link = line.find("a")
        lines.append((None if link is None else link.get("href").removeprefix("#"), text(line)))
    return lines


def messages(page: Element, field: str) -> list[str]:
    """The messages beside the field."""
    return [
        text(line)
        for box in page.iter("ul")
        if box.get("id") == f"id_{field}_error"
        for line in box.iter("li")
    ]


def with_id(page: Element, name: str) -> Element:
    """The one element of that id."""
    (element,) = (each for each in page.iter() if each.get("id") == name)
    return element


def in_language(language: str, words: str) -> str:
    """The words as a reader of that language meets them; a missing translation fails."""
    with override(language):
        shown = gettext(words)
    assert language == "en" or shown != words, f"not translated: {words}"
    return shown


def at_once(count: int, act: Callable[[int], Any]) -> list:
    """What `act` answers to so many people who press at the same moment."""
    together = threading.Barrier(count)

    def press(number: int) -> Any:
        together.wait()
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as people:
        return list(people.map(press, range(count)))
