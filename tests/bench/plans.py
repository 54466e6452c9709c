"""What a page asks of the database, and which of its questions read a whole table."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

Query = tuple[str, Any]

BIG = (
    *("appointments_appointmentrequest", "appointments_event"),
    *("appointments_searchkey", "appointments_message"),
)
# These hold what is open, or has a visit, and never all: walking one through is no harm.
SMALL_INDEXES = {"request_queue", "request_visits"}
NAMED = re.compile(r'(?:FROM|JOIN) "(\w+)"(?: "?([A-Z]\d+)"?)?')
LIMITED = re.compile(r" LIMIT \d+(?:\) subquery)?$")  # the query itself, or what it counts
# What has to read all that is below it before it gives its first row.
BLOCKING = {"Sort", "Aggregate", "Hash"}


@contextmanager
def asked() -> Iterator[list[Query]]:
    """Fills the list with what is asked of the database, and with which values."""
    queries: list[Query] = []

    def note(execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        queries.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield queries


def whole_reads(queries: list[Query], how: Callable[[Query], list[str]]) -> list[str]:
    """What of these reads a big table from end to end, with its SQL; the values stay out of it."""
    found = {}
    for query in queries:
        sql = query[0]
        if sql.startswith("SELECT") and any(f'"{table}"' in sql for table in BIG):
            found |= {f"{scan}: {sql}": None for scan in how(query)}
    return list(found)


def planned(query: Query) -> list[str]:
    """How the database means to read whole tables for it, without end; mostly none."""
    if connection.vendor == "sqlite":
        return _of_sqlite(query[0], [row[3] for row in _explained("EXPLAIN QUERY PLAN", query)])
    return [*_of_postgresql(_tree("EXPLAIN (FORMAT JSON)", query))]


def carried_out(query: Query) -> list[str]:
    """Of which big tables PostgreSQL reads more than half for it, whatever the plan looks like."""
    read: Counter[str] = Counter()
    for node in _nodes(_tree("EXPLAIN (ANALYZE, FORMAT JSON)", query)):
        removed = node.get("Rows Removed by Filter", 0)
        rows = (node["Actual Rows"] + removed) * node["Actual Loops"]
        read[node.get("Relation Name", "")] += rows
    sizes = dict(_explained("", ("SELECT relname, reltuples FROM pg_class", None)))
    return [f"{read[table]} rows of {table}" for table in BIG if read[table] * 2 > sizes[table] > 0]


def _explained(command: str, query: Query) -> list[tuple]:
    sql, params = query
    with connection.cursor() as cursor:
        cursor.execute(f"{command} {sql}", params)
        return cursor.fetchall()


def _tree(command: str, query: Query) -> dict[str, Any]:
    ((plans,),) = _explained(command, query)
    return plans[0]["Plan"]


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for each in node.get("Plans", ()):
        yield from _nodes(each)


def _of_sqlite(sql: str, steps: list[str]) -> list[str]:
    tables = defaultdict(set)
    for table, alias in NAMED.findall(sql):
        tables[alias or table].add(table)
    ends_early = LIMITED.search(sql) and not any("TEMP B-TREE" in step for step in steps)
    found = []
    for step in steps:
        kind, *words = step.split()
        if kind != "SCAN" or tables[words[0]].isdisjoint(BIG) or SMALL_INDEXES & {*words}:
            continue
        if not (ends_early and words[0] in BIG):  # an alias is read again and again
            found.append(step)
    return found


def _of_postgresql(node: dict[str, Any], ends_early: bool = False) -> Iterator[str]:
    """Without `enable_seqscan` it still does so where no index can help."""
    kind, table = node["Node Type"], node.get("Relation Name")
    ends_early = (ends_early or kind == "Limit") and kind not in BLOCKING
    if kind == "Seq Scan" and table in BIG and not ends_early:
        yield f"{kind} on {table}"
    for each in node.get("Plans", ()):
        yield from _of_postgresql(each, ends_early)
