"""What may be stored, and which language of it families can read."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import URLPattern, get_resolver
from django.utils import timezone, translation

from pages.models import Article, Clinic, EmergencyNumber, Section, shown
from pages.slugs import RESERVED_SLUGS
from tests.makers import make_article, make_clinic, make_section

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf() -> Section:
    """An article in every state; the slug names that of its Bengali text."""
    section = make_section()
    states = {
        "draft": (None, None),
        "scheduled": (NOW + MINUTE, NOW - MINUTE),
        "due": (NOW, None),
        "public": (NOW - MINUTE, NOW + MINUTE),
    }
    for position, (slug, (bn, en)) in enumerate(states.items()):
        make_article(section, slug=slug, position=position, published_at_bn=bn, published_at_en=en)
    return section


def slugs(articles) -> list[str]:
    return [article.slug for article in articles]


@pytest.mark.parametrize(
    ("language", "expected"), [("bn", ["due", "public"]), ("en", ["scheduled"])]
)
@pytest.mark.usefixtures("shelf")
def test_published_are_the_articles_whose_time_has_come_in_that_language(language, expected):
    assert slugs(Article.objects.published(language, at=NOW)) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (NOW - 2 * MINUTE, []),
        (NOW - MINUTE, ["public"]),
        (NOW, ["due", "public"]),
        (NOW + MINUTE, ["scheduled", "due", "public"]),
    ],
)
@pytest.mark.usefixtures("shelf")
def test_published_is_asked_of_the_clock_unless_told(monkeypatch, at, expected):
    monkeypatch.setattr(timezone, "now", lambda: at)
    assert slugs(Article.objects.published("bn")) == expected
    assert [each.slug for each in Article.objects.all() if each.is_published("bn")] == expected


def test_published_languages_are_those_that_can_be_read_now(monkeypatch, shelf):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    assert {each.slug: each.published_languages() for each in shelf.articles.all()} == {
        "draft": [],
        "scheduled": ["en"],
        "due": ["bn"],
        "public": ["bn"],
    }


def test_lists_leave_the_long_texts_in_the_database(django_assert_num_queries):
    make_article()
    with django_assert_num_queries(1) as asked:
        article = Article.objects.without_text().get()
        assert (article.title_bn, article.summary_en) == ("কিডনির টিউমার", "Summary")
    assert [name for name in ("body", "description") if name in asked[0]["sql"]] == []


# Publishing

MISSING = [(name, empty) for name in ("title", "summary", "body") for empty in ("", None)]


@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize(("name", "empty"), MISSING)
def test_an_incomplete_language_cannot_be_stored_as_public(language, name, empty):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        make_article(**{f"{name}_{language}": empty})
    assert f"article_public_is_complete_{language}" in str(refused.value)


@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize(("name", "empty"), MISSING)
def test_an_incomplete_language_is_kept_as_a_draft(language, name, empty):
    article = make_article(**{f"{name}_{language}": empty, f"published_at_{language}": None})
    article.full_clean()
    assert Article.objects.get() == article


@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize(("name", "empty"), MISSING)
def test_publishing_an_incomplete_language_says_what_to_do(language, name, empty):
    article = make_article()
    setattr(article, f"{name}_{language}", empty)
    with translation.override("en"):
        with pytest.raises(ValidationError) as refused:
            article.full_clean()
        sentence = (
            "Write the title, the summary and the text in this language first, "
            "or leave this time empty to keep a draft."
        )
        assert refused.value.message_dict == {f"published_at_{language}": [sentence]}


def test_publishing_complete_languages_is_accepted():
    make_article().full_clean()


# Addresses

REFUSED = [
    *("টিউমার", "tumör", "Tumours", "TUMOURS", "kidney_tumours", "kidney tumours", "kidney.html"),
    *(
        "-kidney",
        "kidney-",
        "kidney--tumours",
        "-",
        "kidney/tumours",
        "kidney\n",
        "kidney\u200d",
        "১২",
    ),
]
RESERVED = ["a", "appointment", "contact", "glossary", "privacy", "search"]


def refused_fields(row) -> list[str]:
    try:
        row.full_clean()
    except ValidationError as error:
        return sorted(error.message_dict)
    return []


@pytest.mark.parametrize("slug", ["kidney", "kidney-tumours", "3d-models", "a1", "contacts"])
def test_plain_addresses_are_accepted(slug):
    assert refused_fields(Section(slug=slug)) == []
    assert refused_fields(Article(section=make_section("x"), slug=slug)) == []


@pytest.mark.parametrize("slug", [*REFUSED, ""])
def test_addresses_of_other_letters_are_refused(slug):
    assert refused_fields(Section(slug=slug)) == ["slug"]
    assert refused_fields(Article(section=make_section("x"), slug=slug)) == ["slug"]


@pytest.mark.parametrize("slug", RESERVED)
def test_a_section_cannot_take_the_address_of_another_page(slug):
    with translation.override("en"):
        with pytest.raises(ValidationError) as refused:
            Section(slug=slug).full_clean()
        assert refused.value.message_dict == {
            "slug": [f"“{slug}” is the address of another page. Choose a different word."]
        }
    assert refused_fields(Article(section=make_section("x"), slug=slug)) == []


def test_every_page_beside_the_sections_has_a_reserved_address():
    with translation.override("bn"):
        patterns = [
            pattern
            for resolver in get_resolver().url_patterns
            if str(resolver.pattern) == "bn/"
            for pattern in resolver.url_patterns
        ]
        routes = [
            f"{outer.pattern}{inner.pattern}"
            for outer in patterns
            for inner in ([None] if isinstance(outer, URLPattern) else outer.url_patterns)
            if inner
        ]
    first = {route.partition("/")[0] for route in routes if not route.startswith("<")} - {""}
    assert "appointment" in first
    assert first - RESERVED_SLUGS == set()


def test_two_articles_of_a_section_cannot_share_an_address():
    article = make_article()
    make_article(make_section("surgery"))
    assert refused_fields(Article(section=article.section, slug=article.slug)) == ["__all__"]


# Schedule


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (NOW - 2 * MINUTE, NOW - MINUTE),
        (NOW - MINUTE, NOW),
        (NOW, NOW + MINUTE),
        (NOW + MINUTE, None),
    ],
)
@pytest.mark.usefixtures("shelf")
def test_the_next_publication_is_the_first_that_has_not_come(monkeypatch, at, expected):
    monkeypatch.setattr(timezone, "now", lambda: at)
    assert Article.objects.next_publication("bn") == expected


@pytest.mark.usefixtures("shelf")
def test_the_next_publication_is_that_of_the_language(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW - 2 * MINUTE)
    Article.objects.filter(slug="scheduled").delete()
    assert Article.objects.next_publication("en") == NOW + MINUTE


# Links between articles


def test_links_lead_to_where_the_article_is_public_in_the_language():
    target = make_article(slug="target", published_at_en=None)
    body = f'<p><a href="/a/{target.pk}/">কিডনি</a></p>'
    article = make_article(body_bn=body, body_en=body)
    assert shown(article.body_bn, "bn").html == '<p><a href="/bn/tumours/target/">কিডনি</a></p>'
    assert shown(article.body_en, "en").html == "<p>কিডনি</p>"


def test_links_to_drafts_scheduled_and_deleted_articles_are_plain_words():
    tomorrow = timezone.now() + timedelta(days=1)
    draft = make_article(slug="draft", published_at_bn=None)
    scheduled = make_article(slug="scheduled", published_at_bn=tomorrow)
    keys = [draft.pk, scheduled.pk, 999, 10**30]
    body = "".join(f'<p><a href="/a/{key}/">ক <strong>খ</strong></a></p>' for key in keys)
    html = shown(body, "bn").html
    assert html.replace(f"/a/{10**30}/", "-") == (
        "<p>ক <strong>খ</strong></p>" * 3 + '<p><a href="-">ক <strong>খ</strong></a></p>'
    )


def test_a_body_asks_once_for_all_its_links(django_assert_num_queries):
    keys = [make_article(slug=f"target-{number}").pk for number in range(3)]
    body = "".join(f'<p><a href="/a/{key}/">ক</a></p>' for key in keys)
    article = make_article(body_bn=body)
    with django_assert_num_queries(1):
        html = shown(article.body_bn, "bn").html
    assert html == "".join(
        f'<p><a href="/bn/tumours/target-{number}/">ক</a></p>' for number in range(3)
    )


# Names and the clinic


def test_rows_are_named_by_whatever_language_they_have():
    section = make_section(title_bn="", title_en="Tumours")
    with translation.override("bn"):
        assert str(section) == "Tumours"
        assert str(make_section("hope", title_bn="আশা", title_en="Hope")) == "আশা"
        assert str(Section(slug="new")) == "new"
        assert str(make_article(section, title_bn="", published_at_bn=None)) == "Kidney tumours"
    with translation.override("en"):
        assert str(EmergencyNumber(country_en="India", number="112")) == "India 112"


def test_the_languages_of_a_section_are_those_it_has_a_title_in():
    assert make_section().published_languages() == ["bn", "en"]
    assert make_section("hope", title_en="").published_languages() == ["bn"]
    assert make_section("team", title_bn=None, title_en=None).published_languages() == []


def test_there_is_one_clinic():
    make_clinic()
    with pytest.raises(IntegrityError, match="clinic_is_one_row"), transaction.atomic():
        make_clinic(pk=2)
    assert Clinic.objects.count() == 1


def test_the_clinic_is_remembered_as_last_read(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(Clinic, "last_known", None)
    assert (Clinic.load().pk, Clinic.load().phone) == (1, "")
    make_clinic(privacy_bn="<p>দীর্ঘ</p>")
    with django_assert_num_queries(1):
        assert Clinic.load().phone == "01712-345678"
    assert "privacy" not in connection.queries_log[-1]["sql"]
    assert Clinic.last_known.phone == "01712-345678"
