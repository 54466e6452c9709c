"""Runs one drill, in a process that shares data folder and database with the drill's server."""

import importlib
import sys

import django

if __name__ == "__main__":
    django.setup()
    drill = importlib.import_module(f"tests.drills.{sys.argv[1]}")
    try:
        print(drill.drill(), flush=True)
    except AssertionError as error:
        print(f"FAILED: {error}", flush=True)
        sys.exit(1)
