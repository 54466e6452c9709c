"""The people of the clinic: in the admin, and on the team's page."""

import pytest
from django.test import Client

from clinic_site.groups import EDITORS
from pages.models import TeamMember
from tests.makers import make_article, make_person, make_picture, make_section, make_user
from tests.page import parse, text, texts, values

TEAM = "/admin/pages/teammember/"

pytestmark = pytest.mark.django_db


def shown(client: Client, language: str, path: str = "team/") -> list[str]:
    page = parse(client.get(f"/{language}/{path}"))
    return [text(each) for each in page.findall(".//li[@class='person']")]


# The page


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("bn", ["ডা. রহিমা খাতুন শিশু সার্জন প্রথম কথা।"]),
        ("en", ["Dr Rahima Khatun Children's surgeon First words."]),
    ],
)
def test_a_person_is_shown_with_role_and_introduction(client, language, words):
    make_section("team")
    make_person(introduction_bn="প্রথম কথা।", introduction_en="First words.")
    assert shown(client, language) == words


def test_a_name_alone_is_enough(client):
    make_section("team")
    make_person(role_en="")
    assert shown(client, "en") == ["Dr Rahima Khatun"]
    assert "None" not in client.get("/en/team/").content.decode()


@pytest.mark.parametrize("absent", [{"is_shown": False}, {"name_en": ""}, {"name_en": None}])
def test_who_has_left_or_has_no_name_in_this_language_is_not_there(client, absent):
    make_section("team")
    make_person(**absent)
    page = client.get("/en/team/").content.decode()
    assert shown(client, "en") == []
    assert "Children's surgeon" not in page
    assert 'class="people"' not in page
    assert "There are no pages here yet." in page


def test_people_stand_in_staffs_order_before_the_articles(client):
    section = make_section("team")
    make_article(section, title_en="How we work")
    for place, name in ((2, "B"), (1, "A"), (3, "C")):
        make_person(name_en=name, position=place)
    page = parse(client.get("/en/team/"))
    assert texts(page, ".//main//h2") == ["A", "B", "C", "How we work"]
    assert "There are no pages here yet." not in text(page)


def test_no_other_section_shows_them(client, django_assert_num_queries):
    make_section("hope")
    make_person()
    with django_assert_num_queries(5):
        assert shown(client, "en", "hope/") == []


@pytest.mark.parametrize(
    ("fields", "alt"),
    [
        ({"alternative_en": "In the ward"}, "In the ward"),
        ({"alternative_en": "In the ward", "decorative": True}, ""),
        ({"alternative_en": None}, ""),
    ],
)
def test_a_picture_is_shown_small_with_its_alternative_text(client, fields, alt):
    make_section("team")
    picture = make_picture(**fields, focal_x=10)
    make_person(picture=picture)
    make_person(name_en="Without")
    page = parse(client.get("/en/team/"))
    [image] = page.findall(".//li[@class='person']/img")
    assert (image.get("src"), image.get("alt")) == (picture.thumbnail, alt)
    assert (image.get("class"), image.get("loading")) == ("portrait focus-x-0 focus-y-2", "lazy")


@pytest.mark.parametrize("others", [0, 3])
def test_the_page_asks_six_questions_however_many_people(client, django_assert_num_queries, others):
    make_section("team")
    for _number in range(1 + others):
        make_person(picture=make_picture())
    with django_assert_num_queries(6):
        assert len(shown(client, "en")) == 1 + others


def test_a_persons_words_are_words(client):
    make_section("team")
    make_person(name_en="<b>A</b>", introduction_en="<script>x()</script>\n\nB")
    assert shown(client, "en") == ["<b>A</b> Children's surgeon <script>x()</script> B"]


# The admin


