"""Versions: every save is one, older texts come back, deleted articles too."""

from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override

from pages import history, publishing, states, versions
from pages.former_addresses import page_once_at
from pages.landmarks import landmarks
from pages.models import Article, Source
from pages.starter.loader import load
from tests.makers import make_article, make_picture, make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def rina():
    return make_user("rina")


def test_every_save_is_a_version_with_its_text_its_author_and_its_sources(rina):
    article = make_article()
    article.sources.create(organisation="WHO", title="Cancer", year="2024", position=1)
    article.title_bn = "নতুন"
    history.by(article, rina).save()
    new, old = article.history.all()
    assert (old.title_bn, old.history_user, old.sources) == ("কিডনির টিউমার", None, [])
    assert (new.title_bn, new.title_en, new.history_user) == ("নতুন", "Kidney tumours", rina)
    source = {"organisation": "WHO", "title": "Cancer", "year": "2024", "url": "", "position": 1}
    assert new.sources == [source]


def test_sources_that_are_saved_after_the_article_join_its_last_version():
    article = make_article()
    article.sources.create(organisation="WHO", title="Cancer")
    history.keep_sources(article)
    assert [each["organisation"] for each in article.history.get().sources] == ["WHO"]


def test_an_older_text_comes_back_as_a_new_version_in_the_chosen_language_only(rina):
    article = make_article()
    first = article.history.get()
    article.title_bn, article.title_en = "নতুন", "New"
    article.save()
    versions.bring_back(article, first, ["bn"], with_sources=False, by=rina)
    article.refresh_from_db()
    assert (article.title_bn, article.title_en) == ("কিডনির টিউমার", "New")
    latest = article.history.first()
    assert (article.history.count(), latest.history_user, latest.history_change_reason) == (
        3,
        rina,
        "restored",
    )


def test_bringing_back_leaves_when_it_is_public(rina):
    article = make_article(published_at_en=None)
    first, public_bn = article.history.get(), article.published_at_bn
    article.title_en = "New"
    article.save()
    versions.bring_back(article, first, ["bn", "en"], with_sources=False, by=rina)
    assert (article.published_at_bn, article.published_at_en) == (public_bn, None)


def test_a_text_that_lacks_a_part_does_not_come_back_into_a_public_page(rina):
    article = make_article(body_bn="", published_at_bn=None)
    first = article.history.get()
    article.body_bn, article.published_at_bn = "<p>লেখা</p>", article.published_at_en
    article.save()
    with pytest.raises(ValidationError):
        versions.bring_back(article, first, ["bn"], with_sources=False, by=rina)
    assert Article.objects.get().body_bn == "<p>লেখা</p>"


def test_what_stops_publishing_does_not_come_back_into_a_public_page(rina):
    article = make_article(body_en="<h3>Small first</h3><p>Text</p>", published_at_en=None)
    first = article.history.get()
    article.body_en, article.published_at_en = "<p>Text</p>", article.published_at_bn
    article.save()
    with pytest.raises(ValidationError):
        versions.bring_back(article, first, ["en"], with_sources=False, by=rina)


def test_which_language_was_behind_comes_back_with_both_texts(rina):
    article = make_article()
    for body_bn, body_en in (("<p>লেখা</p>", "<p>Two</p>"), ("<p>তিন</p>", "<p>Three</p>")):
        article.body_bn, article.body_en = body_bn, body_en
        article.save(up_to_date=["bn"] if body_en == "<p>Three</p>" else [])
    second = article.history.all()[1]
    assert states.is_behind(second, "bn")
    assert not states.is_behind(article, "bn")
    versions.bring_back(article, second, ["bn", "en"], with_sources=False, by=rina)
    assert states.is_behind(Article.objects.get(), "bn")
    assert states.is_behind(article.history.first(), "bn")


def test_sources_come_back_with_the_text_when_asked_for(rina):
    article = make_article()
    article.sources.create(organisation="WHO", title="Cancer", position=1)
    history.keep_sources(article)
    first = article.history.get()
    article.sources.all().delete()
    article.save()
    versions.bring_back(article, first, [], with_sources=True, by=rina)
    assert [str(each) for each in article.sources.all()] == ["WHO: Cancer"]
    assert article.history.first().sources == first.sources


def test_a_deleted_article_comes_back_as_a_draft_under_its_number(rina):
    article = make_article()
    article.sources.create(organisation="WHO", title="Cancer", position=1)
    history.keep_sources(article)
    number, changed = article.pk, (article.text_changed_at_bn, article.text_changed_at_en)
    history.by(article, rina).delete()
    assert not Source.objects.exists()
    [gone] = versions.deleted()
    assert (gone.history_user, gone.sources[0]["organisation"]) == (rina, "WHO")

    back = versions.undelete(gone, gone.section, by=rina)
    assert (back.pk, back.title_bn, back.published_languages()) == (number, "কিডনির টিউমার", [])
    assert (back.text_changed_at_bn, back.text_changed_at_en) == changed
    assert [str(each) for each in back.sources.all()] == ["WHO: Cancer"]
    assert list(versions.deleted()) == []


