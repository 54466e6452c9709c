"""Articles that were there before tell truly when each text was last changed."""

from datetime import UTC, datetime

import pytest

from pages.models import Article
from tests.upgrade import database_at

pytestmark = pytest.mark.django_db(transaction=True)


def day(number: int) -> datetime:
    return datetime(2026, 11, number, tzinfo=UTC)


def test_a_text_changed_when_the_first_version_that_holds_it_was_made():
    with database_at("pages", "0008_search") as apps:
        section = apps.get_model("pages", "Section").objects.create(slug="tumours")
        old = apps.get_model("pages", "Article").objects.create(
            section=section, slug="kidney", digest_bn="second", digest_en=""
        )
        # The Bengali went back to what it had been; what follows changed other things.
        for number, digest in enumerate(["first", "second", "first", "second", "second"], start=1):
            apps.get_model("pages", "HistoricalArticle").objects.create(
                id=old.pk, slug=old.slug, digest_bn=digest, history_date=day(number)
            )
        unrecorded = apps.get_model("pages", "Article").objects.create(
            section=section, slug="liver", digest_bn="", digest_en="first"
        )
    article = Article.objects.get(slug="kidney")
    assert (article.text_changed_at_bn, article.text_changed_at_en) == (day(4), None)
    article = Article.objects.get(slug="liver")
    assert (article.text_changed_at_bn, article.text_changed_at_en) == (None, unrecorded.changed_at)
