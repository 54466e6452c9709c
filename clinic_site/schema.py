"""The database's migrations against the code's, and the copy taken before they change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor


@dataclass(frozen=True)
class Schema:
    """Migrations as sorted `app.name`."""

    applied: list[str]
    pending: list[str]  # the code has them, the database has not: it is older
    unknown: list[str]  # the database has them, the code has not: it is newer


def compare(connection: BaseDatabaseWrapper) -> Schema:
    """What the database has and lacks; apps that are no longer installed do not count."""
    executor = MigrationExecutor(connection)
    loader = executor.loader
    known = set(loader.disk_migrations)
    for migration in loader.disk_migrations.values():
        known.update(migration.replaces)  # a squashed migration stands for files that are gone
    plan = executor.migration_plan(loader.graph.leaf_nodes())
    return Schema(
        applied=_names(loader.applied_migrations),
        pending=_names((migration.app_label, migration.name) for migration, _backwards in plan),
        unknown=_names(
            key
            for key in loader.applied_migrations
            if key[0] in loader.migrated_apps and key not in known
        ),
    )


def _names(keys: Iterable[tuple[str, str]]) -> list[str]:
    return sorted(f"{app}.{name}" for app, name in keys)


def copy_aside(connection: BaseDatabaseWrapper, folder: Path) -> Path:
    """A complete copy of a live SQLite database, for its owner's eyes only."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"before-upgrade-{datetime.now(UTC):%Y%m%d-%H%M%S}.sqlite3"
    unfinished = path.with_suffix(".part")
    unfinished.touch(mode=0o600)  # SQLite takes an empty file, and keeps its mode
    try:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(unfinished)])
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)  # a full disk needs the room back
    return path
