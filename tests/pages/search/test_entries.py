"""What an article is found by follows its text, whichever way that changes."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from pages.models import Article, SearchEntry
from pages.search import entries
from pages.search.entries import Place
from pages.search.finding import find
from pages.starter.loader import load
from tests.makers import make_article, make_section
from tests.starter import FOLDER, write

pytestmark = pytest.mark.django_db


def found(typed: str, language: str = "bn") -> list[str]:
    return [result.article.slug for result in find(typed, language).results]


def indexed() -> int:
    """How many entries the index of SQLite has; PostgreSQL keeps its own."""
    if connection.vendor != "sqlite":
        return SearchEntry.objects.count()
    with connection.cursor() as cursor:
        return cursor.execute("SELECT count(*) FROM pages_searchindex").fetchone()[0]


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("bn", "কিডনি"),
        ("bn", "tumours"),  # the title in the other language
        ("bn", "সারকথা"),
        ("bn", "শিরোনাম"),
        ("bn", "লেখা"),
        ("en", "kidney"),
        ("en", "কিডনির"),
        ("en", "summary"),
        ("en", "text"),
    ],
)
def test_an_article_is_found_by_the_words_at_every_place(language, typed):
    make_article(body_bn="<h2>শিরোনাম</h2><p>লেখা</p>")
    assert found(typed, language) == ["kidney"]


def test_neither_tags_nor_the_other_language_is_found():
    make_article(body_bn='<p>লেখা <a href="https://example.org/">নাম</a></p>')
    assert [found(word) for word in ("strong", "href", "example", "summary")] == [[], [], [], []]


def test_places_are_kept_apart():
    make_article(body_bn="<h2>শিরোনাম</h2><ul><li>এক</li><li>দুই</li></ul>")
    rows = SearchEntry.objects.filter(language="bn").values_list("place", "text", "words")
    assert {Place(place): rest for place, *rest in rows} == {
        Place.TITLE: ["কিডনির টিউমার", "কিডনির টিউমার"],
        Place.SYNONYM: ["Kidney tumours", "kidney tumours"],
        Place.SUMMARY: ["সারকথা\nশিরোনাম", "সারকথা শিরোনাম"],
        Place.BODY: ["এক\nদুই", "এক দুই"],
    }


def test_a_saved_text_is_found_and_the_old_one_is_not():
    article = make_article(body_bn="<p>পুরোনো</p>")
    article.body_bn = "<p>নতুন</p>"
    article.save()
    assert (found("পুরোনো"), found("নতুন"), indexed()) == ([], ["kidney"], 8)


def test_a_save_of_some_columns_writes_what_it_stores():
    article = make_article(body_bn="<p>পুরোনো</p>")
    article.body_bn, article.position = "<p>নতুন</p>", 5
    article.save(update_fields=["position"])
    assert (found("পুরোনো"), found("নতুন")) == (["kidney"], [])
    article.save(update_fields=["body_bn"])
    assert (found("পুরোনো"), found("নতুন")) == ([], ["kidney"])


def test_only_the_entries_that_change_are_written():
    article = make_article()
    before = dict(SearchEntry.objects.values_list("pk", "text"))
    article.save()
    assert dict(SearchEntry.objects.values_list("pk", "text")) == before
    article.summary_bn = "অন্য কথা"
    article.save()
    assert len(before.keys() & dict(SearchEntry.objects.values_list("pk", "text"))) == 7


def test_publishing_and_taking_offline_count_at_once_and_for_each_language():
    article = make_article(published_at_bn=None)
    assert (found("কিডনি"), found("কিডনি", "en")) == ([], ["kidney"])
    article.published_at_bn, article.published_at_en = timezone.now(), None
    article.save()
    assert (found("কিডনি"), found("কিডনি", "en")) == (["kidney"], [])
    article.published_at_bn += timedelta(hours=1)
    article.save()
    assert found("কিডনি") == []


def test_a_draft_is_not_found_by_its_words_nor_suggested():
    make_article()
    make_article(slug="draft", body_bn="<p>অপ্রকাশিত</p>", published_at_bn=None)
    assert found("অপ্রকাশিত") == []
    answer = find("কিডনি অপ্রকাশিথ", "bn")
    assert ([each.article.slug for each in answer.results], answer.instead) == (["kidney"], "")


def test_a_title_is_found_in_the_other_language_only_where_it_is_public():
    article = make_article(title_en="Secretword here", published_at_en=None)
    assert (found("secretword"), found("secretwrod")) == ([], [])
    article.published_at_en = timezone.now()
    article.save()
    assert found("secretword") == ["kidney"]


def test_an_address_that_changed_is_the_one_that_is_shown(client):
    article = make_article()
    article.slug = "kidneys"
    article.save()
    article.section.slug = "lumps"
    article.section.save()
    assert b'href="/bn/lumps/kidneys/"' in client.get("/bn/search/?q=kidney").content


@pytest.mark.parametrize("way", [Article.delete, lambda article: Article.objects.all().delete()])
def test_a_deleted_article_is_gone_also_from_the_index(way):
    way(make_article())
    assert (found("কিডনি"), SearchEntry.objects.count()) == ([], 0)
    make_article(slug="liver", title_bn="লিভার", title_en="Liver")
    assert (found("কিডনি"), found("লিভার"), indexed()) == ([], ["liver"], 8)


def test_starter_texts_are_found_and_so_are_their_corrections(tmp_path):
    load(write(tmp_path))
    assert (found("কিডনির টিউমার"), found("লেখা")) == (["kidney", "liver"], ["kidney"])
    corrected = FOLDER["bn/tumours/kidney.md"].replace("লেখা", "নতুন")
    load(write(tmp_path, {"bn/tumours/kidney.md": corrected}))
    assert (found("নতুন"), found("লেখা")) == (["kidney"], [])


def test_the_command_writes_everything_anew(capsys):
    make_article()
    make_article(make_section("other"), slug="other")
    before = list(SearchEntry.objects.order_by("article", "language", "place").values("words"))
    SearchEntry.objects.filter(place=Place.TITLE).delete()
    SearchEntry.objects.update(words="x", text="x")
    call_command("index_articles")
    after = SearchEntry.objects.order_by("article", "language", "place")
    assert list(after.values("words")) == before
    assert (capsys.readouterr().out, indexed()) == ("Articles indexed: 2\n", 16)
    assert found("কিডনি") == ["kidney", "other"]


def test_an_article_without_texts_has_no_entries():
    assert entries.texts(Article(title_bn=" ")) == {}
