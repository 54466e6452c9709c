"""Sources in an article's form: two editors at once, rows that are gone, articles that are gone."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from clinic_site.groups import APPOINTMENT_STAFF
from pages import history, versions
from pages.models import Article
from tests.makers import make_article, make_user
from tests.page import parse, text, texts
from tests.pages.editing import ARTICLES, address, answers, logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def rina():
    return logged_in()


@pytest.fixture
def karim():
    return logged_in("karim")


def sourced(*titles: str) -> Article:
    article = make_article()
    for position, title in enumerate(titles or ("Cancer",), start=1):
        article.sources.create(organisation="WHO", title=title, year="2024", position=position)
    history.keep_sources(article)
    return article


def titles(article: Article) -> list[str]:
    return [*article.sources.values_list("title", flat=True)]


def conflict(response):
    return response.context["adminform"].form.conflict


def formset(response):
    return response.context["inline_admin_formsets"][0].formset


def sent_by(response) -> dict:
    """What the redisplayed form of the sources and of its version sends when saved again."""
    rows = formset(response)
    sent = {"opened_version": response.context["adminform"].form["opened_version"].value()}
    sent |= {f"{field.html_name}": field.value() or "" for form in rows for field in form}
    return sent | {
        "sources-TOTAL_FORMS": rows.total_form_count(),
        "sources-INITIAL_FORMS": rows.initial_form_count(),
    }


# Two editors


def test_sources_that_only_the_colleague_changed_are_taken_over(rina, karim):
    article = sourced("Cancer", "Tumours")
    mine = answers(article, title_bn="আমার")
    karim.post(address(article), answers(article, **{"sources-0-title": "Childhood cancer"}))
    response = rina.post(address(article), mine)
    assert (conflict(response).taken_over, conflict(response).clashes) == (["Sources"], [])
    assert rina.post(address(article), mine | sent_by(response)).status_code == 302
    assert titles(article) == ["Childhood cancer", "Tumours"]
    assert Article.objects.get().title_bn == "আমার"


def test_a_source_that_the_colleague_added_is_in_the_form_with_its_number(rina, karim):
    article = sourced("Cancer")
    mine = answers(article, title_bn="আমার")
    added = {
        "sources-TOTAL_FORMS": 2,
        "sources-1-organisation": "SIOP",
        "sources-1-title": "Kidney",
        "sources-1-position": 2,
    }
    karim.post(address(article), answers(article, **added))
    response = rina.post(address(article), mine)
    ids = [*article.sources.values_list("pk", flat=True)]
    assert [int(form["id"].value()) for form in formset(response)] == ids
    assert rina.post(address(article), mine | sent_by(response)).status_code == 302
    assert titles(article) == ["Cancer", "Kidney"]


def test_a_source_that_both_changed_is_a_clash_that_names_theirs_and_keeps_mine(rina, karim):
    article = sourced("Cancer", "Tumours")
    mine = answers(article, **{"sources-0-title": "My title"})
    theirs = {"sources-0-title": "Their title", "sources-1-title": "Their tumours"}
    karim.post(address(article), answers(article, **theirs))
    response = rina.post(address(article), mine)
    [clash] = conflict(response).clashes
    theirs = ["1. WHO: Their title, 2024", "2. WHO: Their tumours, 2024"]
    assert (clash.label, [*clash.listed]) == ("Sources", theirs)
    page = parse(response)
    assert texts(page, ".//section[@class='conflict']//li") == theirs
    assert [text(each) for each in page.findall(".//section[@class='conflict']//ins")] == ["My"]
    # What only the other one changed is in the form, also within the list.
    assert rina.post(address(article), mine | sent_by(response)).status_code == 302
    assert titles(article) == ["My title", "Their tumours"]


def test_sources_that_only_i_changed_are_no_part_of_the_conflict(rina, karim):
    article = sourced()
    mine = answers(article, **{"sources-0-title": "My title"})
    karim.post(address(article), answers(article, title_bn="নতুন"))
    response = rina.post(address(article), mine)
    assert conflict(response).taken_over == ["Title (Bengali)"]
    again = mine | sent_by(response) | {"title_bn": "নতুন"}
    assert rina.post(address(article), again).status_code == 302
    assert titles(article) == ["My title"]


def test_the_same_change_by_both_is_no_clash(rina, karim):
    article = sourced()
    both = answers(article, **{"sources-0-title": "The same"})
    karim.post(address(article), both)
    assert conflict(rina.post(address(article), both)).clashes == []


def test_a_source_that_i_delete_and_the_colleague_changed_is_a_clash(rina, karim):
    article = sourced()
    mine = answers(article, **{"sources-0-DELETE": "on"})
    karim.post(address(article), answers(article, **{"sources-0-title": "Their title"}))
    response = rina.post(address(article), mine)
    assert [each.label for each in conflict(response).clashes] == ["Sources"]
    assert rina.post(address(article), mine | sent_by(response)).status_code == 302
    assert titles(article) == []


def test_sources_of_a_form_without_its_version_are_not_lost(rina):
    article = sourced()
    sent = answers(article, opened_version="", **{"sources-0-title": "My title"})
    response = rina.post(address(article), sent)
    assert "Sources" in [each.label for each in conflict(response).clashes]
    assert rina.post(address(article), sent | sent_by(response)).status_code == 302
    assert titles(article) == ["My title"]


def test_sources_may_change_places_when_nobody_else_is_there(rina):
    article = sourced("One", "Two")
    article.sources.update(position=0)
    history.keep_sources(article)
    swapped = {"sources-0-title": "Two", "sources-1-title": "One"}
    rina.post(address(article), answers(article, **swapped))
    assert titles(article) == ["Two", "One"]


# Rows that are gone


def test_an_untouched_source_that_the_colleague_deleted_is_dropped(rina, karim):
    article = sourced("Cancer", "Tumours")
    mine = answers(article, title_bn="আমার")
    karim.post(address(article), answers(article, **{"sources-0-DELETE": "on"}))
    response = rina.post(address(article), mine)
    assert conflict(response).taken_over == ["Sources"]
    assert [form["title"].value() for form in formset(response)] == ["Tumours"]
    assert rina.post(address(article), mine | sent_by(response)).status_code == 302
    assert titles(article) == ["Tumours"]


def test_a_source_that_i_changed_and_the_colleague_deleted_is_saved_as_a_new_one(rina, karim):
    article = sourced()
    mine = answers(article, **{"sources-0-title": "My title"})
    karim.post(address(article), answers(article, **{"sources-0-DELETE": "on"}))
    response = rina.post(address(article), mine)
    assert [each.label for each in conflict(response).clashes] == ["Sources"]
    assert rina.post(address(article), mine | sent_by(response)).status_code == 302
    assert titles(article) == ["My title"]


def test_bringing_a_version_back_keeps_the_numbers_of_its_sources():
    article = sourced("Cancer", "Tumours", "Kidney")
    ids = [*article.sources.values_list("pk", flat=True)]
    first = article.history.get()
    article.save()
    article.sources.last().delete()
    article.sources.update(title="Other", position=7)
    history.keep_sources(article)
    versions.bring_back(article, first, [], with_sources=True, by=make_user("rina"))
    assert versions.sources_of(article) == first.sources
    assert [*article.sources.values_list("pk", flat=True)][:2] == ids[:2]
    assert article.history.first().sources == first.sources


def test_bringing_a_version_back_removes_sources_that_it_had_not():
    article = sourced("Cancer")
    first = article.history.get()
    article.save()
    article.sources.create(organisation="SIOP", title="Later")
    versions.bring_back(article, first, [], with_sources=True, by=make_user("rina"))
    assert titles(article) == ["Cancer"]


def test_a_form_that_was_open_while_a_version_was_brought_back_can_be_saved(rina):
    article = sourced("Cancer", "Tumours")
    first = article.history.get()
    mine = answers(article, title_bn="আমার")
    article.sources.all().delete()
    versions.bring_back(article, first, [], with_sources=True, by=make_user("karim"))
    response = rina.post(address(article), mine)
    assert formset(response).is_valid()
    assert rina.post(address(article), mine | sent_by(response)).status_code == 302
    assert titles(article) == ["Cancer", "Tumours"]


def test_an_error_of_a_hidden_field_can_be_read(rina):
    article = sourced()
    sent = answers(article, **{"sources-0-article": "999999", "sources-0-title": "New"})
    page = parse(rina.post(address(article), sent))
    [row] = page.findall(".//tr[@class='row-form-errors']")
    assert text(row) == "The inline value did not match the parent instance."


@pytest.mark.parametrize("count", ["", "x", "-1", "1000000000"])
def test_a_count_of_sources_that_no_browser_sends_breaks_nothing(rina, count):
    article = sourced()
    rina.post(address(article), answers(article, **{"sources-TOTAL_FORMS": count}))
    assert titles(article) == ["Cancer"]


# An article that a colleague deleted meanwhile


def test_saving_a_deleted_article_shows_what_was_typed_and_offers_it_back(rina):
    article = make_article()
    mine = answers(article, body_bn="<p>আমার <em>লেখা</em></p>", title_en='Mine "> <b>')
    Article.objects.get().delete()
    response = rina.post(address(article), mine)
    page = parse(response)
    assert response.status_code == 410
    kept = {each.get("id"): each.text for each in page.iter("textarea")}
    assert kept == {
        "kept-title_bn": "কিডনির টিউমার",
        "kept-summary_bn": "সারকথা",
        "kept-body_bn": "<p>আমার <em>লেখা</em></p>",
        "kept-title_en": 'Mine "> <b>',
        "kept-summary_en": "Summary",
        "kept-body_en": "<p>Text</p>",
    }
    assert {each.get("readonly") for each in page.iter("textarea")} == {""}
    [form] = page.findall(".//main//form")
    assert rina.post(form.get("action")).status_code == 302
    assert Article.objects.get().pk == article.pk


def test_a_text_typed_for_a_deleted_article_is_shown_without_what_is_not_allowed(rina):
    article = make_article()
    mine = answers(article, body_en="<p>Mine</p><script>x()</script>")
    Article.objects.get().delete()
    page = parse(rina.post(address(article), mine))
    assert [text(each) for each in page.findall(".//*[@class='typed'][@lang='en']")] == ["Mine"]
    assert [each.text for each in page.iter("script") if "x()" in (each.text or "")] == []


def test_who_may_not_add_articles_is_not_offered_the_deleted_one():
    doctor = make_user("doctor")
    doctor.user_permissions.add(Permission.objects.get(codename="change_article"))
    client = Client()
    client.force_login(doctor)
    article = make_article()
    mine = answers(article)
    Article.objects.get().delete()
    response = client.post(address(article), mine)
    assert response.status_code == 410
    assert parse(response).findall(".//main//form") == []


def test_who_may_not_change_articles_gets_nothing_of_a_deleted_one():
    article = make_article()
    mine = answers(article)
    Article.objects.get().delete()
    reception = logged_in("reception", APPOINTMENT_STAFF)
    assert reception.post(address(article), mine).status_code == 403


def test_an_article_that_never_was_leads_to_the_start_page_as_before(rina):
    article = make_article()
    mine = answers(article)
    for key in (article.pk + 1, "x"):
        response = rina.post(f"{ARTICLES}{key}/change/", mine)
        assert (response.status_code, response.headers["Location"]) == (302, "/admin/")
