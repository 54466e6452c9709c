"""How long browsers and proxies may keep a page, and a scheduled article on its time."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests.makers import make_article
from tests.page import parse, texts

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch) -> list[datetime]:
    """The last of these is now."""
    moments = [NOW]
    monkeypatch.setattr(timezone, "now", lambda: moments[-1])
    return moments


@pytest.mark.parametrize(
    ("seconds_until_due", "max_age"),
    [
        *((None, 60), (-1, 60), (0, 60)),
        *((0.5, 0), (1, 1), (1.5, 1), (59.9, 59), (60, 60), (61, 60), (86_400, 60)),
    ],
)
@pytest.mark.usefixtures("clock")
def test_a_page_is_kept_for_a_minute_or_until_the_next_article_is_due(
    client, seconds_until_due, max_age
):
    due = None if seconds_until_due is None else NOW + seconds_until_due * SECOND
    make_article(published_at_bn=due)
    response = client.get("/bn/")
    assert response.headers["Cache-Control"] == f"public, max-age={max_age}"


@pytest.mark.usefixtures("clock")
def test_an_article_due_in_the_other_language_shortens_nothing(client):
    make_article(published_at_bn=NOW + SECOND)
    assert client.get("/en/").headers["Cache-Control"] == "public, max-age=60"


@pytest.mark.usefixtures("clock")
def test_of_several_due_articles_the_first_counts(client):
    for seconds in (40, 20, 30):
        make_article(slug=f"in-{seconds}", published_at_bn=NOW + seconds * SECOND)
    assert client.get("/bn/").headers["Cache-Control"] == "public, max-age=20"


def test_a_scheduled_article_appears_on_time_and_no_kept_page_outlives_that(client, clock):
    make_article(published_at_bn=NOW + 20 * SECOND)

    def answers() -> tuple:
        shelf, article = client.get("/bn/tumours/"), client.get("/bn/tumours/kidney/")
        cards = texts(parse(shelf), ".//li[@class='card']/h2")
        return cards, shelf.headers["Cache-Control"], article.status_code

    assert answers() == ([], "public, max-age=20", 404)
    clock.append(NOW + 19.5 * SECOND)
    assert answers() == ([], "public, max-age=0", 404)
    clock.append(NOW + 20 * SECOND)
    assert answers() == (["কিডনির টিউমার"], "public, max-age=60", 200)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_public_pages_are_only_read(client, method):
    response = getattr(client, method)("/bn/")
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")
