"""What every test shares; the environment and the storages are in tests/settings.py."""

import os
import signal
from collections.abc import Iterator

# Playwright's synchronous API runs an event loop, in which Django would refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.utils import translation

from pages.languages import CODES
from pages.models import Article, Clinic, GlossaryTerm, Section, StarterEntry
from pages.starter.loader import load
from tests.clinic_site.family_pages import every_page

# The servers that tests start hear signals as in a terminal, even where the tests run under nohup
# or in the background of a script.
signal.signal(signal.SIGHUP, signal.SIG_DFL)
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def as_if_first() -> Iterator[None]:
    """No language and no cached value passes from one test to the next."""
    yield
    translation.deactivate()
    cache.clear()


@pytest.fixture(scope="session")
def family_pages(django_db_setup, django_db_blocker) -> dict[str, dict[str, HttpResponse]]:
    """Every page that a family can meet: language → name → page."""
    found = {}
    with django_db_blocker.unblock():
        for language in CODES:
            with transaction.atomic():
                found[language] = every_page(language)
                transaction.set_rollback(True)
    return found


@pytest.fixture(scope="module")
def starter(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The starter texts, loaded once for the module (each test rolls back its own changes)."""
    with django_db_blocker.unblock():
        load()
        yield
        for model in (Article, Section, Clinic, GlossaryTerm, StarterEntry):
            model.objects.all().delete()
        Article.history.all().delete()
