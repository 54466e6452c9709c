"""The real server: `manage.py serve` on a free loopback port."""

import os
import socket
import subprocess
import sys
import time
from typing import Self

from django.conf import settings

from tests.drills.web import ask

START = 60  # seconds until a started server has to answer
STOP = 20


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


class Site:
    """Serves between `with` and its end; `log` is what the server said to stderr."""

    def __init__(self, **variables: str) -> None:
        self.port = free_port()
        self.variables = variables
        self._log = settings.DATA_DIR / f"log-{self.port}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.terminate()
        self._server.wait(STOP)

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._server = subprocess.Popen(
                [sys.executable, "manage.py", "serve"],
                cwd=settings.BASE_DIR,
                env={**os.environ, "PORT": str(self.port), **self.variables},
                stdout=subprocess.DEVNULL,  # shows the first account's password
                stderr=log,
            )
        until = time.monotonic() + START
        while not self._is_ready():
            assert self._server.poll() is None, f"the server ended: {self.log}"
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.1)

    def _is_ready(self) -> bool:
        try:
            return ask(self.port, "/readyz").status == 200
        except OSError:
            return False

    def kill(self) -> None:
        """Kill gunicorn as the system would; its workers and the sender then end by themselves."""
        self._server.kill()
        self._server.wait()
        until = time.monotonic() + STOP
        while self._is_listening():
            assert time.monotonic() < until, "the workers outlive gunicorn"
            time.sleep(0.1)

    def _is_listening(self) -> bool:
        with socket.socket() as caller:
            return caller.connect_ex(("127.0.0.1", self.port)) == 0

    def workers(self) -> list[int]:
        return self._children("gunicorn")

    def sender(self) -> int:
        (pid,) = self._children("send_outbox")
        return pid

    def _children(self, command: str) -> list[int]:
        """Process ids of gunicorn's children that run `command`."""
        find = ["pgrep", "-P", str(self._server.pid), "-f", command]
        found = subprocess.run(find, stdout=subprocess.PIPE, text=True)
        return [int(pid) for pid in found.stdout.split()]

    @property
    def log(self) -> str:
        return self._log.read_text()
