"""Rows put in order by arrows: sections, people and, within their section, articles."""

import threading

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import Permission
from django.db import connection, transaction
from django.test import Client

from clinic_site.groups import APPOINTMENT_STAFF, EDITORS, MANAGERS
from pages.editing.order import OrderedAdmin, move
from pages.models import Article, Section, TeamMember
from tests.makers import make_article, make_person, make_section, make_user
from tests.page import parse, text, texts, values

SECTIONS = "/admin/pages/section/"
TEAM = "/admin/pages/teammember/"

pytestmark = pytest.mark.django_db


def make_sections(*slugs: str, **fields) -> list[Section]:
    return [
        make_section(slug, title_en=slug.title(), position=number, **fields)
        for number, slug in enumerate(slugs, start=1)
    ]


def order() -> list[tuple[str, int]]:
    return list(Section.objects.values_list("slug", "position"))


def arrows(client: Client, path: str = SECTIONS) -> list[tuple[str, bool]]:
    """What each arrow of the list is called, and whether it can be pressed."""
    page = parse(client.get(path))
    return [
        (each.get("aria-label"), each.get("disabled") is None)
        for each in page.findall(".//button[@form='order-form']")
    ]


# Moving


@pytest.mark.parametrize(
    ("slug", "direction", "slugs", "focus"),
    [
        ("b", "up", "bac", "down"),  # first now: it can only go down again
        ("c", "up", "acb", "up"),
        ("a", "down", "bac", "down"),
        ("b", "down", "acb", "up"),
        ("a", "up", "abc", "down"),  # pressed twice: nothing happens
        ("c", "down", "abc", "up"),
    ],
)
def test_an_arrow_moves_a_row_by_one_place_and_keeps_the_focus(
    manager, slug, direction, slugs, focus
):
    rows = {row.slug: row for row in make_sections("a", "b", "c")}
    response = manager.post(f"{SECTIONS}move/", {direction: rows[slug].pk})
    assert order() == [(each, place) for place, each in enumerate(slugs, start=1)]
    assert (response.status_code, response.headers["Location"]) == (
        302,
        f"{SECTIONS}?#{focus}-{rows[slug].pk}",
    )


@pytest.mark.parametrize(
    ("language", "direction", "words"),
    [
        ("en", "down", "“A” moved down. It is now number 2 of 3."),
        ("en", "up", "“A” moved up. It is now number 1 of 3."),
    ],
)
def test_what_was_moved_is_said(manager, language, direction, words):
    first, *_others = make_sections("a", "b", "c")
    page = parse(manager.post(f"{SECTIONS}move/", {direction: first.pk}, follow=True))
    assert texts(page, ".//ul[@class='messagelist']/li") == [words]


def test_rows_that_share_a_number_are_numbered_in_the_order_they_were_shown_in(manager):
    *_others, c = (make_section(slug, position=0) for slug in "abc")
    assert [row.slug for row in Section.objects.all()] == ["a", "b", "c"]
    manager.post(f"{SECTIONS}move/", {"up": c.pk})
    assert order() == [("a", 1), ("c", 2), ("b", 3)]


def test_numbers_with_gaps_are_closed_and_only_what_changes_is_written(
    django_assert_num_queries,
):
    a, *_others = (
        make_section(slug, position=at) for slug, at in {"a": 7, "b": 20, "c": 3}.items()
    )
    with django_assert_num_queries(4):  # savepoint, read, write, release
        assert move(Section.objects.all(), a.pk, 1) == (3, 3)
    assert order() == [("c", 1), ("b", 2), ("a", 3)]
    with django_assert_num_queries(3):
        assert move(Section.objects.all(), a.pk, 1) == (3, 3)


def test_the_list_keeps_its_filters_and_its_page(manager):
    *_others, last = make_sections("a", "b")
    listed = parse(manager.get(f"{SECTIONS}?q=b&all="))
    [filters] = values(listed, ".//form[@id='order-form']/input[@name='filters']", "value")
    response = manager.post(f"{SECTIONS}move/", {"up": last.pk, "filters": filters})
    assert response.headers["Location"] == f"{SECTIONS}?q=b&all=#down-{last.pk}"


@pytest.mark.parametrize(
    "filters", ["//evil.example", "https://evil.example/", "\r\nX-Evil: 1", "/../../x", "#x", "\0"]
)
def test_no_filter_leads_anywhere_else(manager, filters):
    [row] = make_sections("a")
    response = manager.post(f"{SECTIONS}move/", {"up": row.pk, "filters": filters})
    location = response.headers["Location"]
    assert location.startswith(f"{SECTIONS}?")
    assert location.endswith(f"#down-{row.pk}")
    assert location.count("#") == 1
    assert "X-Evil" not in response.headers


