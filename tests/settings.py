"""The site's settings for tests: a fresh data folder, and no variable but DATABASE_URL."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from unittest import mock

FOLDER = Path(tempfile.mkdtemp(prefix="clinic-tests-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)

ENVIRONMENT = {"DATA_DIR": str(FOLDER), "DATABASE_URL": os.environ.get("DATABASE_URL", "")}
with mock.patch.dict(os.environ, ENVIRONMENT, clear=True):
    from clinic_site.settings import *

DATABASE = DATABASES["default"]
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: threads and the live server get connections and locks of their own.
    DATABASE["TEST"] = {"NAME": FOLDER / "test.sqlite3"}
else:
    DATABASE["OPTIONS"].pop("pool")  # its open connections would keep the test database alive

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Files as they lie in the tree, without collectstatic.
STATIC_ROOT = FOLDER / "staticfiles"
STATIC_ROOT.mkdir()
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
