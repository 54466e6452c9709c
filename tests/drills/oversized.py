"""Far more than any form holds: refused at once, and the sender can read so."""

import socket
import time
from contextlib import suppress

from tests.drills.site import Site
from tests.drills.web import FORM

QUICK = 1  # second
URLENCODED = "application/x-www-form-urlencoded"
FILE = b'--edge\r\nContent-Disposition: form-data; name="message"; filename="a.pdf"\r\n\r\n'


def post(body: bytes, content_type: str = URLENCODED) -> bytes:
    head = f"POST {FORM} HTTP/1.1\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}"
    return head.encode() + b"\r\nHost: 127.0.0.1\r\n\r\n" + body


REQUESTS = {
    "10 MB body": post(b"message=x&" * 1_000_000),
    "5,000 fields": post(b"message=x&" * 5_000),
    "1 MB field": post(b"message=" + b"x" * 1_000_000),
    "10 MB file": post(
        FILE + b"x" * 10_000_000 + b"\r\n--edge--\r\n", "multipart/form-data; boundary=edge"
    ),
    "8 KB header": b"GET /bn/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: " + b"x" * 8192 + b"\r\n\r\n",
}


def drill() -> str:
    with Site() as site:
        answers = {name: answer(site.port, request) for name, request in REQUESTS.items()}
    figures = ", ".join(
        f"{name}: {status} in {seconds:.3f} s" for name, (status, seconds) in answers.items()
    )
    assert all(400 <= status < 500 for status, _seconds in answers.values()), figures
    assert all(seconds < QUICK for _status, seconds in answers.values()), figures
    return figures


def answer(port: int, request: bytes) -> tuple[int, float]:
    """The status and after how many seconds it could be read."""
    started = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        with suppress(ConnectionError):  # the server has heard enough; its answer is there
            connection.sendall(request)
        line = connection.makefile("rb").readline()
    return int(line.split()[1]), time.monotonic() - started
