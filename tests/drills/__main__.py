"""Runs drills against the real server: `python -m tests.drills`, or with the names of some.

Each is a process group of its own with a fresh data folder and database; afterwards whatever it
started has ended and what it stored is gone. One line of figures each; 1 if one fails.
"""

import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

DRILLS = ("kills", "twins", "writers", "mail", "full", "slow", "oversized", "guessing")
LIMIT = 300  # seconds for each; on a quiet machine a minute is enough


@contextmanager
def new_database() -> Iterator[str]:
    """The address of a new database on the server that DATABASE_URL names; empty for SQLite."""
    url = os.environ.get("DATABASE_URL", "").strip()
    if not url.startswith("postgres"):
        yield ""
        return
    import psycopg  # installed for PostgreSQL only

    name = f"drill_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(url)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def new_place() -> Iterator[dict[str, str]]:
    """The environment of one drill; none of the operator's variables: it might mail people."""
    with (
        tempfile.TemporaryDirectory(prefix="clinic-drill-", ignore_cleanup_errors=True) as folder,
        new_database() as database_url,
    ):
        yield {
            "PATH": os.environ["PATH"],
            "TZ": "UTC",
            "DATA_DIR": folder,
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "clinic_site.settings",
        }


def run(module: list[str], environment: dict[str, str], limit: float) -> int:
    """The exit status of this Python module; of what it started nothing is left."""
    command = [sys.executable, "-m", *module]
    process = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        return process.wait(limit)
    except subprocess.TimeoutExpired:
        print(f"FAILED: not done after {limit} s")
        return 1
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def passes(name: str) -> bool:
    """Run one drill, which prints its figures or what went wrong."""
    print(f"{name}: ", end="", flush=True)
    started = time.monotonic()
    with new_place() as environment:
        passed = run(["tests.drills.one", name], environment, LIMIT) == 0
    print(f"    {time.monotonic() - started:.0f} s", flush=True)
    return passed


if __name__ == "__main__":
    names = sys.argv[1:] or DRILLS
    if unknown := set(names) - set(DRILLS):
        sys.exit(f"No drill is called {', '.join(unknown)}. There are: {', '.join(DRILLS)}.")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped"))  # ends what was started, too
    failed = [name for name in names if not passes(name)]
    sys.exit(f"FAILED: {', '.join(failed)}" if failed else 0)