@pytest.mark.parametrize(
    ("answers", "status"),
    [({}, 400), ({"sideways": 1}, 400), ({"up": "x"}, 404), ({"up": "0"}, 404), ({"up": ""}, 404)],
)
def test_what_names_no_row_moves_nothing(manager, answers, status):
    make_sections("a", "b")
    assert manager.post(f"{SECTIONS}move/", answers).status_code == status
    assert order() == [("a", 1), ("b", 2)]


def test_reading_moves_nothing(manager):
    assert manager.get(f"{SECTIONS}move/").status_code == 405


def test_a_foreign_form_moves_nothing():
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user("boss", MANAGERS))
    first, _second = make_sections("a", "b")
    assert client.post(f"{SECTIONS}move/", {"down": first.pk}).status_code == 403
    assert order() == [("a", 1), ("b", 2)]


@pytest.mark.parametrize("group", [EDITORS, APPOINTMENT_STAFF])
@pytest.mark.parametrize("path", [SECTIONS, TEAM])
def test_who_may_not_change_a_row_moves_none_and_sees_no_arrows(client, group, path):
    make_sections("a", "b")
    make_person(position=1)
    second = make_person(position=2)
    client.force_login(make_user("rina", group))
    assert client.post(f"{path}move/", {"up": second.pk}).status_code == 403
    assert order() == [("a", 1), ("b", 2)]
    assert TeamMember.objects.last() == second
    if group == EDITORS:
        assert arrows(client, path) == []
        assert "order-form" not in client.get(path).content.decode()


def test_the_right_to_change_is_all_that_an_arrow_needs(client):
    user = make_user("rina")
    user.user_permissions.add(*Permission.objects.filter(codename="change_section"))
    client.force_login(user)
    _first, second = make_sections("a", "b")
    assert client.post(f"{SECTIONS}move/", {"up": second.pk}).status_code == 302
    assert order() == [("b", 1), ("a", 2)]


# The list


def test_every_row_has_its_arrows_by_name_and_the_ends_cannot_be_pressed(manager):
    make_sections("a", "b", "c")
    assert arrows(manager) == [
        *(("Move up: A", False), ("Move down: A", True)),
        *(("Move up: B", True), ("Move down: B", True)),
        *(("Move up: C", True), ("Move down: C", False)),
    ]


def test_a_narrowed_list_knows_the_ends_of_the_whole_order(manager):
    make_sections("a", "b", "c")
    assert arrows(manager, f"{SECTIONS}?q=B") == [("Move up: B", True), ("Move down: B", True)]


def test_the_only_row_cannot_be_moved(manager):
    make_sections("a")
    assert arrows(manager) == [("Move up: A", False), ("Move down: A", False)]


def test_a_name_with_markup_is_shown_as_it_is(manager):
    make_section(title_en='<b>"Lumps" & %s</b>')
    assert arrows(manager)[0] == ('Move up: <b>"Lumps" & %s</b>', False)


def test_rows_are_listed_in_their_order(manager):
    for place, slug in ((2, "b"), (3, "c"), (1, "a")):
        make_section(slug, position=place)
    page = parse(manager.get(SECTIONS))
    assert texts(page, ".//td[@class='field-slug']") == ["a", "b", "c"]


@pytest.mark.parametrize("path", [SECTIONS, TEAM])
def test_the_arrows_are_of_a_form_beside_the_one_of_the_list(manager, path):
    make_sections("a")
    make_person()
    page = parse(manager.get(path))
    [form] = page.findall(".//form[@id='order-form']")
    assert (form.get("method"), form.get("action")) == ("post", f"{path}move/")
    assert page.findall(".//form//form") == []
    names = [each.get("name") for each in form.iter("input")]
    assert names == ["csrfmiddlewaretoken", "filters"]
    assert len(page.findall(".//button[@form='order-form']")) == 2


# New rows


@pytest.mark.parametrize(
    ("path", "answers", "model"),
    [
        (SECTIONS, {"slug": "new", "title_en": "New"}, Section),
        (TEAM, {"name_en": "New", "is_shown": "on"}, TeamMember),
    ],
)
def test_a_new_row_goes_to_the_end_and_an_edited_one_stays(manager, path, answers, model):
    make_section("first", position=7)
    make_person(position=7)
    assert manager.post(f"{path}add/", answers).headers["Location"] == path
    new = model.objects.latest("pk")
    assert (model.objects.last(), new.position) == (new, 8)
    first = model.objects.first()
    manager.post(f"{path}{first.pk}/change/", answers | {"slug": "other"})
    first.refresh_from_db()
    assert (str(first), first.position) == ("New", 7)


