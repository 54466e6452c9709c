"""How pictures of the library are shown, and where they are used."""

from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from pages.figures import canonical
from pages.models import Clinic, Picture, PreviewLink, shown
from pages.picture_uses import uses_of
from tests.makers import (
    make_article,
    make_clinic,
    make_person,
    make_picture,
    make_section,
    make_user,
)
from tests.page import parse, said, text, values

ARTICLE = "tumours/kidney/"
SIZES = "(min-width: 49em) 748px, calc(100vw - 2rem)"
TALL_SIZES = "(min-width: 26em) 384px, calc(100vw - 2rem)"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def wide(**fields) -> Picture:
    """A picture in all three widths; its files are not there."""
    sizes = {"width": 2000, "height": 1500, "widths": [480, 960, 1600]}
    number = Picture.objects.count()
    names = {"alternative_bn": "একটি ঘুড়ি", "alternative_en": "A kite"}
    return Picture.objects.create(**{"file": f"pictures/{number}.jpg", **sizes, **names, **fields})


def figure(picture: Picture) -> str:
    return f'<figure data-picture="{picture.pk}"></figure>'


def figures_in(html: str, language: str = "en") -> str:
    return shown(html, language).html


def page(client: Client, language: str = "en", path: str = ARTICLE) -> Element:
    return parse(client.get(f"/{language}/{path}"))


# Addresses


def test_the_thumbnail_is_the_smallest_webp():
    assert wide().thumbnail == "/media/pictures/0-480.webp"
    assert wide(widths=[300], width=300).thumbnail == "/media/pictures/1-300.webp"


@pytest.mark.parametrize("kind", ["avif", "webp"])
def test_a_srcset_names_every_rendition_with_its_width(kind):
    assert wide().srcset(kind) == (
        f"/media/pictures/0-480.{kind} 480w, /media/pictures/0-960.{kind} 960w, "
        f"/media/pictures/0-1600.{kind} 1600w"
    )


def test_every_address_of_a_figure_leads_to_a_file(client):
    picture = make_picture()
    make_article(body_en=figure(picture))
    shown_page = page(client)
    addresses = [*values(shown_page, ".//main//img", "src"), picture.thumbnail]
    for srcset in values(shown_page, ".//source", "srcset"):
        addresses += [each.split()[0] for each in srcset.split(", ")]
    found = {}
    for address in addresses:
        response = client.get(address)
        found[address.rpartition(".")[2]] = (response.status_code, response["Content-Type"])
        response.close()
    assert found == {
        "jpg": (200, "image/jpeg"),
        "avif": (200, "image/avif"),
        "webp": (200, "image/webp"),
    }


# Words


@pytest.mark.parametrize(
    ("fields", "bengali", "english"),
    [
        ({}, "একটি ঘুড়ি", "A kite"),
        ({"alternative_en": ""}, "একটি ঘুড়ি", ""),
        ({"alternative_en": None}, "একটি ঘুড়ি", ""),
        ({"decorative": True}, "", ""),
    ],
)
def test_the_alternative_is_of_the_language_and_never_the_other_ones(fields, bengali, english):
    picture = wide(**fields)
    assert (picture.alternative_in("bn"), picture.alternative_in("en")) == (bengali, english)
    with override("bn"):
        assert picture.alternative_here == bengali
    with override("en"):
        assert picture.alternative_here == english


@pytest.mark.parametrize(
    ("x", "y", "classes"),
    [
        (50, 50, "focus-x-2 focus-y-2"),
        (0, 100, "focus-x-0 focus-y-4"),
        (12, 13, "focus-x-0 focus-y-1"),
        (37, 38, "focus-x-1 focus-y-2"),
        (62, 63, "focus-x-2 focus-y-3"),
        (87, 88, "focus-x-3 focus-y-4"),
    ],
)
def test_the_important_spot_is_a_class_in_quarters(x, y, classes):
    assert wide(focal_x=x, focal_y=y).focus == classes


def test_every_class_of_the_important_spot_has_its_rule():
    rules = Path("static/site/site.css").read_text()
    for axis in ("x", "y"):
        for step in range(5):
            assert f".focus-{axis}-{step} {{\n  --focus-{axis}: {25 * step}%;\n}}" in rules


