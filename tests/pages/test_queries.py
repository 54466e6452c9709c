"""How many questions each public page asks the database: as many for 300 articles as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from appointments.tokens import received_token
from pages.clinic import EmergencyNumber, Holiday
from pages.models import Article, Source
from tests.makers import (
    make_article,
    make_clinic,
    make_person,
    make_picture,
    make_request,
    make_section,
    make_term,
)

QUERIES = {
    "/": 0,
    "/robots.txt": 1,
    "/favicon.ico": 0,
    "/manifest.webmanifest": 2,
    "/.well-known/security.txt": 2,
    "/sitemap.xml": 5,
    "/sw.js": 2,
    "/a/{article}/": 1,
    "/bn/": 4,
    "/bn/tumours/": 5,
    "/bn/tumours/kidney/": 8,
    "/bn/contact/": 6,
    "/bn/glossary/": 4,
    "/bn/privacy/": 4,
    "/bn/search/": 3,
    "/bn/offline/": 5,
    "/bn/appointment/": 3,
    "/bn/appointment/received/{token}/": 3,
    "/bn/nowhere/": 4,
    "/bn/tumours/nowhere/": 5,
    "/bn/lumps/": 3,
    "/bn/lumps/kidney/": 4,
    "/bn/team/": 6,
    "/nowhere": 2,
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def paths() -> list[str]:
    """Every kind of page, with a clinic, links, pictures and sources to ask for."""
    EmergencyNumber.objects.create(clinic=make_clinic(), number="999")
    Holiday.objects.create(first_day=timezone.localdate())
    shelf = make_section("lumps")
    article = make_article(shelf, position=150)
    shelf.slug = "tumours"
    shelf.save()
    make_section("team")
    make_person(picture=make_picture())
    make_term()
    shown, lead = make_picture(), make_picture()
    text = f'<p><a href="/a/{article.pk}/">ক</a></p><figure data-picture="{shown.pk}"></figure>'
    Article.objects.update(body_bn=text, picture=lead)
    Source.objects.create(article=article, organisation="WHO", title="One")
    token = received_token(make_request().pk)
    return [path.format(article=article.pk, token=token) for path in QUERIES]


def add_articles(count: int) -> None:
    """Half in the same section, half in others."""
    tumours = Article.objects.get().section
    others = [make_section(f"section-{number}") for number in range(5)]
    shelves = [tumours, *others]
    template = Article.objects.values(
        *(field.attname for field in Article._meta.concrete_fields if not field.primary_key)
    ).get()
    Article.objects.bulk_create(
        Article(
            **template
            | {
                "section_id": shelves[number % 2 * (1 + number % 5)].pk,
                "slug": f"article-{number}",
                "position": number,
            }
        )
        for number in range(count)
    )


def count(client, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


@pytest.mark.parametrize("others", [0, 299])
def test_a_page_asks_as_many_questions_however_many_articles_there_are(client, paths, others):
    add_articles(others)
    assert Article.objects.count() == 1 + others
    found = [count(client, path) for path in paths]
    assert dict(zip(QUERIES, found, strict=True)) == QUERIES


def test_no_page_asks_more_than_eight():
    assert max(QUERIES.values()) <= 8