def test_what_a_manager_writes_is_on_the_page_at_once(manager, client):
    make_section("team")
    answers = {
        "name_bn": "নার্স শিরিন",
        "name_en": "Nurse Shirin",
        "role_bn": "বিশেষজ্ঞ নার্স",
        "role_en": "Specialist nurse",
        "introduction_bn": "",
        "introduction_en": "",
        "is_shown": "on",
    }
    assert manager.post(f"{TEAM}add/", answers).headers["Location"] == TEAM
    assert shown(client, "bn") == ["নার্স শিরিন বিশেষজ্ঞ নার্স"]
    path = f"{TEAM}{TeamMember.objects.get().pk}/change/"
    manager.post(path, answers | {"name_en": "Nurse Shirin Akter"})
    assert shown(client, "en") == ["Nurse Shirin Akter Specialist nurse"]
    del answers["is_shown"]
    manager.post(path, answers)
    assert shown(client, "bn") == shown(client, "en") == []


def test_a_picture_that_a_manager_chooses_is_on_the_page_at_once(manager, client):
    make_section("team")
    person, picture = make_person(), make_picture()
    answers = {"name_en": person.name_en, "is_shown": "on"}
    manager.post(f"{TEAM}{person.pk}/change/", answers | {"picture": picture.pk})
    assert TeamMember.objects.get().picture == picture
    assert len(parse(client.get("/en/team/")).findall(".//li[@class='person']/img")) == 1
    manager.post(f"{TEAM}{person.pk}/change/", answers)
    assert len(parse(client.get("/en/team/")).findall(".//li[@class='person']/img")) == 0


def test_both_languages_stand_side_by_side(manager):
    form = manager.get(f"{TEAM}add/").context["adminform"]
    lines = [[field.field.name for field in line] for fieldset in form for line in fieldset]
    assert lines == [
        ["name_bn", "name_en"],
        ["role_bn", "role_en"],
        ["introduction_bn", "introduction_en"],
        ["picture"],
        ["is_doctor"],
        ["is_shown"],
    ]


def test_a_person_without_a_name_in_either_language_is_refused(manager):
    response = manager.post(f"{TEAM}add/", {"role_en": "Nurse"})
    assert response.context["adminform"].form.errors == {
        "name_bn": ["Write this in one language at least."]
    }
    assert TeamMember.objects.count() == 0


def test_the_list_says_what_is_still_missing(manager):
    make_person(name_en="", role_en="", position=1)
    make_person(position=2)
    page = parse(manager.get(TEAM))
    assert texts(page, ".//td[@class='field-missing']") == [
        "name (English), what this person does (English)",
        "-",
    ]


@pytest.mark.parametrize("others", [0, 3])
def test_the_list_asks_seven_questions_however_long(manager, django_assert_num_queries, others):
    for _number in range(1 + others):
        make_person()
    with django_assert_num_queries(7):
        manager.get(TEAM)


def test_editors_read_the_team_and_change_nothing(client):
    person = make_person()
    client.force_login(make_user("rina", EDITORS))
    assert client.get(TEAM).status_code == 200
    page = parse(client.get(f"{TEAM}{person.pk}/change/"))
    assert values(page, ".//*[@name='name_bn']", "value") == []
    assert client.post(f"{TEAM}{person.pk}/change/", {"name_bn": "x"}).status_code == 403
    assert client.post(f"{TEAM}{person.pk}/delete/", {"post": "yes"}).status_code == 403
    assert TeamMember.objects.get().name_bn == "ডা. রহিমা খাতুন"


def test_the_address_of_the_teams_section_stays_where_the_people_are(manager):
    team, other = make_section("team"), make_section("hope")
    form = "/admin/pages/section/{}/change/"
    manager.post(form.format(team.pk), {"slug": "people", "title_en": "Our people"})
    manager.post(form.format(other.pk), {"slug": "comfort", "title_en": "Comfort"})
    team.refresh_from_db()
    other.refresh_from_db()
    assert (team.slug, team.title_en, other.slug) == ("team", "Our people", "comfort")
