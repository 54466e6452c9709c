"""A family's answers in words of the reader's language."""

import pytest
from django.utils.translation import override

from appointments.models import AppointmentRequest
from tests.appointments.family import in_language


@pytest.mark.parametrize("language", ["en", "bn"])
def test_urgent_signs_speak_the_readers_language(language):
    request = AppointmentRequest(urgent_signs=["fit", "legs"])
    expected = [
        in_language(language, "The child is having a fit, or has just had one"),
        in_language(language, "The child suddenly cannot move the legs"),
    ]
    with override(language):
        assert request.urgent_sign_labels == expected


@pytest.mark.parametrize(
    ("days", "unit", "age"),
    [(None, "unborn", "not born yet"), (91, "", "3 months"), (None, "", "about three")],
)
def test_age_is_spoken(days, unit, age):
    request = AppointmentRequest(child_age="about three", child_age_unit=unit, child_age_days=days)
    with override("en"):
        assert request.spoken_age == age
