"""`manage.py send_outbox`: its round, what it survives, and that it never stays behind."""

import logging
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from appointments import late_calls, limits, outbox
from appointments.management.commands import send_outbox
from appointments.messages import Message, State, Template
from appointments.models import Attempt
from clinic_site.groups import MANAGERS
from tests.mail_server import mail_server
from tests.makers import make_request, make_user

SENDER = [sys.executable, "manage.py", "send_outbox"]
# A parent that does nothing but start the sender, which shares its output.
PARENT = """
import os, subprocess, sys
subprocess.run([*sys.argv[1:], "--with-parent", str(os.getpid())])
"""


# One round


@pytest.mark.django_db(transaction=True)
def test_once_sends_reports_late_calls_and_forgets_old_attempts(settings) -> None:
    make_user("manager", MANAGERS, email="manager@clinic.example")
    make_request(answer_due=timezone.now() - timedelta(minutes=1))
    Attempt.objects.create(key="old", at=timezone.now() - timedelta(days=2))
    message = outbox.queue(Template.LATE, "first@clinic.example", "en")
    with mail_server() as (inbox, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        call_command("send_outbox", once=True)
        assert inbox.addresses() == ["first@clinic.example"]
        call_command("send_outbox", once=True)
    assert inbox.addresses() == ["first@clinic.example", "manager@clinic.example"]
    message.refresh_from_db()
    assert message.state == State.SENT
    assert not Attempt.objects.exists()


@pytest.mark.django_db
def test_late_calls_are_reported_and_attempts_forgotten_without_a_mail_server() -> None:
    make_user("manager", MANAGERS, email="manager@clinic.example")
    make_request(answer_due=timezone.now() - timedelta(minutes=1))
    Attempt.objects.create(key="old", at=timezone.now() - timedelta(days=2))
    call_command("send_outbox", once=True)
    assert list(Message.objects.values_list("template", "recipient", "state")) == [
        ("late", "manager@clinic.example", "queued")
    ]
    assert not Attempt.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("module", "name"),
    [
        (outbox, "deliver_due"),
        (late_calls, "report"),
        (limits, "forget_old_attempts"),
    ],
)
@pytest.mark.parametrize("error", [OperationalError, ZeroDivisionError])
def test_failed_round_logs_one_line_that_quotes_nothing(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    module: object,
    name: str,
    error: type[Exception],
) -> None:
    def fail(*_args, **_kwargs) -> None:
        raise error("Failing row contains (রাফি হাসান)")

    monkeypatch.setattr(module, name, fail)
    with pytest.raises(CommandError, match=r"^Not everything could be done; the log says what\.$"):
        call_command("send_outbox", once=True)
    (line,) = (record for record in caplog.records if record.levelno >= logging.INFO)
    place = f"{__file__}, line {fail.__code__.co_firstlineno + 1}"
    assert line.getMessage() == f"Outbox: {error.__name__} in {place}"
    assert (line.levelname, line.exc_info) == ("ERROR", None)


def test_rounds_go_on_after_a_failure_but_slower(monkeypatch: pytest.MonkeyPatch) -> None:
    command = send_outbox.Command()
    outcomes, rests = iter([True, False, True]), []

    def rest(seconds: float) -> None:
        rests.append(seconds)
        command.stopping = len(rests) == 3

    monkeypatch.setattr(command, "do_round", lambda: next(outcomes))
    monkeypatch.setattr(command, "rest", rest)
    monkeypatch.setattr(signal, "signal", lambda *_arguments: None)
    monkeypatch.setattr(send_outbox, "close_old_connections", lambda: None)
    command.handle(once=False, with_parent=None)
    assert rests == [5, 30, 5]


def test_told_to_end_it_has_seconds_for_the_mail_in_hand() -> None:
    command = send_outbox.Command()
    command.stop()
    remaining = signal.alarm(0)
    assert (command.stopping, remaining) == (True, send_outbox.GRACE)


# As a process. Its database has no tables: each round fails, which it survives.


@contextmanager
def started(command: list[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The process in a session of its own, once the sender has done its first round."""
    with subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        env={"DATA_DIR": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        try:
            assert b"Outbox: OperationalError in" in read(process, until=b"\n")
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def read(process: subprocess.Popen[bytes], until: bytes | None = None) -> bytes:
    """What it and its children print, until that is printed or the last of them has gone."""
    said, limit = b"", time.monotonic() + 20
    while until is None or until not in said:
        ready, _, _ = select.select([process.stdout], [], [], limit - time.monotonic())
        assert ready, "It neither prints nor ends."
        piece = os.read(process.stdout.fileno(), 65536)
        if not piece:
            break
        said += piece
    return said


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_signal_ends_it_at_once(name: str, tmp_path: Path) -> None:
    with started(SENDER, tmp_path) as process:
        told = time.monotonic()
        process.send_signal(signal.Signals[name])
        assert process.wait(timeout=10) == 0
        assert time.monotonic() - told < 2
        assert read(process) == b""


def test_it_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    with started([sys.executable, "-c", PARENT, *SENDER], tmp_path) as parent:
        killed = time.monotonic()
        parent.kill()
        assert read(parent) == b""  # its end is the end of the output, which both held
        assert time.monotonic() - killed < 4


def test_hang_up_is_ignored_where_it_was_started_to(tmp_path: Path) -> None:
    nohup = [
        sys.executable,
        "-c",
        "import os, signal, sys; "
        "signal.signal(signal.SIGHUP, signal.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])",
    ]
    with started([*nohup, *SENDER], tmp_path) as process:
        process.send_signal(signal.SIGHUP)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=0.6)  # three naps
        process.terminate()
        assert process.wait(timeout=10) == 0
