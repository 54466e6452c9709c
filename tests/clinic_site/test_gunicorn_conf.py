"""gunicorn and the sender of mail beside it: one, started again, never left behind.

That signals end both is tested with `serve`, whose process group is empty afterwards.
"""

import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings

GUNICORN = ["-m", "gunicorn", "-c", "clinic_site/gunicorn.conf.py", "clinic_site.wsgi"]
# A database without tables: the sender's first round says so, and that it is there.
FIRST_ROUND = "Outbox: OperationalError in"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc")


class Site:
    """gunicorn in a session of its own; `output` is what it and its children print."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            port = listener.getsockname()[1]
        self.gunicorn = subprocess.Popen(
            [sys.executable, *GUNICORN],
            cwd=settings.BASE_DIR,
            env={"DATA_DIR": str(folder), "PORT": str(port), "WEB_CONCURRENCY": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.output = ""

    def read_until(self, text: str | None) -> None:
        """Until that is printed; None: until all have gone, since they share the output."""
        limit = time.monotonic() + 20
        while text is None or text not in self.output:
            pipe = self.gunicorn.stdout
            ready, _, _ = select.select([pipe], [], [], limit - time.monotonic())
            assert ready, f"neither printed nor ended: {self.output}"
            piece = os.read(pipe.fileno(), 65536).decode()
            if not piece:
                break
            self.output += piece

    def senders(self) -> list[int]:
        """The process ids of the senders in gunicorn's group."""
        return [
            int(folder.name)
            for folder in Path("/proc").iterdir()
            if folder.name.isdecimal()
            and b"send_outbox" in _read(folder / "cmdline")
            and os.getpgid(int(folder.name)) == self.gunicorn.pid
        ]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # the process has gone
        return b""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path)
    try:
        site.read_until(FIRST_ROUND)
        yield site
    finally:
        with suppress(ProcessLookupError):
            os.killpg(site.gunicorn.pid, signal.SIGKILL)
        site.gunicorn.stdout.close()
        site.gunicorn.wait()


def test_sender_ends_when_gunicorn_is_killed(site: Site) -> None:
    assert len(site.senders()) == 1
    killed = time.monotonic()
    site.gunicorn.kill()
    site.read_until(None)
    assert time.monotonic() - killed < 5
    assert site.senders() == []


def test_sender_that_was_killed_is_started_again(site: Site) -> None:
    (first,) = site.senders()
    os.kill(first, signal.SIGKILL)
    site.output = ""
    site.read_until(FIRST_ROUND)
    assert "The sender of mail ended with status -9 and is started again\n" in site.output
    (second,) = site.senders()
    assert second != first
    site.gunicorn.terminate()
    assert site.gunicorn.wait(timeout=20) == 0
    assert site.senders() == []
