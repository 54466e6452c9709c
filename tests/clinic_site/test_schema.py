"""Older, current or newer: what the database says about the code, and the copy before a change."""

import sqlite3
import stat
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import ConnectionHandler

from clinic_site import environment, schema


@pytest.fixture
def sqlite(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker
) -> Iterator[BaseDatabaseWrapper]:
    """A database of its own with one row, set up as the site's."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    settings = environment.database(tmp_path, threads=1)
    wrapper = ConnectionHandler({"default": settings})["default"]
    with django_db_blocker.unblock():
        with wrapper.cursor() as cursor:
            cursor.execute("CREATE TABLE note (text varchar(20))")
            cursor.execute("INSERT INTO note VALUES ('kept')")
        yield wrapper
        wrapper.close()


def notes(path: Path) -> list[str]:
    with sqlite3.connect(path) as copy:
        rows = copy.execute("SELECT text FROM note").fetchall()
    copy.close()
    return [text for (text,) in rows]


def test_empty_database_lacks_everything(sqlite: BaseDatabaseWrapper) -> None:
    state = schema.compare(sqlite)
    assert state.applied == state.unknown == []
    assert "pages.0001_initial" in state.pending


@pytest.mark.django_db
def test_migrated_database_is_current() -> None:
    state = schema.compare(connection)
    assert state.pending == state.unknown == []
    assert "pages.0001_initial" in state.applied


@pytest.mark.django_db
def test_older_database_lacks_the_last_migration() -> None:
    last = max(state for state in schema.compare(connection).applied if "otp_totp" in state)
    MigrationRecorder(connection).record_unapplied(*last.split("."))
    state = schema.compare(connection)
    assert state.pending == [last]
    assert state.unknown == []


@pytest.mark.django_db
def test_newer_database_has_a_migration_unknown_here() -> None:
    MigrationRecorder(connection).record_applied("pages", "9999_from_the_future")
    state = schema.compare(connection)
    assert state.unknown == ["pages.9999_from_the_future"]
    assert state.pending == []


@pytest.mark.django_db
def test_app_that_is_no_longer_installed_does_not_make_it_newer() -> None:
    MigrationRecorder(connection).record_applied("given_up", "0001_initial")
    assert schema.compare(connection).unknown == []


@pytest.mark.django_db
def test_squashed_migration_stands_for_the_files_it_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    squashed = import_module("pages.migrations.0001_initial").Migration
    monkeypatch.setattr(squashed, "replaces", [("pages", "0000_before_squashing")])
    MigrationRecorder(connection).record_applied("pages", "0000_before_squashing")
    assert schema.compare(connection).unknown == []


def test_copy_is_complete_and_for_its_owner_only(
    sqlite: BaseDatabaseWrapper, tmp_path: Path
) -> None:
    path = schema.copy_aside(sqlite, tmp_path / "backups")
    assert notes(path) == ["kept"]
    assert list(path.parent.iterdir()) == [path]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_copy_leaves_out_what_another_process_is_still_writing(
    sqlite: BaseDatabaseWrapper, tmp_path: Path
) -> None:
    writer = sqlite3.connect(sqlite.settings_dict["NAME"])
    writer.execute("INSERT INTO note VALUES ('half')")
    path = schema.copy_aside(sqlite, tmp_path / "backups")
    writer.commit()
    writer.close()
    assert notes(path) == ["kept"]


def test_failed_copy_leaves_nothing(sqlite: BaseDatabaseWrapper, tmp_path: Path) -> None:
    with sqlite.cursor() as cursor:
        cursor.execute("PRAGMA query_only=ON")
    with pytest.raises(DatabaseError):
        schema.copy_aside(sqlite, tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []
