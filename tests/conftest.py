"""What every test shares; the environment and the storages are in tests/settings.py."""

import os
import signal
from collections.abc import Iterator

# Playwright's synchronous API runs an event loop, in which Django would refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

import pytest
from django.core.cache import cache
from django.utils import translation

# The servers that tests start hang up as in a terminal, even where the tests run under nohup.
signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture(autouse=True)
def as_if_first() -> Iterator[None]:
    """No language and no cached value passes from one test to the next."""
    yield
    translation.deactivate()
    cache.clear()
