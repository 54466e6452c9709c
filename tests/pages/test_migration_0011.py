"""Starter articles that were deleted before are known again when they come back."""

import pytest
from django.utils import timezone

from pages.models import StarterEntry
from tests.upgrade import database_at

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_deleted_starter_article_gets_its_number_back():
    with database_at("pages", "0010_section_drawing") as apps:
        section = apps.get_model("pages", "Section").objects.create(slug="tumours")
        apps.get_model("pages", "HistoricalArticle").objects.create(
            id=7, section=section, slug="kidney", history_type="-", history_date=timezone.now()
        )
        for path in ("bn/tumours/kidney.md", "bn/tumours/liver.md", "bn/_clinic.md"):
            apps.get_model("pages", "StarterEntry").objects.create(path=path, digest="")
    assert dict(StarterEntry.objects.values_list("path", "article")) == {
        "bn/tumours/kidney.md": 7,
        "bn/tumours/liver.md": None,
        "bn/_clinic.md": None,
    }
