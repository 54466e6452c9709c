"""Writes found.json after texts have changed: `python -m tests.pages.search.record`."""

import json
import os

import django
from django.test.utils import setup_databases, teardown_databases


def main() -> None:
    """In a database of its own, which is gone afterwards."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from pages.starter.loader import load  # has models, which need the settings
    from tests.pages.search.table import FOUND, QUERIES, found

    databases = setup_databases(verbosity=0, interactive=False)
    try:
        load()
        lines = [json.dumps([*query, *found(*query)], ensure_ascii=False) for query in QUERIES]
    finally:
        teardown_databases(databases, verbosity=0)
    FOUND.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
