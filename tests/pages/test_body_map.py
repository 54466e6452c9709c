"""“Where is the lump?” on the home page."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from pages.body_map import PLACES
from pages.drawings import FOLDER
from pages.landmarks import landmarks
from pages.models import Article
from pages.starter.loader import load
from tests.page import parse, text

pytestmark = pytest.mark.django_db


RING = re.compile(r"\.place\.([a-z-]+) \{\s+left: [\d.]+%;\s+top: [\d.]+%;")


def test_every_place_has_its_ring_and_the_drawing_none_of_its_own():
    """Else a ring would stay empty where the article is not public."""
    drawing = (FOLDER / "body.svg").read_text(encoding="utf-8")
    style = (FOLDER.parent / "site" / "home.css").read_text(encoding="utf-8")
    assert set(RING.findall(style)) == PLACES.keys()
    assert "<circle" not in drawing


@pytest.mark.parametrize(("language", "digits"), [("bn", "০১২৩৪৫৬৭৮৯"), ("en", "0123456789")])
def test_each_place_leads_to_its_article_from_the_drawing_and_from_the_list(
    client, language, digits
):
    load()
    page = parse(client.get(f"/{language}/"))
    addresses = [f"/{language}/{address}/" for _label, address in PLACES.values()]
    marks = page.findall(".//div[@class='child']/a")
    rows = page.findall(".//div[@class='places']/ol/li")
    assert [mark.get("href") for mark in marks] == addresses
    assert [row.find("a").get("href") for row in rows] == addresses
    numbers = ["".join(digits[int(each)] for each in str(n)) for n in range(1, len(PLACES) + 1)]
    assert [text(mark) for mark in marks] == numbers
    with override(language):
        labels = [str(label) for label, _address in PLACES.values()]
    assert [text(row.find("a/strong")) for row in rows] == labels


def test_the_home_page_asks_for_no_text_of_an_article(client):
    load()
    with CaptureQueriesContext(connection) as asked:
        client.get("/bn/")
    assert [each["sql"] for each in asked if "body_" in each["sql"]] == []


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
