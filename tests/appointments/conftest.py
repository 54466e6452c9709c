"""A nurse, her browser, and what is stored."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from appointments.models import AppointmentRequest, Event
from clinic_site.groups import APPOINTMENT_STAFF
from clinic_site.models import User
from tests.makers import make_user


@pytest.fixture
def nurse(db) -> User:
    return make_user("nurse", APPOINTMENT_STAFF)


@pytest.fixture
def staff(nurse) -> Client:
    """The nurse's browser."""
    client = Client()
    client.force_login(nurse)
    return client


@pytest.fixture
def stored(db) -> Callable[[], tuple[list[dict[str, Any]], list[dict[str, Any]]]]:
    """Every request and every event, to be compared before and after."""

    def stored() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        tables = (AppointmentRequest, Event)
        return tuple(list(table.objects.order_by("pk").values()) for table in tables)

    return stored
