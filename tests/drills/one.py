"""One drill, in a process that shares the data folder and the database with its server."""

import importlib
import sys

import django

if __name__ == "__main__":
    django.setup()
    drill = importlib.import_module(f"tests.drills.{sys.argv[1]}").drill
    try:
        print(drill(), flush=True)
    except BaseException:
        print("FAILED", flush=True)
        raise
