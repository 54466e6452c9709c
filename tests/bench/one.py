"""Makes so many requests in the database of the environment, and asks every page about them."""

import gc
import json
import statistics
import sys
import time

import django

django.setup()

from django.conf import settings  # noqa: E402  the apps have to be there first
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from clinic_site.groups import APPOINTMENT_STAFF, MANAGERS  # noqa: E402
from tests.bench import rows  # noqa: E402
from tests.bench.pages import MANAGER, NURSE, Desk, pages  # noqa: E402
from tests.bench.plans import asked, carried_out, planned, whole_reads  # noqa: E402
from tests.makers import make_clinic, make_user  # noqa: E402

TIMES = 3
COLLEAGUES = ("rina", "mina", "sathi", "joya", "tuli", "nila")


def main(count: int) -> dict:
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    make_clinic()
    make_user(MANAGER, MANAGERS)
    staff = [make_user(name, APPOINTMENT_STAFF) for name in (NURSE, *COLLEAGUES)]
    started = time.monotonic()
    gc.disable()  # millions of objects, none of them in a circle
    rows.make(count, staff)
    gc.enable()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # as autovacuum does in a running clinic
    made = time.monotonic() - started
    judge = carried_out if connection.vendor == "postgresql" else planned
    desk, figures = Desk(), {}
    for page in pages():
        desk.open(page)
        with asked() as queries:
            desk.open(page)
        times = []
        for _time in range(TIMES):
            started = time.perf_counter()
            desk.open(page)
            times.append(time.perf_counter() - started)
        figures[page.name] = {
            "queries": len(queries),
            "milliseconds": statistics.median(times) * 1000,
            "whole": [] if page.reads_all else whole_reads(queries, judge),
        }
    return {"seconds": made, "pages": figures}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