# In a text


@pytest.mark.parametrize(
    ("language", "alternative", "caption"),
    [
        ("bn", "একটি ঘুড়ি", "আকাশে"),
        ("en", "A kite", "In the sky"),
    ],
)
def test_a_figure_is_shown_in_the_language_of_its_page(client, language, alternative, caption):
    picture = wide(caption_bn="আকাশে", caption_en="In the sky", credit="Rina")
    make_article(body_bn=figure(picture), body_en=figure(picture))
    [found] = page(client, language).findall(".//div[@class='prose']/figure")
    credit = said(language, "Picture: %(name)s") % {"name": "Rina"}
    assert text(found.find("figcaption")) == f"{caption} {credit}"
    assert found.find("picture/img").attrib == {
        "src": "/media/pictures/0.jpg",
        "width": "2000",
        "height": "1500",
        "loading": "lazy",
        "decoding": "async",
        "alt": alternative,
    }
    assert [each.attrib for each in found.findall("picture/source")] == [
        {"type": f"image/{kind}", "srcset": picture.srcset(kind), "sizes": SIZES}
        for kind in ("avif", "webp")
    ]


@pytest.mark.parametrize(
    ("fields", "caption"),
    [
        ({}, None),
        ({"caption_bn": "আকাশে", "caption_en": None}, None),
        ({"caption_en": "In the sky"}, "In the sky"),
        ({"credit": "Rina"}, "Picture: Rina"),
    ],
)
def test_a_figure_has_a_caption_where_there_is_something_to_say(client, fields, caption):
    make_article(body_en=figure(wide(**fields)))
    [found] = page(client).findall(".//figure")
    assert text(found.find("figcaption")) == caption


@pytest.mark.parametrize(
    ("height", "name", "sizes"),
    [(1999, None, SIZES), (2000, None, SIZES), (2001, "tall", TALL_SIZES)],
)
def test_a_picture_higher_than_wide_is_shown_narrower(client, height, name, sizes):
    make_article(body_en=figure(wide(height=height)))
    [found] = page(client).findall(".//figure")
    assert found.get("class") == name
    assert values(found, ".//source", "sizes") == [sizes, sizes]


def test_a_decorative_picture_says_nothing(client):
    make_article(body_en=figure(wide(decorative=True)))
    assert values(page(client), ".//figure//img", "alt") == [""]


def test_words_of_a_picture_are_words(client):
    hostile = '"><script>x()</script>'
    make_article(body_en=figure(wide(alternative_en=hostile, caption_en=hostile, credit=hostile)))
    [found] = page(client).findall(".//figure")
    assert found.find(".//img").get("alt") == hostile
    assert text(found.find("figcaption")) == f"{hostile} Picture: {hostile}"
    assert found.findall(".//script") == []


def test_a_picture_that_is_gone_leaves_nothing_behind():
    there = wide()
    html = f'<p>A</p>{figure(there)}<figure data-picture="999999999999999999"></figure><p>B</p>'
    there.delete()
    assert figures_in(html) == "<p>A</p><p>B</p>"


def test_figures_stand_where_they_were_put_also_within_boxes_and_twice(client):
    one, other = wide(alternative_en="one"), wide(alternative_en="other")
    box = f'<div class="care care-urgent"><h3>B</h3>{figure(one)}</div>'
    make_article(body_en=f"<p>A</p>{figure(other)}{box}<p>C</p>{figure(other)}")
    prose = page(client).find(".//div[@class='prose']")
    assert [each.tag for each in prose] == ["p", "figure", "div", "p", "figure"]
    assert values(prose, ".//img", "alt") == ["other", "one", "other"]
    assert values(prose, "div/figure//img", "alt") == ["one"]


@pytest.mark.parametrize(("count", "questions"), [(0, 0), (1, 1), (3, 1)])
def test_pictures_are_asked_for_together_and_only_when_there_are_any(
    django_assert_num_queries, count, questions
):
    html = "<p>A</p>" + "".join(figure(wide()) for _number in range(count))
    with django_assert_num_queries(questions):
        assert figures_in(html).count("<img") == count


