"""“Where is the lump?” on the home page."""

import re

import pytest
from django.utils.translation import override

from pages.body_map import PLACES
from pages.drawings import FOLDER
from pages.landmarks import landmarks
from pages.models import Article
from pages.starter.loader import load
from tests.page import parse, text

pytestmark = pytest.mark.django_db


def test_every_mark_of_the_drawing_is_a_place_with_a_link_on_it():
    marks = re.findall('id="place-([a-z-]+)"', (FOLDER / "body.svg").read_text(encoding="utf-8"))
    style = (FOLDER.parent / "site" / "home.css").read_text(encoding="utf-8")
    assert sorted(marks) == sorted(PLACES) == sorted(re.findall(r"\.place\.([a-z-]+) \{", style))


@pytest.mark.parametrize("language", ["bn", "en"])
def test_each_place_leads_to_its_article_from_the_drawing_and_from_the_list(client, language):
    load()
    page = parse(client.get(f"/{language}/"))
    addresses = [f"/{language}/{address}/" for _label, address in PLACES.values()]
    marks = page.findall(".//div[@class='child']/a")
    rows = page.findall(".//div[@class='places']/ul/li")
    assert [mark.get("href") for mark in marks] == addresses
    assert [row.find("a").get("href") for row in rows] == addresses
    with override(language):
        assert [text(mark) for mark in marks] == [str(label) for label, _address in PLACES.values()]


def test_an_article_that_moved_is_still_found_and_one_that_is_no_longer_public_is_not():
    load()
    Article.objects.filter(slug="kidney-tumours").update(slug="kidney")
    Article.objects.filter(slug="liver-tumours").update(published_at_bn=None)
    found = {each.name: each.article.slug for each in landmarks("bn").places}
    assert found["kidney"] == "kidney"
    assert found.keys() == PLACES.keys() - {"liver"}
    assert "liver" in {each.name for each in landmarks("en").places}


def test_without_any_of_these_articles_there_is_no_map(client):
    assert b"body-map" not in client.get("/bn/").content


@pytest.mark.parametrize("language", ["bn", "en"])
def test_the_home_page_leads_to_the_warning_signs_and_the_questions(client, language):
    load()
    page = parse(client.get(f"/{language}/"))
    urgent = page.find(".//li[@class='urgent']/a")
    asked = page.find(".//section[@aria-labelledby='first-visit']//a")
    assert urgent.get("href") == f"/{language}/tumours/warning-signs/"
    assert asked.get("href") == f"/{language}/team/questions-to-ask/"
    Article.objects.update(published_at_bn=None, published_at_en=None)
    page = parse(client.get(f"/{language}/"))
    assert page.find(".//li[@class='urgent']") is None
    assert page.find(".//section[@aria-labelledby='first-visit']//a") is None
