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


@pytest.mark.parametrize(("days", "age"), [(None, "not born yet"), (91, "3 months")])
def test_age_is_spoken(days, age):
    with override("en"):
        assert AppointmentRequest(child_age_days=days).spoken_age == age
