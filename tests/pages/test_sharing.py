"""The picture beside a shared link."""

import pytest
from django.test import Client

from pages import drawings, picture_files
from pages.models import Picture
from tests.makers import make_article, make_picture, make_section, make_upload
from tests.page import parse

SITE = "http://127.0.0.1:8000"

pytestmark = pytest.mark.django_db


def shared(path: str) -> dict[str, str]:
    page = parse(Client().get(path))
    return {
        meta.get("property").removeprefix("og:image").lstrip(":"): meta.get("content")
        for meta in page.findall(".//meta[@property]")
        if meta.get("property").startswith("og:image")
    }


def make_wide_picture(size: tuple[int, int] = (1200, 900), **fields) -> Picture:
    stored = picture_files.store(make_upload(size))
    sizes = {"width": stored.width, "height": stored.height, "widths": stored.widths}
    return make_picture(file=stored.name, **sizes, **fields)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/en/", "kite"),
        ("/bn/contact/", "kite"),
        ("/en/surgery/", "operation"),
        ("/bn/surgery/kidney/", "operation"),
        ("/en/new/", "kite"),
    ],
)
def test_a_page_shows_the_drawing_of_its_section_or_of_the_site(path, name):
    make_article(make_section("surgery", drawing_name="operation"))
    make_section("new", drawing_name="")
    assert shared(path) == {
        "": f"{SITE}/static/social/{name}.png",
        "width": "1200",
        "height": "630",
        "alt": drawings.library()[name].descriptions[path.split("/")[1]],
    }


def test_an_article_shows_its_own_picture():
    picture = make_wide_picture()
    make_article(picture=picture)
    found = shared("/en/tumours/kidney/")
    assert found == {
        "": f"{SITE}/media/{picture.file.name.removesuffix('.jpg')}-960.webp",
        "width": "960",
        "height": "720",
        "alt": "A kite",
    }
    # Its section keeps the drawing.
    assert shared("/en/tumours/")[""] == f"{SITE}/static/social/cells.png"
    file = Client().get(found[""].removeprefix(SITE))
    assert (file.status_code, file.headers["Content-Type"]) == (200, "image/webp")
    file.close()


def test_a_picture_that_only_decorates_is_not_described():
    make_article(picture=make_wide_picture(decorative=True))
    assert set(shared("/en/tumours/kidney/")) == {"", "width", "height"}


@pytest.mark.parametrize("size", [(959, 700), (1000, 1001)])
def test_a_small_or_tall_picture_is_left_for_the_drawing(size):
    make_article(picture=make_wide_picture(size))
    assert shared("/en/tumours/kidney/")[""] == f"{SITE}/static/social/cells.png"
