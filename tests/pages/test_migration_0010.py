"""Sections of the starter keep the drawing that followed from their address before."""

import pytest

from pages.models import Section
from tests.upgrade import database_at

pytestmark = pytest.mark.django_db(transaction=True)


def test_sections_of_the_starter_keep_their_drawings():
    with database_at("pages", "0009_text_changed_at") as apps:
        for slug in ("recovery", "own"):
            apps.get_model("pages", "Section").objects.create(slug=slug)
    assert dict(Section.objects.values_list("slug", "drawing_name")) == {
        "recovery": "home-again",
        "own": "",
    }
