"""Asks the pages of triage with 1,000 and with 100,000 requests: `python -m tests.bench`.

Each in a fresh database, which is gone afterwards. Fails if a page asks more often for more
requests, reads a whole table, or takes longer than a second.
"""

import json
import os
import subprocess
import sys
import time

from tests.drills.__main__ import new_database

FEW, MANY = 1_000, 100_000
SLOW = 1000  # milliseconds


def measured(count: int) -> dict[str, dict]:
    """The figures of each page with so many requests."""
    started = time.monotonic()
    with new_database() as database_url:
        environment = {
            "PATH": os.environ["PATH"],
            "TZ": "UTC",
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
        }
        command = [sys.executable, "-m", "tests.bench.one", str(count)]
        result = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    figures = json.loads(result.stdout)
    took = time.monotonic() - started
    print(f"{count:,} requests: made in {figures['seconds']:.0f} s, all in {took:.0f} s")
    return figures["pages"]


def faults(few: dict, many: dict) -> list[str]:
    found = [f"reads a whole table: {each}" for each in many["whole"]]
    if few["queries"] != many["queries"]:
        found.append(f"{few['queries']} queries became {many['queries']}")
    if many["milliseconds"] > SLOW:
        found.append("slow")
    return found


if __name__ == "__main__":
    few, many = measured(FEW), measured(MANY)
    print(f"\n{'page':32}{'queries':>8}{f'ms, {FEW:,}':>12}{f'ms, {MANY:,}':>12}")
    failed = []
    for name, figures in many.items():
        times = [f"{each[name]['milliseconds']:12.0f}" for each in (few, many)]
        print(f"{name:32}{figures['queries']:8}{times[0]}{times[1]}")
        failed += [f"FAILED: {name}: {fault}" for fault in faults(few[name], figures)]
    print("\n".join(failed) or "\nEqual queries, no table read whole.")
    sys.exit(bool(failed))
