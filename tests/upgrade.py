"""An older database and its upgrade, for tests of migrations."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from clinic_site.groups import sync_groups


@contextmanager
def database_at(app: str, migration: str) -> Iterator[Apps]:
    """The models as they were then; at the end of the block everything is upgraded."""
    executor = MigrationExecutor(connection)
    newest = executor.loader.graph.leaf_nodes()
    executor.migrate([(app, migration)])
    try:
        yield executor.loader.project_state([(app, migration)]).apps
    finally:
        MigrationExecutor(connection).migrate(newest)
        sync_groups()
