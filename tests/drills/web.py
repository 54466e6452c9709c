"""Asks the site over HTTP, and fills in its form as a family does."""

import re
import time
from collections.abc import Collection
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from statistics import quantiles
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
    fields: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
) -> Answer:
    """GET, or POST if there are `fields`, on a connection of its own."""
    method, body, headers = "GET", None, dict(headers or {})
    if fields is not None:
        method, body = "POST", urlencode(fields)
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    started = time.monotonic()
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        text = response.read().decode()
    finally:
        connection.close()
    return Answer(response.status, response.headers, text, time.monotonic() - started)


def answers(number: int) -> dict[str, str]:
    """What family `number` writes; no two write the same."""
    return {**ANSWERS, "child_name": f"শিশু {number}", "phone": f"017{number:08}"}


def opened_form(port: int) -> str:
    """The token of a form that was just opened; sent at once, it looks automatic."""
    page = ask(port, FORM)
    assert page.status == 200, f"the form was answered with {page.status}"
    return re.search(r'name="form_token" value="([^"]+)"', page.text)[1]


def shown_reference(port: int, sent: Answer) -> str:
    """The reference on the page that a sent form leads to."""
    assert sent.status == 302, f"the sent form was answered with {sent.status}"
    page = ask(port, sent.headers["Location"])
    assert page.status == 200, f"the page with the reference was answered with {page.status}"
    return "".join(re.search(r'class="reference">(\w{4})-(\w{4})<', page.text).groups())


def spread(seconds: Collection[float]) -> str:
    """The median, the bound of the slowest twentieth, and the slowest."""
    cuts = quantiles(seconds, n=20, method="inclusive")
    return f"p50 {cuts[9]:.3f} s, p95 {cuts[18]:.3f} s, max {max(seconds):.3f} s"