def test_the_first_row_of_all_is_number_one(manager):
    manager.post(f"{SECTIONS}add/", {"slug": "new"})
    assert order() == [("new", 1)]


@pytest.mark.parametrize("path", [SECTIONS, TEAM])
def test_nobody_types_a_number(manager, path):
    page = parse(manager.get(f"{path}add/"))
    assert page.findall(".//*[@name='position']") == []


# Articles: an order within each section


class ByArrows(OrderedAdmin):
    order_within = "section"


@pytest.fixture
def shelves() -> dict[str, Article]:
    """Two sections, with positions as the starter texts have them: numbered throughout."""
    tumours, hope = make_sections("tumours", "hope")
    places = {"one": tumours, "two": tumours, "three": hope, "four": hope}
    return {
        slug: make_article(section, slug=slug, position=number)
        for number, (slug, section) in enumerate(places.items(), start=1)
    }


def shelf_order(slug: str) -> list[str]:
    return list(Article.objects.filter(section__slug=slug).values_list("slug", flat=True))


def test_an_article_moves_within_its_section_only(shelves, rf):
    hope = Article.objects.filter(section__slug="hope")
    assert move(hope, shelves["three"].pk, 1) == (2, 2)
    assert (shelf_order("tumours"), shelf_order("hope")) == (["one", "two"], ["four", "three"])
    assert move(hope, shelves["four"].pk, -1) == (1, 2)
    assert shelf_order("hope") == ["four", "three"]


def test_each_section_has_a_first_and_a_last_article(shelves, rf):
    request = rf.get("/")
    request.user = make_user("boss", MANAGERS)
    rows = ByArrows(Article, site).get_queryset(request)
    ends = {row.slug: (row.first_of_order, row.last_of_order) for row in rows}
    pk = {slug: article.pk for slug, article in shelves.items()}
    tumours, hope = (pk["one"], pk["two"]), (pk["three"], pk["four"])
    assert ends == {"one": tumours, "two": tumours, "three": hope, "four": hope}


def test_moving_an_article_is_no_new_version_of_its_text(shelves):
    before = list(Article.objects.values_list("version", "changed_at"))
    records = Article.history.count()
    move(Article.objects.filter(section__slug="tumours"), shelves["one"].pk, 1)
    assert list(Article.objects.order_by("pk").values_list("version", "changed_at")) == before
    assert Article.history.count() == records
    assert shelf_order("tumours") == ["two", "one"]


# Live at once


def test_families_see_the_new_order_at_once(manager):
    first, _second = make_sections("alpha", "beta")

    def navigation() -> list[str]:
        page = parse(Client().get("/en/"))
        return [text(each) for each in page.findall(".//nav[@class='wide']//a")]

    assert navigation() == ["Alpha", "Beta", "Contact", "Search"]
    manager.post(f"{SECTIONS}move/", {"down": first.pk})
    assert navigation() == ["Beta", "Alpha", "Contact", "Search"]


# Two at once


@pytest.mark.django_db(transaction=True)
def test_the_second_of_two_who_move_at_once_sees_what_the_first_did():
    first, _middle, last = make_sections("a", "b", "c")
    placed: list[tuple[int, int]] = []

    def press() -> None:
        placed.append(move(Section.objects.all(), last.pk, -1))
        connection.close()

    second = threading.Thread(target=press)
    with transaction.atomic():
        move(Section.objects.all(), first.pk, 1)
        second.start()
        second.join(timeout=0.5)
        assert placed == []  # it waits
    second.join()
    assert placed == [(2, 3)]
    assert order() == [("b", 1), ("c", 2), ("a", 3)]


@pytest.mark.django_db(transaction=True)
def test_an_article_is_moved_where_no_transaction_is_open_yet():
    """PostgreSQL locks rows within a transaction only; the other tests stand in one."""
    first, second = make_article(slug="one", position=1), make_article(slug="two", position=2)
    editor = Client()
    editor.force_login(make_user("rina", EDITORS))
    assert editor.post("/admin/pages/article/move/", {"up": second.pk}).status_code == 302
    assert [each.slug for each in Article.objects.order_by("position")] == ["two", "one"]
    assert Article.objects.get(pk=first.pk).position == 2
