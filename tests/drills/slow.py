"""Twenty phones that send a byte a second, in headers and bodies: everyone else is still served."""

import socket
import time
from concurrent.futures import ThreadPoolExecutor

from tests.drills.site import Site
from tests.drills.web import FORM, answers, ask, opened_form, spread

SOCKETS = 20
SECONDS = 20
VISITS = 200
SOON = 5  # seconds until a visit counts as served
SERVED = 0.95
PAGES = ("/bn/", "/bn/tumours/", "/en/contact/")
HEAD = "GET /bn/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "
BODY = (
    f"POST {FORM} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
)


def drill() -> str:
    with Site(REQUEST_LIMIT="off") as site, ThreadPoolExecutor(2 * SOCKETS) as phones:
        token = opened_form(site.port)
        starts = time.monotonic()
        slow = [
            phones.submit(dribble, site.port, BODY if number % 2 else HEAD)
            for number in range(SOCKETS)
        ]

        def visit(number: int) -> float:
            """Seconds until it was served; the visits come at an even pace."""
            time.sleep(max(0, starts + (number + 1) * SECONDS / (VISITS + 1) - time.monotonic()))
            form = {**answers(number), "form_token": token} if number % 4 == 0 else None
            path = PAGES[number % len(PAGES)] if form is None else FORM
            answer = ask(site.port, path, form)
            assert answer.status == (302 if form else 200), f"{path}: {answer.status}"
            return answer.seconds

        visits = list(phones.map(visit, range(VISITS)))
        held = sum(phone.result() for phone in slow)
    served = sum(seconds < SOON for seconds in visits)
    figures = f"{held} slow sockets, {served} of {VISITS} visits served, {spread(visits)}"
    assert served >= SERVED * VISITS, figures
    return figures


def dribble(port: int, start: str) -> bool:
    """Send a byte a second; whether the server let it."""
    with socket.create_connection(("127.0.0.1", port)) as phone:
        phone.sendall(start.encode())
        try:
            for _second in range(SECONDS):
                time.sleep(1)
                phone.sendall(b"a")
        except OSError:
            return False
    return True
