"""Where each language of an article stands, and when one falls behind the other."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pages import states
from pages.models import Article
from pages.states import State
from tests.makers import make_article

pytestmark = pytest.mark.django_db

DRAFTS = {"published_at_bn": None, "published_at_en": None}
NOTHING = {"title_bn": "", "summary_bn": "", "body_bn": "", "published_at_bn": None}


def behind(article: Article) -> list[str]:
    """The languages that are behind: as the object says, and as a query finds them."""
    stored = Article.objects.get(pk=article.pk)
    said = [code for code in ("bn", "en") if states.is_behind(stored, code)]
    found = [
        code
        for code in ("bn", "en")
        if Article.objects.filter(states.behind(code), pk=article.pk).exists()
    ]
    assert said == found
    return said


def change(article: Article, *codes: str, **options) -> Article:
    article = Article.objects.get(pk=article.pk)
    for code in codes:
        setattr(article, f"body_{code}", getattr(article, f"body_{code}") + "<p>more</p>")
    article.save(**options)
    return article


# States

NOW = timezone.now()
STATES = {
    State.MISSING: NOTHING,
    State.DRAFT: {"published_at_bn": None},
    State.SCHEDULED: {"published_at_bn": NOW + timedelta(days=3650)},
    State.PUBLIC: {"published_at_bn": NOW - timedelta(days=1)},
    State.WITHDRAWN: {"published_at_bn": None, "withdrawn_at_bn": NOW},
}


@pytest.mark.parametrize("state", State)
def test_the_state_of_an_article_is_the_one_that_a_query_finds(state):
    for number, fields in enumerate(STATES.values()):
        make_article(slug=f"article-{number}", **fields)
    [found] = Article.objects.filter(states.in_state(state, "bn"))
    assert states.state_of(found, "bn") == state
    assert found.slug == f"article-{[*STATES].index(state)}"


def test_a_title_alone_is_a_draft():
    article = make_article(**{**NOTHING, "title_bn": "নাম"})
    assert states.state_of(article, "bn") == State.DRAFT


# Behind


def test_a_new_article_is_in_step():
    assert behind(make_article()) == []


@pytest.mark.parametrize(("changed", "left"), [("en", "bn"), ("bn", "en")])
def test_the_language_that_was_not_changed_is_behind(changed, left):
    assert behind(change(make_article(), changed)) == [left]


def test_both_changed_at_once_are_in_step():
    assert behind(change(make_article(), "bn", "en")) == []


def test_a_save_without_a_change_of_the_text_leaves_both_as_they_were():
    article = make_article()
    article.position = 5
    article.save()
    assert behind(article) == []
    article = change(article, "en")
    article.description_bn = "বর্ণনা"
    article.save()
    assert behind(article) == ["bn"]


def test_each_text_knows_when_it_was_changed_itself():
    article = make_article()
    long_ago = timezone.now() - timedelta(days=9)
    Article.objects.update(text_changed_at_bn=long_ago, text_changed_at_en=long_ago)
    article.refresh_from_db()
    article.position = 5
    article.save()
    assert (article.text_changed_at_bn, article.text_changed_at_en) == (long_ago, long_ago)
    article = change(article, "en")
    article.refresh_from_db()
    assert article.text_changed_at_bn == long_ago
    assert timezone.now() - article.text_changed_at_en < timedelta(minutes=5)


def test_both_changed_at_once_leave_behind_what_was_behind_before():
    article = change(change(make_article(), "en"), "bn", "en")
    assert behind(article) == ["bn"]


def test_a_text_that_was_public_once_is_no_translation_in_the_making():
    """Taken offline, corrected as a draft, published again: the other one needs the correction."""
    article = make_article()
    article.published_at_en = None
    article.save()
    article = change(article, "en")
    article.published_at_en = article.published_at_bn
    article.save()
    assert behind(article) == ["bn"]


def test_a_translation_that_is_finished_and_published_in_one_save_puts_nothing_behind():
    article = change(make_article(published_at_bn=None), "bn")
    article.published_at_bn = article.published_at_en
    article.body_bn += "<p>শেষ</p>"
    article.save()
    assert behind(article) == []


def test_catching_up_leaves_the_model_alone_and_ends_when_the_editor_says_so():
    article = change(change(make_article(), "en"), "bn")
    assert behind(article) == ["bn"]
    assert behind(change(article, "bn", up_to_date=["bn"])) == []


def test_a_change_that_was_taken_back_brings_the_other_in_step_again():
    article = make_article()
    before = article.body_en
    article = change(article, "en")
    article.body_en = before
    article.save()
    assert behind(article) == []


def test_a_small_change_asks_nothing_of_the_other_language():
    assert behind(change(make_article(), "en", small_change=["en"])) == []


def test_a_small_change_does_not_hide_that_the_other_was_behind_already():
    article = change(make_article(), "en")
    assert behind(change(article, "en", small_change=["en"])) == ["bn"]


def test_the_first_writing_of_a_language_is_in_step():
    article = make_article(**NOTHING)
    article.title_bn = "নাম"
    article.save()
    assert behind(article) == []


def test_a_translation_in_the_making_does_not_put_the_public_text_behind():
    article = make_article(published_at_bn=None)
    assert behind(change(article, "bn")) == []
    assert behind(change(article, "en")) == ["bn"]


def test_of_two_drafts_the_one_that_was_not_changed_is_behind():
    article = make_article(**DRAFTS)
    assert behind(change(article, "en")) == ["bn"]


def test_a_language_that_is_missing_is_never_behind():
    assert behind(change(make_article(**NOTHING), "en")) == []


def test_what_the_sanitiser_takes_out_is_no_change():
    article = make_article()
    article.body_en += "<script>x()</script>"
    article.save()
    assert behind(article) == []
    assert article.body_en == "<p>Text</p>"


def test_saving_some_columns_keeps_the_digests_too():
    article = make_article()
    article.body_en = "<p>Other</p>"
    article.save(update_fields=["body_en"])
    assert behind(article) == ["bn"]


def test_every_save_is_counted():
    article = make_article()
    assert (article.version, change(article, "en").version) == (1, 2)
