"""The form of an article: what a change means, what stops publishing, two editors at once."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from pages import states
from pages.models import Article, Review
from tests.makers import make_article, make_picture, make_user
from tests.page import parse, text
from tests.pages.editing import address, answers, logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def rina():
    return logged_in()


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def errors(response) -> dict:
    return response.context["adminform"].form.errors


# What a change means


@pytest.mark.parametrize(
    ("told", "expected"),
    [({}, True), ({"small_change": ["en"]}, False), ({"up_to_date": ["bn"]}, False)],
)
def test_a_change_puts_the_other_language_behind_unless_the_editor_says_otherwise(
    rina, told, expected
):
    article = make_article()
    rina.post(address(article), answers(article, body_en="<p>Other</p>", **told))
    article.refresh_from_db()
    assert article.body_en == "<p>Other</p>"
    assert states.is_behind(article, "bn") is expected


def test_every_save_is_a_version_of_whoever_saved_it_with_the_sources_of_the_form(rina):
    article = make_article()
    article.sources.create(organisation="WHO", title="Cancer", position=1)
    rina.post(address(article), answers(article, **{"sources-0-title": "Childhood cancer"}))
    version = article.history.first()
    assert (version.history_user.username, version.version) == ("rina", 2)
    assert [each["title"] for each in version.sources] == ["Childhood cancer"]


def test_the_editor_is_told_what_was_left_out_of_a_text(rina):
    article = make_article()
    dirty = '<p>Text</p><script>x()</script><p style="color:red">More</p>'
    response = rina.post(address(article), answers(article, body_en=dirty))
    article.refresh_from_db()
    assert article.body_en == "<p>Text</p><p>More</p>"
    [warning] = [each for each in said(response) if each.startswith("Left out")]
    assert "English" in warning


# Publishing


def test_a_button_publishes_one_language_now_and_says_where_to_read_it(rina):
    article = make_article(published_at_bn=None, published_at_en=None)
    response = rina.post(address(article), answers(article, _publish="bn"))
    assert response.headers["Location"] == address(article)
    article.refresh_from_db()
    assert article.published_languages() == ["bn"]
    assert [each for each in said(response) if "/bn/tumours/kidney/" in each]


@pytest.mark.parametrize("day", ["২০৩০-০১-০২", "2030-01-02", "০২/০১/২০৩০"])
def test_the_time_of_publishing_is_in_the_clinics_zone_and_takes_either_digits(day):
    article = make_article(published_at_bn=None)
    sent = answers(article, published_at_bn_0=day, published_at_bn_1="০৯:৩০")
    assert logged_in(language="bn").post(address(article), sent).status_code == 302
    article.refresh_from_db()
    at = timezone.localtime(article.published_at_bn)
    assert at.isoformat() == "2030-01-02T09:30:00+06:00"


BROKEN = '<p><a href="/a/999999/">The other page</a></p>'


def test_an_error_that_the_check_finds_stops_publishing_and_nothing_typed_is_lost(rina):
    article = make_article(published_at_en=None)
    response = rina.post(address(article), answers(article, body_en=BROKEN, _publish="en"))
    assert list(errors(response)) == ["body_en"]
    assert "The other page" in response.content.decode()
    article.refresh_from_db()
    assert (article.body_en, article.published_languages()) == ("<p>Text</p>", ["bn"])


def test_an_error_does_not_stop_a_draft(rina):
    article = make_article(published_at_en=None)
    assert rina.post(address(article), answers(article, body_en=BROKEN)).status_code == 302


def test_an_old_error_of_one_language_does_not_stop_a_change_of_the_other(rina):
    article = make_article(body_en=BROKEN)
    response = rina.post(address(article), answers(article, body_bn="<p>নতুন</p>"))
    assert response.status_code == 302
    response = rina.post(
        address(article),
        answers(Article.objects.get(), body_en=BROKEN + "<p>More</p>"),
    )
    assert list(errors(response)) == ["body_en"]


def test_a_picture_that_says_nothing_in_words_does_not_come_into_a_public_page(rina):
    article = make_article()
    picture = make_picture(alternative_bn="", alternative_en="", decorative=False)
    response = rina.post(address(article), answers(article, picture=picture.pk))
    assert {*errors(response)} == {"body_bn", "body_en"}
    assert Article.objects.get().picture is None


def test_a_public_article_that_is_saved_unchanged_keeps_its_time(rina):
    article = make_article()
    rina.post(address(article), answers(article))
    stored = Article.objects.get()
    assert abs(stored.published_at_bn - article.published_at_bn) < timedelta(seconds=1)


# Review


def test_an_edit_voids_the_approval_and_says_so(rina):
    article = make_article()
    Review.objects.create(
        article=article,
        language="en",
        digest=article.digest_en,
        reviewed_on="2026-05-01",
        approved_by=make_user("doctor"),
    )
    response = rina.post(address(article), answers(article, summary_bn="অন্য"))
    assert [each for each in said(response) if "approval" in each] == []
    sent = answers(Article.objects.get(), summary_en="Other")
    response = rina.post(address(article), sent)
    assert [each for each in said(response) if "approval of English of 1 May 2026" in each]
    assert article.review_in_force("en") is None


# Two editors


def test_the_second_editor_is_told_who_has_the_article_open():
    article = make_article()
    assert "presence" not in logged_in("rina").get(address(article)).content.decode()
    page = parse(logged_in("karim").get(address(article)))
    [told] = page.findall(".//ul[@class='presence']/li")
    assert text(told).startswith("rina opened this article at ")


def test_who_opened_it_long_ago_is_not_named():
    article = make_article()
    logged_in("rina").get(address(article))
    article.openings.update(at=timezone.now() - timedelta(minutes=16))
    assert "presence" not in logged_in("karim").get(address(article)).content.decode()


def test_saving_over_a_newer_version_is_refused_and_shows_both(rina):
    article = make_article()
    mine = answers(article, body_en="<p>My text</p>", summary_en="My summary")
    theirs = answers(article, body_en="<p>Their text</p>", title_bn="নতুন নাম")
    logged_in("karim").post(address(article), theirs)
    response = rina.post(address(article), mine)

    form = response.context["adminform"].form
    assert list(form.errors) == ["__all__"]
    assert Article.objects.get().body_en == "<p>Their text</p>"
    assert form.conflict.by.username == "karim"
    [clash] = form.conflict.clashes
    assert clash.passages[0].runs == [("gone", "Their"), ("new", "My"), ("same", "text")]
    [shown] = parse(response).findall(".//section[@class='conflict']/div[@class='difference']")
    assert (shown.get("lang"), text(shown)) == ("en", "Their My text")
    # What only the other one changed is in the form; what only I changed too.
    assert (form["title_bn"].value(), form["summary_en"].value()) == ("নতুন নাম", "My summary")
    assert form["body_en"].value() == "<p>My text</p>"


def test_saving_again_after_looking_keeps_what_stands_in_the_form(rina):
    article = make_article()
    mine = answers(article, body_en="<p>My text</p>")
    logged_in("karim").post(address(article), answers(article, title_bn="নতুন নাম"))
    form = rina.post(address(article), mine).context["adminform"].form
    again = mine | {
        "opened_version": form["opened_version"].value(),
        "title_bn": form["title_bn"].value(),
    }
    assert rina.post(address(article), again).status_code == 302
    stored = Article.objects.get()
    assert (stored.title_bn, stored.body_en, stored.version) == ("নতুন নাম", "<p>My text</p>", 3)


def test_a_third_save_meanwhile_asks_again(rina):
    article = make_article()
    karim = logged_in("karim")
    mine = answers(article, body_en="<p>My text</p>")
    karim.post(address(article), answers(article, title_bn="এক"))
    form = rina.post(address(article), mine).context["adminform"].form
    karim.post(address(article), answers(Article.objects.get(), title_bn="দুই"))
    again = rina.post(address(article), mine | {"opened_version": form["opened_version"].value()})
    assert again.context["adminform"].form.conflict is not None
    assert Article.objects.get().title_bn == "দুই"


def test_a_time_that_a_colleague_set_meanwhile_is_taken_over(rina):
    article = make_article(published_at_en=None)
    mine = answers(article, body_bn="<p>নতুন</p>")
    karim = answers(article, published_at_en_0="2030-01-02", published_at_en_1="09:30")
    logged_in("karim").post(address(article), karim)
    form = rina.post(address(article), mine).context["adminform"].form
    assert (form.conflict.clashes, form.conflict.taken_over) == (
        [],
        ["Public from (English)"],
    )
    assert form["published_at_en"].value() == ["2030-01-02", "09:30:00"]


def test_a_form_without_its_version_counts_as_old(rina):
    article = make_article()
    response = rina.post(address(article), answers(article, opened_version="", title_bn="নতুন"))
    assert response.context["adminform"].form.conflict is not None
    assert Article.objects.get().title_bn == "কিডনির টিউমার"
