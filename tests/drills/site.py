"""The real server: `manage.py serve` on a free loopback port."""

import os
import socket
import subprocess
import sys
import time
from typing import Self

from django.conf import settings

from tests.drills.web import ask

START = 60  # seconds until it has to answer
STOP = 20


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


class Site:
    """Serves inside its `with` block, with these variables beside the drill's own."""

    def __init__(self, **variables: str) -> None:
        self.port = free_port()
        self._environment = {**os.environ, **variables, "PORT": str(self.port)}
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
                env=self._environment,
                stdout=subprocess.DEVNULL,  # the first account's password
                stderr=log,
            )
        until = time.monotonic() + START
        while not self._is_ready():
            assert self._server.poll() is None, f"the server ended: {self.log}"
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.1)

    def kill(self) -> None:
        """Kill gunicorn; its workers notice by themselves and then free the port."""
        self._server.kill()
        self._server.wait()
        until = time.monotonic() + STOP
        while self._is_listening():
            assert time.monotonic() < until, "the workers outlive gunicorn"
            time.sleep(0.1)

    def _is_ready(self) -> bool:
        try:
            return ask(self.port, "/readyz").status == 200
        except OSError:
            return False

    def _is_listening(self) -> bool:
        with socket.socket() as caller:
            return caller.connect_ex(("127.0.0.1", self.port)) == 0

    @property
    def log(self) -> str:
        """What the server said to stderr."""
        return self._log.read_text()

    def workers(self) -> list[int]:
        return self._children("gunicorn")

    def sender(self) -> int:
        (pid,) = self._children("send_outbox")
        return pid

    def _children(self, command: str) -> list[int]:
        """The process ids of gunicorn's children that run `command`."""
        find = ["pgrep", "-P", str(self._server.pid), "-f", command]
        found = subprocess.run(find, stdout=subprocess.PIPE, text=True)
        return [int(pid) for pid in found.stdout.split()]
