"""What a page asks of the database, and which of its questions read a whole table."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

BIG = (
    *("appointments_appointmentrequest", "appointments_event"),
    *("appointments_searchkey", "appointments_message"),
)
# These hold what is open, or ahead, and never all: to walk them through is no harm.
SMALL_INDEXES = ("request_queue", "request_visits")
# What has to read everything below it before it gives its first row.
BLOCKING = {"Sort", "Aggregate", "Hash", "Bitmap Heap Scan", "Unique", "WindowAgg"}
NAMED = re.compile(r'(?:FROM|JOIN) "(\w+)"(?: (?:AS )?"?([A-Z]\d+)"?)?')


@dataclass
class Asked:
    """The queries of one page, each with what it was asked with."""

    queries: list[tuple[str, Any]] = field(default_factory=list)

    def note(self, execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        self.queries.append((sql, params))
        return execute(sql, params, many, context)


@contextmanager
def asked() -> Iterator[Asked]:
    noted = Asked()
    with connection.execute_wrapper(noted.note):
        yield noted


def whole_reads(noted: Asked) -> list[str]:
    """The queries that read a big table from end to end, each with how; no word of anybody's."""
    found = {}
    for sql, params in noted.queries:
        if sql.startswith("SELECT") and any(f'"{table}"' in sql for table in BIG):
            for scan in scans(sql, params):
                found[f"{scan}: {sql}"] = None  # params stay out of it
    return list(found)


def scans(sql: str, params: Any) -> list[str]:
    """How the database means to read a whole table for this; empty when it need not."""
    if connection.vendor == "sqlite":
        return _of_sqlite(sql, _explained(f"EXPLAIN QUERY PLAN {sql}", params))
    ((plan,),) = _explained(f"EXPLAIN (FORMAT JSON) {sql}", params)
    return [*_of_postgresql(plan[0]["Plan"])]


def _explained(sql: str, params: Any) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _of_sqlite(sql: str, plan: list[tuple]) -> list[str]:
    tables = defaultdict(set)
    for table, alias in NAMED.findall(sql):
        tables[alias or table].add(table)
    steps = [detail for _id, _parent, _unused, detail in plan]
    ends_early = "LIMIT" in sql and not any("TEMP B-TREE" in step for step in steps)
    found = []
    for step in steps:
        scan, *words = step.split()
        if scan != "SCAN" or tables[words[0]].isdisjoint(BIG):
            continue
        if not ends_early and not set(words) & set(SMALL_INDEXES):
            found.append(step)
    return found


def _of_postgresql(node: dict[str, Any], ends_early: bool = False) -> Iterator[str]:
    kind = node["Node Type"]
    ends_early = (ends_early or kind == "Limit") and kind not in BLOCKING
    index, table = node.get("Index Name", ""), node.get("Relation Name", "")
    whole = kind.endswith("Scan") and "Index Cond" not in node and index not in SMALL_INDEXES
    if whole and not ends_early and table in BIG and kind != "Bitmap Heap Scan":
        yield f"{kind} on {table} {index}".strip()
    for each in node.get("Plans", ()):
        yield from _of_postgresql(each, ends_early)
