"""Addresses at which nothing is (any more): where they lead, and what they give away."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clinic_site.groups import MANAGERS
from pages import views
from pages.models import Article, FormerAddress, Section
from tests.makers import make_article, make_section, make_user
from tests.page import links, parse, texts

PUBLIC = "public, max-age=60"
DRAFT = {"published_at_bn": None, "published_at_en": None}

pytestmark = pytest.mark.django_db


def rename(page: Article | Section, slug: str) -> None:
    page.slug = slug
    page.save()


def led(client, path: str) -> tuple[int, str | None]:
    response = client.get(path)
    return response.status_code, response.headers.get("Location")


def check_one_hop(client, *paths: str, to: str) -> None:
    """Each of these leads to `to` in both languages, where a page is."""
    for code in ("bn", "en"):
        assert {path: led(client, f"/{code}/{path}/") for path in paths} == {
            path: (301, f"/{code}/{to}/") for path in paths
        }
        assert led(client, f"/{code}/{to}/") == (200, None)


# Changed addresses


def test_the_former_addresses_of_an_article_lead_to_the_one_it_has(client):
    article = make_article(slug="first")
    for slug in ("second", "third"):
        rename(article, slug)
    check_one_hop(client, "tumours/first", "tumours/second", to="tumours/third")


def test_an_article_that_gets_its_first_address_back_leads_nowhere_else(client):
    article = make_article(slug="first")
    rename(article, "second")
    rename(article, "first")
    check_one_hop(client, "tumours/second", to="tumours/first")
    rename(article, "second")
    check_one_hop(client, "tumours/first", to="tumours/second")


def test_an_article_that_moves_to_another_section_is_found(client):
    article = make_article()
    article.section = make_section("surgery")
    article.save()
    check_one_hop(client, "tumours/kidney", to="surgery/kidney")


def test_a_renamed_section_takes_the_addresses_of_its_articles_along(client):
    article = make_article(slug="first")
    rename(article, "second")
    section = Section.objects.get()
    for slug in ("lumps", "growths"):
        rename(section, slug)
    check_one_hop(client, "tumours", "lumps", to="growths")
    check_one_hop(
        client,
        *("tumours/first", "tumours/second", "lumps/second"),
        to="growths/second",
    )
    rename(section, "tumours")
    check_one_hop(client, "lumps", "growths", to="tumours")
    check_one_hop(client, "tumours/first", "growths/second", to="tumours/second")


def test_an_address_that_another_article_takes_is_that_articles(client):
    rename(make_article(slug="first"), "second")
    make_article(slug="first", title_en="Newcomer")
    assert led(client, "/en/tumours/first/") == (200, None)
    assert "Newcomer" in client.get("/en/tumours/first/").content.decode()
    assert FormerAddress.objects.count() == 0


def test_two_articles_that_swap_addresses_keep_them(client):
    one, two = make_article(slug="one", title_en="A"), make_article(slug="two", title_en="B")
    rename(one, "aside")
    rename(two, "one")
    rename(one, "two")
    check_one_hop(client, "tumours/aside", to="tumours/two")
    assert led(client, "/en/tumours/one/") == (200, None)
    assert [*FormerAddress.objects.values_list("path", flat=True)] == ["tumours/aside"]


def test_a_renaming_is_not_kept_longer_than_a_page(client):
    """A permanent redirect that a browser kept for ever would outlive an address taken back."""
    rename(make_article(), "kidneys")
    response = client.get("/en/tumours/kidney/")
    assert (response.status_code, response.headers["Cache-Control"]) == (301, PUBLIC)
    assert response.cookies == {}
    head = client.head("/en/tumours/kidney/")
    assert (head.status_code, head.headers["Location"]) == (301, "/en/tumours/kidneys/")


def test_a_manager_renames_a_section_and_its_address_leads_on_at_once(client):
    make_article()
    client.force_login(make_user("boss", MANAGERS))
    section = Section.objects.get()
    texts = {"title_bn": "চাকা", "title_en": "Lumps", "intro_bn": "", "intro_en": ""}
    path = f"/admin/pages/section/{section.pk}/change/"
    assert client.post(path, {"slug": "lumps", **texts}).status_code == 302
    client.logout()
    check_one_hop(client, "tumours", to="lumps")
    check_one_hop(client, "tumours/kidney", to="lumps/kidney")


# What is not public


@pytest.mark.parametrize(
    "fields",
    [
        DRAFT,
        dict.fromkeys(DRAFT, timezone.now() + timedelta(days=1)),
        {**DRAFT, "title_bn": "", "title_en": ""},
    ],
)
def test_neither_address_of_what_is_not_public_gives_it_away(client, fields):
    article = make_article(slug="secret-plan", **fields)
    rename(article, "secret-scheme")
    for code in ("bn", "en"):
        unknown = client.get(f"/{code}/tumours/no-such/")
        for slug in ("secret-plan", "secret-scheme"):
            found = client.get(f"/{code}/tumours/{slug}/")
            assert found.status_code == 404
            body = found.content.decode().replace(slug, "no-such")
            assert body == unknown.content.decode()
            assert found.headers["Cache-Control"] == "no-store, private"


def test_a_former_address_leads_on_in_the_language_that_is_public(client):
    rename(make_article(published_at_en=None), "kidneys")
    assert led(client, "/bn/tumours/kidney/") == (301, "/bn/tumours/kidneys/")
    assert led(client, "/en/tumours/kidney/") == (404, None)


def test_a_former_address_of_a_section_leads_on_in_the_language_it_has_a_title_in(client):
    rename(make_section(title_en=""), "lumps")
    assert led(client, "/bn/tumours/") == (301, "/bn/lumps/")
    assert led(client, "/en/tumours/") == (404, None)


def test_an_article_that_was_deleted_is_not_found_at_any_address(client):
    article = make_article()
    rename(article, "kidneys")
    article.delete()
    assert led(client, "/en/tumours/kidney/") == (404, None)


# Another article instead


def test_an_article_that_is_offline_leads_for_now_to_the_one_named_instead(client):
    article = make_article(slug="old", published_at_bn=None, instead_bn=make_article(slug="new"))
    response = client.get("/bn/tumours/old/")
    assert (response.status_code, response.headers["Location"]) == (302, "/bn/tumours/new/")
    assert response.headers["Cache-Control"] == PUBLIC
    assert led(client, "/en/tumours/old/") == (200, None)
    rename(article, "older")
    assert led(client, "/bn/tumours/old/") == (302, "/bn/tumours/new/")
    assert led(client, "/en/tumours/old/") == (301, "/en/tumours/older/")


def test_the_lasting_address_of_an_article_that_is_offline_leads_to_the_one_named_instead(client):
    hidden = make_article(slug="hidden", published_at_bn=None)
    instead = {"instead_bn": hidden, "instead_en": make_article(slug="new")}
    article = make_article(slug="old", **DRAFT, **instead)
    response = client.get(f"/a/{article.pk}/", headers={"Accept-Language": "bn"})
    assert (response.status_code, response.headers["Location"]) == (302, "/en/tumours/new/")
    Article.objects.filter(slug="new").update(published_at_en=None)
    assert led(client, f"/a/{article.pk}/") == (404, None)


def test_a_stand_in_that_is_not_public_in_this_language_is_none(client):
    instead = make_article(slug="new", published_at_en=None)
    make_article(slug="old", **DRAFT, instead_bn=instead)
    assert led(client, "/bn/tumours/old/") == (302, "/bn/tumours/new/")
    assert led(client, "/en/tumours/old/") == (404, None)


def test_articles_that_stand_in_for_each_other_make_no_loop(client):
    one = make_article(slug="one", **DRAFT)
    one.instead_bn = make_article(slug="two", **DRAFT, instead_bn=one)
    one.save()
    assert led(client, "/bn/tumours/one/") == led(client, "/bn/tumours/two/") == (404, None)


def test_an_article_that_goes_offline_while_its_page_is_made_is_gone(client, monkeypatch):
    make_article()
    ask = views.neighbours_and_linked

    def meanwhile(page: Article, language: str) -> list[Article]:
        Article.objects.update(published_at_bn=None)
        return ask(page, language)

    monkeypatch.setattr(views, "neighbours_and_linked", meanwhile)
    assert led(client, "/bn/tumours/kidney/") == (404, None)


# Offline for correction


def test_an_article_that_is_being_corrected_says_so_at_its_address(client):
    withdrawn = {"published_at_en": None, "withdrawn_at_en": timezone.now()}
    article = make_article(**withdrawn, withdrawn_note_en="The dose was wrong.")
    response = client.get("/en/tumours/kidney/")
    page = parse(response)
    assert (response.status_code, response.headers["Cache-Control"]) == (410, "no-store, private")
    assert texts(page, ".//h1") == ["Kidney tumours"]
    assert "The dose was wrong." in texts(page, ".//main//p")
    assert page.findall(".//article") == []
    assert links(page, "language") == [("/bn/tumours/kidney/", "বাংলা")]
    rename(article, "kidneys")
    assert led(client, "/en/tumours/kidney/") == (301, "/en/tumours/kidneys/")
    assert led(client, "/en/tumours/kidneys/") == (410, None)


def test_a_correction_comes_before_another_article_instead(client):
    withdrawn = {"published_at_en": None, "withdrawn_at_en": timezone.now()}
    make_article(slug="old", **withdrawn, instead_bn=make_article(slug="new"))
    assert led(client, "/en/tumours/old/") == (410, None)


# What it costs


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("tumours/", 3),  # section, former address, the next publication (for how long to keep)
        ("tumours/kidney/", 4),  # article in public, at all, former address, next publication
        ("lumps/old/", 4),  # article in public, at all, the one instead, next publication
        ("tumours/nowhere/", 5),  # and the clinic and the sections of the page that says so
        ("nowhere/", 4),
    ],
)
def test_an_address_that_leads_on_asks_few_questions(
    client, django_assert_num_queries, path, queries
):
    article = make_article()
    rename(Section.objects.get(), "lumps")
    article.refresh_from_db()
    make_article(article.section, slug="old", **DRAFT, instead_bn=article)
    with django_assert_num_queries(queries):
        client.get(f"/bn/{path}")
