"""`manage.py serve` as a process: what it prepares, prints, refuses and leaves behind."""

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Timer
from urllib.request import Request, urlopen

import pytest
from django.conf import settings
from django.core.management import CommandError
from django.db import OperationalError, connection

from clinic_site.management.commands import serve


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def started(
    folder: Path, stderr: int | None = None, **variables: str
) -> Iterator[subprocess.Popen[str]]:
    """`manage.py serve` in a session of its own, with these variables only; ended in any case."""
    environment = {"DATA_DIR": str(folder), "PORT": str(free_port()), "WEB_CONCURRENCY": "1"}
    with subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=settings.BASE_DIR,
        env=environment | variables,
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
        start_new_session=True,
    ) as process:
        limit = Timer(60, end_group, [process.pid])  # else a reader waits for ever
        limit.start()
        try:
            yield process
        finally:
            limit.cancel()
            end_group(process.pid)


def end_group(group: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def refused(folder: Path, **variables: str) -> str:
    """What a start that fails says to stderr."""
    with started(folder, subprocess.PIPE, **variables) as process:
        _lines, errors = process.communicate()
    assert process.returncode == 1
    return errors


@contextmanager
def serving(
    folder: Path, stderr: int | None = None, **variables: str
) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """The process once it answers, and the lines it printed until then."""
    variables.setdefault("PORT", str(free_port()))
    with started(folder, stderr, **variables) as server:
        lines = [server.stdout.readline()]
        while lines[-1] and not lines[-1].startswith("Admin:"):
            lines.append(server.stdout.readline())
        wait_for_answer(f"http://127.0.0.1:{variables['PORT']}/healthz")
        yield server, [line.rstrip("\n") for line in lines]
        server.terminate()
        server.wait(timeout=20)


def wait_for_answer(url: str) -> None:
    for _attempt in range(100):
        try:
            urlopen(url, timeout=5).close()  # noqa: S310  our own address
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"{url} does not answer")


def is_empty(group: int) -> bool:
    """Whether the last process of a group has gone."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def rows(path: Path, query: str) -> list[tuple]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(query).fetchall()


def run_sql(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute(statement)
        database.commit()


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database as this code makes it."""
    folder = tmp_path_factory.mktemp("migrated")
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=settings.BASE_DIR,
        env={"DATA_DIR": str(folder)},
        check=True,
    )
    return folder / "clinic.sqlite3"


@pytest.fixture
def older(migrated: Path, tmp_path: Path) -> Path:
    """A database from before there was a second factor."""
    path = tmp_path / "clinic.sqlite3"
    shutil.copy(migrated, path)
    run_sql(path, "DROP TABLE otp_totp_totpdevice")
    run_sql(path, "DELETE FROM django_migrations WHERE app = 'otp_totp'")
    return path


def has_second_factor(path: Path) -> bool:
    return rows(path, "SELECT * FROM sqlite_master WHERE name = 'otp_totp_totpdevice'") != []


# Preparing


def test_first_start_prints_the_account_once_and_the_second_changes_nothing(
    tmp_path: Path,
) -> None:
    port = str(free_port())
    with serving(tmp_path, PORT=port) as (server, lines):
        server.terminate()
        rest = server.stdout.read().splitlines()
    assert lines[0] == f"Port {port} on 127.0.0.1 is free"
    assert lines[1] == f"Database: {tmp_path / 'clinic.sqlite3'}"
    assert re.fullmatch(r"Schema: \d+ migrations applied", lines[2])
    assert lines[-2:] == [
        f"Site:  http://127.0.0.1:{port}/",
        f"Admin: http://127.0.0.1:{port}/admin/",
    ]
    assert re.fullmatch(r"First staff account, shown only now: admin, password \S{12,}", rest[0])
    assert rest[1:] == ["The password must be changed at the first login."]
    assert server.returncode == 0

    with serving(tmp_path, PORT=port) as (server, lines):
        server.terminate()
        assert server.stdout.read() == ""
    assert "Schema: current" in lines
    assert not (tmp_path / "backups").exists()
    assert rows(tmp_path / "clinic.sqlite3", "SELECT username FROM clinic_site_user") == [
        ("admin",)
    ]


def test_older_database_is_copied_and_migrated(older: Path) -> None:
    with serving(older.parent) as (_server, lines):
        pass
    (copy,) = (older.parent / "backups").iterdir()
    assert (
        lines[2] == f"Copy of the old database: {copy} (personal data: delete it once all is well)"
    )
    assert lines[3] == "Schema: 3 migrations applied"
    assert not has_second_factor(copy)
    assert has_second_factor(older)


