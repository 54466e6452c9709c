"""Articles that were there before the search can be found after the upgrade."""

import pytest
from django.db import connection
from django.utils import timezone

from pages.models import SearchEntry
from pages.search.finding import find
from tests.upgrade import database_at

pytestmark = pytest.mark.django_db(transaction=True)


def test_old_articles_are_found():
    with database_at("pages", "0007_doctors_and_dates") as apps:
        assert "pages_searchindex" not in connection.introspection.table_names()
        shelf = apps.get_model("pages", "Section").objects.create(slug="tumours", title_bn="টিউমার")
        apps.get_model("pages", "Article").objects.create(
            section=shelf, slug="kidney", title_bn="কিডনির টিউমার", summary_bn="সারকথা",
            body_bn="<h2>শিরোনাম</h2><p>লেখা</p>", published_at_bn=timezone.now(),
        )  # fmt: skip
    for typed in ("কিডনি", "শিরোনাম", "সারকথা", "লেখা"):
        assert [result.article.slug for result in find(typed, "bn").results] == ["kidney"]
    assert SearchEntry.objects.count() == 4  # in English only the title of the other language