def test_the_privacy_page_shows_its_figures(client):
    Clinic.objects.create(pk=1, privacy_en=figure(wide()))
    assert values(page(client, path="privacy/"), ".//main//img", "alt") == ["A kite"]


def test_a_preview_shows_what_the_page_will_show(client):
    article = make_article(body_en=figure(wide()), picture=wide(), published_at_en=None)
    link = PreviewLink.objects.create(article=article, made_by=make_user())
    found = page(client, path=f"preview/{link.token}/")
    assert values(found, ".//article//img", "src") == [
        "/media/pictures/1.jpg",
        "/media/pictures/0.jpg",
    ]


# The picture of an article


def test_an_articles_picture_stands_before_its_text_and_is_loaded_at_once(client):
    make_article(picture=wide(caption_en="In the sky"))
    article = page(client).find(".//article")
    # That nobody has checked the page stays at the top.
    assert [each.get("class", each.tag) for each in article][:6] == [
        *("h1", "lead", "review", "tools", "figure", "prose")
    ]
    assert text(article.find("figure/figcaption")) == "In the sky"
    image = article.find("figure//img")
    assert (image.get("alt"), image.get("loading")) == ("A kite", None)


def test_an_article_without_pictures_has_no_figure(client):
    make_article()
    assert page(client).findall(".//article//figure") == []


def test_a_card_shows_the_articles_picture_small_beside_its_title(client):
    make_article(picture=wide(focal_x=10, focal_y=90))
    make_article(slug="liver")
    [with_picture, without] = page(client, path="tumours/").findall(".//li[@class='card']")
    assert without.findall(".//img") == []
    assert with_picture.find("img").attrib == {
        "class": "thumbnail focus-x-0 focus-y-4",
        "src": "/media/pictures/0-480.webp",
        "width": "96",
        "height": "96",
        "loading": "lazy",
        "decoding": "async",
        "alt": "",  # the title beside it says it
    }


def test_a_portrait_keeps_the_face_in_view(client):
    make_section("team")
    make_person(picture=wide(focal_x=50, focal_y=20))
    [image] = page(client, path="team/").findall(".//li[@class='person']/img")
    assert (image.get("class"), image.get("src"), image.get("alt")) == (
        "portrait focus-x-2 focus-y-1",
        "/media/pictures/0-480.webp",
        "A kite",
    )


# Where it is used


def test_it_knows_every_text_article_and_person_that_shows_it():
    picture, other = wide(), wide()
    used = [
        make_article(slug="in-bengali", body_bn=f"<p>ক</p>{figure(picture)}"),
        make_article(slug="in-english", body_en=f"<p>A</p>{figure(picture)}"),
        make_article(slug="beside", picture=picture),
        make_article(slug="draft", picture=picture, published_at_bn=None, published_at_en=None),
        make_article(slug="all", picture=picture, body_bn=figure(picture), body_en=figure(picture)),
        make_person(picture=picture),
        make_person(picture=picture, is_shown=False),
    ]
    make_article(slug="other", picture=other, body_en=figure(other))
    make_person(picture=other)
    make_person()
    with CaptureQueriesContext(connection) as asked:
        assert uses_of([picture])[picture.pk] == used
        assert [str(each) for each in uses_of([picture])[picture.pk]]
    assert len(asked) == 6  # three each time


def test_a_picture_of_the_privacy_notice_is_in_use():
    picture = wide()
    clinic = make_clinic(privacy_bn=figure(picture))
    assert uses_of([picture])[picture.pk] == [clinic]


def test_a_picture_whose_number_only_begins_alike_is_another_one():
    picture = wide()
    make_article(body_en=f'<figure data-picture="{picture.pk}0"></figure>')
    make_article(slug="liver", body_en=f"<p>data-picture={picture.pk}</p>")
    assert uses_of([picture])[picture.pk] == []


def test_a_number_written_with_noughts_is_stored_plainly_and_so_is_found():
    picture = wide()
    article = make_article(body_en=f'<figure data-picture="00{picture.pk}"></figure>')
    assert article.body_en == canonical(article.body_en) == figure(picture)
    assert uses_of([picture])[picture.pk] == [article]
