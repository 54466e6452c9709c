"""Asks the site over HTTP, and fills in its form as a family does."""

import re
import time
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from statistics import quantiles
from typing import Any
from urllib.parse import urlencode

from tests.makers import ANSWERS

PATIENCE = 30  # seconds a browser waits for an answer
FORM = "/bn/appointment/"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    text: str
    seconds: float


def ask(
    port: int,
    path: str,
    fields: dict[str, Any] | None = None,
    headers: dict[str, str] | None = None,
) -> Answer:
    """GET, or with `fields` POST, on a connection of its own."""
    headers = dict(headers or {})
    body = None
    if fields is not None:
        body = urlencode(fields, doseq=True)
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    started = time.monotonic()
    try:
        connection.request("GET" if body is None else "POST", path, body, headers)
        response = connection.getresponse()
        text = response.read().decode()
    finally:
        connection.close()
    return Answer(response.status, response.headers, text, time.monotonic() - started)


def answers(number: int) -> dict[str, str]:
    """What family `number` writes; no two write the same."""
    return {**ANSWERS, "child_name": f"শিশু {number}", "phone": f"017{number:08}"}


def opened_form(port: int) -> str:
    """The token of a form that was just opened."""
    return re.search(r'name="form_token" value="([^"]+)"', ask(port, FORM).text)[1]


def shown_reference(port: int, sent: Answer) -> str:
    """The reference on the page that the answer to a sent form leads to."""
    assert sent.status == 302, f"the form was answered with {sent.status}"
    page = ask(port, sent.headers["Location"])
    assert page.status == 200, f"the page after the form was answered with {page.status}"
    return "".join(re.search(r'class="reference">(\w{4})-(\w{4})<', page.text).groups())


def spread(seconds: list[float]) -> str:
    """How long it took: the median, the slowest twentieth and the slowest."""
    cuts = quantiles(seconds, n=20, method="inclusive")
    return f"p50 {cuts[9]:.3f} s, p95 {cuts[18]:.3f} s, max {max(seconds):.3f} s"