@pytest.mark.parametrize("gone", [True, False])
def test_an_article_comes_back_without_a_picture_that_was_deleted_meanwhile(rina, gone):
    picture = make_picture()
    make_article(picture=picture).delete()
    if gone:
        picture.delete()
    versions.undelete(versions.deleted().get(), make_section("surgery"), by=rina)
    assert Article.objects.get().picture == (None if gone else picture)


def test_an_article_that_was_deleted_twice_is_listed_once(rina):
    make_article().delete()
    [gone] = versions.deleted()
    versions.undelete(gone, gone.section, by=rina).delete()
    [gone] = versions.deleted()
    assert gone.history_change_reason is None or gone.history_type == "-"


def test_addresses_that_a_deleted_article_once_had_lead_to_it_again(rina):
    article = make_article(slug="old")
    article.slug = "new"
    article.save()
    article.delete()
    [gone] = versions.deleted()
    back = versions.undelete(gone, gone.section, by=rina)
    assert page_once_at("tumours/old") == back


def test_an_address_that_another_article_had_since_stays_with_that_one(rina):
    article = make_article(slug="first")
    article.slug = "second"
    article.save()
    article.delete()
    other = make_article(slug="first")
    other.slug = "other"
    other.save()
    [gone] = versions.deleted()
    versions.undelete(gone, gone.section, by=rina)
    assert page_once_at("tumours/first") == other


def test_a_starter_article_that_comes_back_is_known_as_one_again(rina):
    load()
    assert landmarks("bn").warning_signs
    Article.objects.get(slug="warning-signs").delete()
    assert landmarks("bn").warning_signs is None
    assert load().created == 0
    [gone] = versions.deleted()
    back = versions.undelete(gone, gone.section, by=rina)
    Article.objects.filter(pk=back.pk).update(published_at_bn=timezone.now())
    assert landmarks("bn").warning_signs == back


def test_a_deleted_article_whose_address_was_taken_gets_another(rina):
    article = make_article()
    article.delete()
    make_article()
    [gone] = versions.deleted()
    assert versions.undelete(gone, gone.section, by=rina).slug == "kidney-2"


def test_what_changed_in_the_other_language_since_both_said_the_same():
    article = make_article()
    for body in ("<p>Text</p><p>First</p>", "<p>Text</p><p>First</p><p>Second</p>"):
        article.body_en = body
        article.save()
    with override("en"):
        since = versions.since_in_step(article, "bn")
    [(label, passages)] = since.fields
    assert (since.language, label) == ("en", "text")
    assert [each if isinstance(each, int) else each.runs for each in passages] == [
        1,
        [("new", "First")],
        [("new", "Second")],
    ]


def test_each_version_says_what_it_changed(rina):
    article = make_article()
    section = make_section("surgery")
    article.title_bn = "নতুন"
    article.save()
    article.section, article.published_at_en = section, None
    article.save()
    article.position = 7
    article.save()
    with override("en"):
        said = [versions.in_words(*pair) for pair in pairwise([*article.history.all(), None])]
    assert said == [
        [],
        ["English taken offline", "address"],
        ["text in Bengali"],
        ["first version"],
    ]


# Taking offline


def test_offline_is_a_draft_again_that_leads_elsewhere(rina):
    article, other = make_article(), make_article(slug="other")
    publishing.take_offline(article, "bn", by=rina, instead=other)
    article.refresh_from_db()
    assert (article.published_languages(), article.instead_bn) == (["en"], other)
    assert article.history.first().history_change_reason == "offline"


def test_offline_ends_a_correction_as_well(rina):
    article = make_article()
    publishing.withdraw(article, "en", by=rina, note="x")
    publishing.take_offline(article, "en", by=rina)
    assert states.state_of(Article.objects.get(), "en") == states.State.DRAFT


def test_each_language_leads_elsewhere_by_itself_until_it_is_public_again(rina):
    article, other = make_article(), make_article(slug="other")
    publishing.take_offline(article, "bn", by=rina, instead=other)
    publishing.take_offline(article, "en", by=rina)
    assert (article.instead_bn, article.instead_en) == (other, None)
    article.published_at_bn = other.published_at_bn
    article.save()
    assert Article.objects.get(slug="kidney").instead_bn is None


def test_a_correction_takes_the_language_offline_with_its_note_until_it_is_public_again(rina):
    article = make_article()
    publishing.withdraw(article, "bn", by=rina, note="ভুল মাত্রা")
    article.refresh_from_db()
    assert article.published_languages() == ["en"]
    assert (article.withdrawn_at_bn is not None, article.withdrawn_note_bn) == (True, "ভুল মাত্রা")
    article.published_at_bn = article.published_at_en
    article.save()
    article.refresh_from_db()
    assert (article.withdrawn_at_bn, article.published_languages()) == (None, ["bn", "en"])
