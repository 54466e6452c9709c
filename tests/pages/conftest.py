"""What the tests of the pages share."""

import pytest
from django.test import Client

from clinic_site.groups import MANAGERS
from tests.pages.editing import logged_in


@pytest.fixture
def editor(db) -> Client:
    """An editor's browser."""
    return logged_in()


@pytest.fixture
def manager(db) -> Client:
    """A manager's browser."""
    return logged_in("boss", MANAGERS)
