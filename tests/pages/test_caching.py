"""How long browsers and proxies may keep a page, and a scheduled article on its time."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from pages.models import Article
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
    make_article()
    Article.objects.update(published_at_bn=due)  # which a save would round
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


@pytest.mark.parametrize(
    ("clinics_clock", "max_age"),
    [
        *(("23:58:59", 60), ("23:59:00", 60), ("23:59:30", 30), ("23:59:59", 1)),
        *(("00:00:00", 60), ("00:00:01", 60)),
    ],
)
def test_no_page_outlives_the_clinics_day(client, clock, clinics_clock, max_age):
    clock.append(datetime.fromisoformat(f"2026-11-23T{clinics_clock}+06:00"))
    assert client.get("/bn/").headers["Cache-Control"] == f"public, max-age={max_age}"


def test_what_comes_first_counts_the_article_or_the_end_of_the_day(client, clock):
    clock.append(datetime.fromisoformat("2026-11-23T23:59:30+06:00"))
    article = make_article(published_at_bn=clock[-1] + 10 * SECOND)
    assert client.get("/bn/").headers["Cache-Control"] == "public, max-age=10"
    Article.objects.filter(pk=article.pk).update(published_at_bn=clock[-1] + 40 * SECOND)
    assert client.get("/bn/").headers["Cache-Control"] == "public, max-age=30"


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