def test_without_room_for_the_copy_nothing_is_changed(older: Path) -> None:
    backups = older.parent / "backups"
    backups.touch()
    assert refused(older.parent) == (
        f"CommandError: No copy of the database fits into {backups}: "
        f"[Errno 17] File exists: '{backups}'. "
        "Nothing was changed. Make room there and run again.\n"
    )
    assert not has_second_factor(older)


def test_newer_database_is_refused_and_left_as_it_is(older: Path) -> None:
    run_sql(
        older,
        "INSERT INTO django_migrations (app, name, applied) VALUES ('pages', '9999_newer', 0)",
    )
    assert refused(older.parent) == (
        "CommandError: The database is newer than this code (it has pages.9999_newer). "
        "Run the newer code, or restore a copy made before the upgrade.\n"
    )
    assert not has_second_factor(older)
    assert not (older.parent / "backups").exists()


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="for PostgreSQL")
@pytest.mark.django_db(transaction=True)
def test_postgresql_is_served_through_its_pool(tmp_path: Path) -> None:
    database = connection.settings_dict
    url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format_map(database)
    with serving(tmp_path, DATABASE_URL=url, WEB_THREADS="3") as (server, lines):
        port = lines[-1].removesuffix("/admin/").rpartition(":")[2]
        assert urlopen(f"http://127.0.0.1:{port}/readyz").status == 200
    assert lines[1] == f"Database: {database['NAME']} on {database['HOST']}:{database['PORT']}"
    assert "Schema: current" in lines
    assert server.returncode == 0


# Serving


def test_head_as_monitors_ask_leaves_nothing_in_the_log(tmp_path: Path) -> None:
    with serving(tmp_path, subprocess.PIPE) as (server, lines):
        address = lines[-1].removeprefix("Admin: ").replace("/admin/", "/readyz")
        assert urlopen(Request(address, method="HEAD")).status == 200  # noqa: S310  our own address
        server.terminate()
        assert "HEAD" not in server.stderr.read()


# Stopping


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_signal_to_the_server_leaves_no_process(name: str, tmp_path: Path) -> None:
    with serving(tmp_path) as (server, _lines):
        server.send_signal(signal.Signals[name])
        assert server.wait(timeout=20) == 0
        assert is_empty(server.pid)


def test_ctrl_c_in_the_terminal_leaves_no_process(tmp_path: Path) -> None:
    with serving(tmp_path) as (server, _lines):
        os.killpg(server.pid, signal.SIGINT)
        assert server.wait(timeout=20) == 0
        assert is_empty(server.pid)


# Refusing


def refusal(call, *arguments) -> str:
    with pytest.raises(CommandError) as error:
        call(*arguments)
    return str(error.value)


def test_taken_port_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        sentence = refused(tmp_path, PORT=str(port))
    assert sentence == (
        f"CommandError: Port {port} on 127.0.0.1 is taken. "
        "End what listens there or set PORT to another.\n"
    )
    assert not (tmp_path / "clinic.sqlite3").exists()


def test_host_of_another_machine_is_refused() -> None:
    assert refusal(serve.require_free, "203.0.113.7", 8000) == (
        "HOST 203.0.113.7 is not an address of this machine. Set HOST to 127.0.0.1 or 0.0.0.0."
    )


def test_reserved_port_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def bind(*_arguments) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", bind)
    assert refusal(serve.require_free, "127.0.0.1", 80) == (
        "Port 80 is reserved for the administrator. Set PORT to 1024 or above."
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0"])  # noqa: S104
def test_free_port_is_accepted(host: str) -> None:
    serve.require_free(host, free_port())


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        (
            {"DATABASE_URL": "sqlite:////nonexistent/clinic.sqlite3"},
            "CommandError: The database /nonexistent/clinic.sqlite3 cannot be opened: "
            "unable to open database file. Check DATABASE_URL and that the database runs.",
        ),
        (
            {"DATABASE_URL": "mysql://me:secret@host/clinic"},
            "Configuration: DATABASE_URL cannot be read. Write sqlite:////absolute/path.sqlite3 "
            "or postgres://user:password@host:5432/name.",
        ),
        (
            {"DATA_DIR": f"{__file__}/data"},
            f"Configuration: DATA_DIR {__file__}/data cannot be written. "
            "Set DATA_DIR to a folder that this user may write.",
        ),
    ],
)
def test_bad_variable_ends_with_one_sentence(
    variables: dict, sentence: str, tmp_path: Path
) -> None:
    assert refused(tmp_path, **variables) == f"{sentence}\n"


def test_driver_words_are_shown_without_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", "s3cret")
    error = OperationalError('connection to "me:s3cret@host"\n failed')
    assert serve.reason(error) == 'connection to "me:…@host" failed'
