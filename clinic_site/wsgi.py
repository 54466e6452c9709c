"""WSGI entry point for gunicorn."""

import os
from contextlib import suppress

from django.apps import apps
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic_site.settings")

application = get_wsgi_application()

# Error pages give the clinic's phone from memory, so each process reads it once at its start.
with suppress(DatabaseError):
    apps.get_model("pages", "Clinic").load()
# SQLite's connection stays open, in this thread that serves nobody: with the last one its -wal and
# -shm files go, and on a full disk they could not be made anew, so that not even reading went on.
if connection.vendor != "sqlite":
    connection.close()
