"""Beside the form of an article: offline, correction, review, preview, versions, deleted ones."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from clinic_site.groups import MANAGERS
from pages import states
from pages.bengali import long_date, moment
from pages.editing.article_columns import language_cell
from pages.models import Article, PreviewLink, Review
from tests.makers import make_article, make_picture, make_section, make_user
from tests.page import parse, text, texts, values
from tests.pages.editing import ARTICLES, address, answers, logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def rina() -> Client:
    return logged_in()


@pytest.fixture
def doctor() -> Client:
    return logged_in("doctor", MANAGERS)


def frames(response) -> list[str]:
    """The pages within the page, as they would be read."""
    return values(parse(response), ".//iframe", "srcdoc")


# Offline


def test_taking_a_language_offline_makes_it_a_draft_that_leads_readers_elsewhere(rina, client):
    article, other = make_article(), make_article(slug="other")
    page = parse(rina.get(address(article, "bn/offline/")))
    assert values(page, ".//select/option", "value") == ["", str(other.pk)]
    response = rina.post(address(article, "bn/offline/"), {"instead": other.pk})
    assert response.headers["Location"] == address(article)
    assert Article.objects.get(slug="kidney").published_languages() == ["en"]
    found = client.get("/bn/tumours/kidney/")
    assert (found.status_code, found["Location"]) == (302, "/bn/tumours/other/")


def test_only_what_is_public_in_that_language_is_offered_instead(rina):
    article, draft = make_article(), make_article(slug="draft", published_at_bn=None)
    rina.post(address(article, "bn/offline/"), {"instead": draft.pk})
    assert Article.objects.get(slug="kidney").published_languages() == ["bn", "en"]


def test_one_press_takes_a_language_offline_and_readers_find_the_note(rina, client):
    article = make_article()
    rina.post(address(article, "en/correction/"), {"note": "The dose was wrong."})
    response = client.get("/en/tumours/kidney/")
    assert response.status_code == 410
    page = parse(response)
    assert "The dose was wrong." in text(page.find(".//main"))
    assert page.find(".//main//article") is None
    assert client.get("/bn/tumours/kidney/").status_code == 200


def test_without_a_note_readers_find_the_sites_own_words(rina, client):
    article = make_article()
    rina.post(address(article, "en/correction/"))
    assert "We are correcting this page" in text(
        parse(client.get("/en/tumours/kidney/")).find(".//main")
    )


def test_a_corrected_text_that_is_published_again_is_there_at_once(rina, client):
    article = make_article()
    rina.post(address(article, "en/correction/"))
    stored = Article.objects.get()
    rina.post(address(article), answers(stored, body_en="<p>Right</p>", _publish="en"))
    assert "Right" in client.get("/en/tumours/kidney/").content.decode()


def test_what_the_editor_has_not_seen_is_not_marked_as_up_to_date(rina):
    article = make_article()
    article.body_en = "<p>Other</p>"
    article.save()
    seen = article.digest_en
    article.body_en = "<p>Another</p>"
    article.save()
    response = rina.post(address(article, "bn/up-to-date/"), {"seen": seen}, follow=True)
    assert "changed again meanwhile" in response.content.decode()
    assert states.is_behind(Article.objects.get(), "bn")


def test_a_draft_is_not_shown_to_the_world_as_being_corrected(rina, client):
    article = make_article(published_at_en=None)
    rina.post(address(article, "en/correction/"))
    assert client.get("/en/tumours/kidney/").status_code == 404


def test_after_a_correction_the_editor_is_asked_about_the_other_language(rina):
    response = rina.post(address(make_article(), "en/correction/"), follow=True)
    assert "Bengali is still public." in response.content.decode()


def test_the_note_in_the_place_of_a_text_is_kept_by_nobody(rina, client):
    article = make_article()
    rina.post(address(article, "en/correction/"))
    assert client.get("/en/tumours/kidney/")["Cache-Control"] == "no-store, private"


def test_a_language_is_marked_as_up_to_date(rina):
    article = make_article()
    article.body_en = "<p>Other</p>"
    article.save()
    rina.post(address(article, "bn/up-to-date/"), {"seen": article.digest_en})
    assert not states.is_behind(Article.objects.get(), "bn")


@pytest.mark.parametrize("rest", ["bn/correction/", "bn/up-to-date/", "preview-link/"])
def test_what_changes_something_is_not_done_by_following_a_link(rina, rest):
    assert rina.get(address(make_article(), rest)).status_code == 405


@pytest.mark.parametrize("rest", ["de/offline/", "de/review/", "de/correction/"])
def test_a_language_that_the_site_has_not_is_not_found(doctor, rest):
    assert doctor.post(address(make_article(), rest)).status_code == 404


# Review

APPROVAL = {"reviewer": "Dr Test", "reviewed_on": "2026-05-01", "next_review_on": "2028-05-01"}


def test_a_doctor_approves_the_text_and_readers_are_told(doctor, client):
    article = make_article()
    page = parse(doctor.get(address(article, "en/review/")))
    [digest] = values(page, ".//input[@name='digest']", "value")
    doctor.post(address(article, "en/review/"), APPROVAL | {"digest": digest})
    review = Review.objects.get()
    assert (review.language, review.digest, review.approved_by.username) == (
        "en",
        article.digest_en,
        "doctor",
    )
    english = text(parse(client.get("/en/tumours/kidney/")).find(".//main"))
    assert "Checked by Dr Test on 1 May 2026. To be checked again by 1 May 2028." in english
    assert "Waiting for medical review" not in english
    assert parse(client.get("/bn/tumours/kidney/")).find(".//p[@class='review']") is not None


def test_without_a_name_readers_are_told_the_day_only(doctor, client):
    article = make_article()
    sent = APPROVAL | {"reviewer": "", "digest": article.digest_en}
    doctor.post(address(article, "en/review/"), sent)
    english = text(parse(client.get("/en/tumours/kidney/")).find(".//main"))
    assert "Checked by the doctors of the clinic on 1 May 2026." in english


def test_an_edit_ends_what_readers_are_told(doctor, rina, client):
    article = make_article()
    doctor.post(address(article, "en/review/"), APPROVAL | {"digest": article.digest_en})
    rina.post(address(article), answers(Article.objects.get(), body_en="<p>Other</p>"))
    english = text(parse(client.get("/en/tumours/kidney/")).find(".//main"))
    assert "Waiting for medical review" in english
    assert "Dr Test" not in english


def test_a_text_that_changed_while_the_doctor_read_is_not_approved(doctor):
    article = make_article()
    read = article.digest_en
    article.body_en = "<p>Other</p>"
    article.save()
    response = doctor.post(address(article, "en/review/"), APPROVAL | {"digest": read})
    assert "The text was changed while you were reading." in response.content.decode()
    assert not Review.objects.exists()
    # The form that came back is about the text as it is now.
    assert values(parse(response), ".//input[@name='digest']", "value") == [article.digest_en]
    assert "Other" in frames(response)[0]


@pytest.mark.parametrize(
    ("field", "days"),
    [
        ("reviewed_on", {"reviewed_on": "2999-01-01", "next_review_on": "2999-02-01"}),
        ("next_review_on", {"next_review_on": "2026-05-01"}),
        ("next_review_on", {"next_review_on": ""}),
        ("reviewed_on", {"reviewed_on": "yesterday"}),
    ],
)
def test_days_that_cannot_be_are_refused(doctor, field, days):
    article = make_article()
    sent = APPROVAL | {"digest": article.digest_en, **days}
    response = doctor.post(address(article, "en/review/"), sent)
    assert list(response.context["form"].errors) == [field]
    assert not Review.objects.exists()


def test_days_of_a_review_are_read_in_bengali_digits(doctor):
    article = make_article()
    days = {"reviewed_on": "০১/০৫/২০২৬", "next_review_on": "০১/০৫/২০২৮"}
    doctor.post(address(article, "bn/review/"), {"digest": article.digest_bn, **days})
    assert f"{Review.objects.get().next_review_on}" == "2028-05-01"


def test_a_second_review_shows_what_was_changed_since_the_first(doctor):
    article = make_article()
    doctor.post(address(article, "en/review/"), APPROVAL | {"digest": article.digest_en})
    article.summary_en = "Summary of it"
    article.save()
    page = parse(doctor.get(address(article, "en/review/")))
    assert texts(page, ".//ins") == ["of it"]


def test_an_approval_is_taken_back(doctor):
    article = make_article()
    doctor.post(address(article, "en/review/"), APPROVAL | {"digest": article.digest_en})
    doctor.post(address(article, "en/review/end/"))
    assert article.review_in_force("en") is None


@pytest.mark.parametrize("rest", ["en/review/", "en/review/end/"])
def test_who_may_not_approve_medical_text_does_not(rina, rest):
    article = make_article()
    sent = APPROVAL | {"digest": article.digest_en}
    assert rina.post(address(article, rest), sent).status_code == 403
    assert not Review.objects.exists()


# Preview


def test_both_languages_are_seen_as_typed_and_nothing_is_saved(rina):
    article = make_article()
    article.sources.create(organisation="WHO", title="Cancer", position=1)
    sent = answers(article, title_bn="নতুন নাম", body_en="<h2>Typed</h2><script>x()</script>")
    response = rina.post(f"{ARTICLES}preview/", sent | {"article": article.pk})
    bengali, english = frames(response)
    assert "<h1>নতুন নাম</h1>" in bengali
    assert '<h2 id="part-1">Typed</h2>' in english
    assert "x()" not in english
    assert "WHO" in english
    stored = Article.objects.get()
    assert (stored.title_bn, stored.version) == ("কিডনির টিউমার", 1)


def test_an_article_that_was_never_saved_is_previewed_in_the_languages_it_has(rina):
    section = make_section()
    sent = {"section": section.pk, "slug": "", "title_bn": "নাম", "sources-TOTAL_FORMS": 0}
    response = rina.post(f"{ARTICLES}preview/", sent | {"sources-INITIAL_FORMS": 0})
    [bengali] = frames(response)
    assert "<h1>নাম</h1>" in bengali
    assert not Article.objects.exists()


def test_an_article_without_a_section_is_previewed_all_the_same(rina):
    sent = {"title_en": "Title", "sources-TOTAL_FORMS": 0, "sources-INITIAL_FORMS": 0}
    for article in ("", "9" * 5000):
        response = rina.post(f"{ARTICLES}preview/", sent | {"article": article})
        assert "<h1>Title</h1>" in frames(response)[0]


def test_a_preview_of_a_form_with_mistakes_shows_what_can_be_shown(rina):
    article = make_article()
    sent = answers(article, published_at_en_0="never", title_en="New", section="")
    response = rina.post(f"{ARTICLES}preview/", sent | {"article": article.pk})
    assert "<h1>New</h1>" in frames(response)[1]


def test_the_check_answers_beside_the_form_with_what_it_found(rina):
    article = make_article()
    sent = answers(article, body_en='<p><a href="/a/999999/">The other page</a></p>')
    response = rina.post(f"{ARTICLES}check/", sent | {"article": article.pk})
    assert "Stops publishing" in response.content.decode()
    assert "The other page" in response.content.decode()
    assert "<html" not in response.content.decode()


# Links for colleagues


def link_of(article: Article) -> PreviewLink:
    return PreviewLink.objects.get(article=article)


def test_a_link_opens_the_draft_in_both_languages_without_an_account(rina, client):
    article = make_article(published_at_bn=None, published_at_en=None)
    rina.post(address(article, "preview-link/"))
    token = link_of(article).token
    page = parse(rina.get(address(article)))
    shown = values(page, f".//input[@id='link-{link_of(article).pk}']", "value")
    assert shown == [f"http://127.0.0.1:8000/en/preview/{token}/"]
    for language, title in (("bn", "কিডনির টিউমার"), ("en", "Kidney tumours")):
        response = client.get(f"/{language}/preview/{token}/")
        assert text(parse(response).find(".//article/h1")) == title
        assert response["Cache-Control"] == "no-store, private"
        assert response.cookies == {}
        assert values(parse(response), ".//meta[@name='robots']", "content") == ["noindex"]


@pytest.mark.parametrize("end", ["revoked", "old", "tampered", "article gone"])
def test_a_link_ends(rina, client, end):
    article = make_article(published_at_bn=None)
    rina.post(address(article, "preview-link/"))
    link = link_of(article)
    token = link.token
    assert client.get(f"/bn/preview/{token}/").status_code == 200
    match end:
        case "revoked":
            rina.post(address(article, f"preview-link/{link.pk}/end/"))
        case "old":
            PreviewLink.objects.update(made_at=timezone.now() - timedelta(days=7, seconds=1))
        case "tampered":
            token = token[:-1] + ("a" if token[-1] != "a" else "b")
        case "article gone":
            article.delete()
    response = client.get(f"/bn/preview/{token}/")
    assert (response.status_code, "কিডনির" in response.content.decode()) == (404, False)


def test_a_link_of_another_article_is_not_ended_by_mistake(rina):
    article, other = make_article(), make_article(slug="other")
    rina.post(address(article, "preview-link/"))
    path = address(other, f"preview-link/{link_of(article).pk}/end/")
    assert rina.post(path).status_code == 404
    assert link_of(article).revoked_at is None


# Versions


def test_the_history_names_each_save_its_author_and_what_it_changed(rina):
    article = make_article()
    rina.post(address(article), answers(article, body_en="<p>Other</p>"))
    lines = texts(parse(rina.get(address(article, "history/"))), ".//ol/li")
    assert [line.partition(" · ")[2] for line in lines] == [
        "rina text in English",
        "the site itself first version",
    ]


def test_the_history_is_paged(rina):
    article = make_article()
    for number in range(35):
        article.title_en = f"Title {number}"
        article.save()
    pages = [
        texts(parse(rina.get(address(article, f"history/?page={page}"))), ".//ol/li")
        for page in (1, 2)
    ]
    assert [len(page) for page in pages] == [30, 6]
    assert "first version" in pages[1][-1]
    assert [line for line in pages[0] if "first version" in line] == []


def test_a_version_shows_word_by_word_what_it_changed_and_comes_back(rina):
    article = make_article()
    rina.post(address(article), answers(article, body_en="<p>Longer text</p>"))
    new, old = article.history.all()
    page = parse(rina.get(address(article, f"history/{new.history_id}/")))
    assert (texts(page, ".//del"), texts(page, ".//ins")) == (["Text"], ["Longer text"])
    rina.post(address(article, f"history/{old.history_id}/bring-back/"), {"texts": ["en"]})
    stored = Article.objects.get()
    assert (stored.body_en, stored.version) == ("<p>Text</p>", 3)
    assert stored.history.first().history_user.username == "rina"


def test_a_version_of_another_article_is_not_brought_back(rina):
    article, other = make_article(), make_article(slug="other", body_en="<p>Other</p>")
    version = other.history.get().history_id
    path = address(article, f"history/{version}/bring-back/")
    assert rina.post(path, {"texts": ["en"]}).status_code == 404
    assert Article.objects.get(slug="kidney").body_en == "<p>Text</p>"


def test_a_version_that_lacks_a_part_does_not_come_back_into_a_public_page(rina):
    article = make_article(body_en="", published_at_en=None)
    old = article.history.get()
    rina.post(address(article), answers(article, body_en="<p>Text</p>", _publish="en"))
    path = address(article, f"history/{old.history_id}/bring-back/")
    response = rina.post(path, {"texts": ["en"]}, follow=True)
    assert "nothing was changed" in response.content.decode()
    assert Article.objects.get().body_en == "<p>Text</p>"


def test_a_deleted_article_is_listed_and_brought_back(rina):
    article = make_article()
    number = article.pk
    rina.post(address(article, "delete/"), {"post": "yes"})
    page = rina.get(f"{ARTICLES}deleted/")
    [line] = texts(parse(page), ".//ul[@class='versions']/li")
    assert ("কিডনির টিউমার" in line, "rina" in line) == (True, True)
    [version] = page.context["entries"]
    response = rina.post(f"{ARTICLES}deleted/{version[0].history_id}/bring-back/")
    assert response["Location"] == address(Article.objects.get(pk=number))
    assert Article.objects.get().published_languages() == []


def test_several_deleted_at_once_are_each_somebodys(rina):
    for slug in ("one", "two"):
        make_article(slug=slug)
    keys = [*Article.objects.values_list("pk", flat=True)]
    sent = {"action": "delete_selected", "_selected_action": keys, "post": "yes"}
    rina.post(ARTICLES, sent)
    gone = Article.history.filter(history_type="-")
    assert [each.history_user.username for each in gone] == ["rina", "rina"]


def test_an_article_whose_section_is_gone_comes_back_into_another(rina):
    article = make_article(make_section("surgery"))
    section, other = article.section, make_section("hope")
    article.delete()
    section.delete()
    version = Article.history.filter(history_type="-").get()
    path = f"{ARTICLES}deleted/{version.history_id}/bring-back/"
    response = rina.post(path, follow=True)
    assert "Its section is gone. Choose another one." in response.content.decode()
    assert not Article.objects.exists()
    rina.post(path, {"section": other.pk})
    assert Article.objects.get().section == other


def test_bringing_back_twice_makes_one_article(rina):
    make_article().delete()
    version = Article.history.filter(history_type="-").get()
    for _press in range(2):
        response = rina.post(f"{ARTICLES}deleted/{version.history_id}/bring-back/")
        assert response.status_code == 302
    assert Article.objects.count() == 1


# The table


def in_table(client: Client, **query: str) -> set[str]:
    return {each.slug for each in client.get(ARTICLES, query).context["cl"].result_list}


@pytest.fixture
def shelf() -> None:
    """One article of each kind that the table can be narrowed to."""
    now = timezone.now()
    make_article(slug="plain")
    make_article(slug="draft-bn", published_at_bn=None)
    make_article(slug="later-en", published_at_en=now + timedelta(days=9))
    make_article(slug="withdrawn", published_at_bn=None, withdrawn_at_bn=now)
    behind = make_article(slug="behind")
    behind.body_en = "<p>Other</p>"
    behind.save()
    doctor = make_user("doctor")
    for slug, due in (("approved", timedelta(days=9)), ("overdue", -timedelta(days=1))):
        article = make_article(slug=slug)
        for code in ("bn", "en"):
            Review.objects.create(
                article=article,
                language=code,
                digest=getattr(article, f"digest_{code}"),
                reviewed_on=now - timedelta(days=400),
                next_review_on=now + due,
                approved_by=doctor,
            )


ALL = {"plain", "draft-bn", "later-en", "withdrawn", "behind", "approved", "overdue"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ALL),
        ({"bn": "draft"}, {"draft-bn"}),
        ({"bn": "withdrawn"}, {"withdrawn"}),
        ({"en": "scheduled"}, {"later-en"}),
        ({"en": "public"}, ALL - {"later-en"}),
        ({"bn": "missing"}, set()),
        ({"bn": "nonsense"}, ALL),
        ({"behind": "bn"}, {"behind"}),
        ({"behind": "en"}, set()),
        ({"review": "missing"}, ALL - {"approved", "overdue"}),
        ({"review": "overdue"}, {"overdue"}),
    ],
)
def test_the_table_is_narrowed(rina, shelf, query, expected):
    assert in_table(rina, **query) == expected


def test_the_table_says_where_each_language_stands(rina, shelf):
    articles = {each.slug: each for each in rina.get(ARTICLES).context["cl"].result_list}

    def lines(slug: str, language: str) -> list[str]:
        html = language_cell(articles[slug], language)
        return re.findall('<span class="line [^"]*">([^<]*)</span>', html)

    with override("en"):
        assert lines("plain", "bn") == ["● public", "not approved"]
        assert lines("draft-bn", "bn") == ["✎ draft"]
        assert lines("withdrawn", "bn") == ["⚠ offline for correction"]
        assert lines("behind", "bn") == ["● public", "↻ behind", "not approved"]
        assert lines("behind", "en") == ["● public", "not approved"]
        scheduled = articles["later-en"].published_at_en
        assert lines("later-en", "en") == ["◷ scheduled", moment(scheduled)]
        due = long_date(timezone.now() + timedelta(days=9))
        assert lines("approved", "en") == ["● public", f"review due: {due}"]
        late = long_date(timezone.now() - timedelta(days=1))
        assert lines("overdue", "en") == ["● public", f"review overdue: {late}"]


@pytest.mark.parametrize("count", [1, 300])
def test_the_table_asks_no_more_for_many_articles(rina, count, django_assert_max_num_queries):
    article = make_article()
    values = Article.objects.values(
        *(each.attname for each in Article._meta.concrete_fields if not each.primary_key)
    ).get(pk=article.pk)
    Article.objects.bulk_create(
        Article(**values | {"slug": f"article-{number}"}) for number in range(count - 1)
    )
    with django_assert_max_num_queries(12) as queries:
        rina.get(ARTICLES)
    assert len(queries) == LIST_QUERIES


LIST_QUERIES = 8


def test_the_form_asks_at_most_twenty_questions(doctor, django_assert_max_num_queries):
    """With all that may stand beside it."""
    article = make_article(picture=make_picture())
    rina = make_user("rina")
    for number in range(5):
        article.sources.create(organisation="WHO", title=f"{number}", position=number)
        article.preview_links.create(made_by=rina)
    for code in ("bn", "en"):
        Review.objects.create(
            article=article, language=code, digest="old", reviewed_on="2026-05-01", approved_by=rina
        )
    article.openings.create(person=rina, at=timezone.now())
    for body in ("<p>Other</p>", "<p>Another</p>"):
        article.body_en = body
        article.save()
    with django_assert_max_num_queries(20):
        doctor.get(address(article))


def test_the_start_page_leads_to_what_is_to_be_done(rina, shelf):
    links = [
        (text(link), link.get("href"))
        for link in parse(rina.get("/admin/")).findall(".//ul[@class='needs']/li/a")
    ]
    assert [words for words, _href in links] == [
        "1 article whose review is overdue",
        "5 public articles await review by the clinic's doctors",
        "1 article whose Bengali is behind",
    ]
    for words, href in links:
        found = rina.get(href).context["cl"].result_list
        assert len(found) == int(words.split()[0])
