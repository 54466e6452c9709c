"""What the tests of the search share."""

from collections.abc import Iterator

import pytest

from pages.models import Article, Clinic, GlossaryTerm, Section, StarterEntry
from pages.starter.loader import load


@pytest.fixture(scope="package")
def starter(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The starter texts, loaded once (each test rolls back its own changes)."""
    with django_db_blocker.unblock():
        load()
        yield
        for model in (Article, Section, Clinic, GlossaryTerm, StarterEntry):
            model.objects.all().delete()
        Article.history.all().delete()
