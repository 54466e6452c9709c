"""The site's own drawings: each well made, described in both languages, and shown in texts."""

import re
from xml.etree import ElementTree

import pytest
from django.utils.translation import override

from pages import drawings, prose
from pages.content_checks import check
from pages.drawings import FOLDER, SVG, library
from tests.makers import make_article
from tests.page import parse, text, values
from tests.pages.editing import logged_in

NAMES = [path.stem for path in sorted(FOLDER.glob("*.svg"))]
FIGURES = "/admin/pages/picture/figures/"
KIDNEY = '<figure data-drawing="kidney"></figure>'
SHAPES = {"path", "circle", "ellipse", "rect", "line", "polyline", "polygon", "g"}
PAPER = "#fdf3e1"
MOST_BYTES = 6 * 1024


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_is_titled_and_described_in_both_languages(name):
    drawing = library()[name]
    for said in (drawing.captions, drawing.descriptions):
        assert sorted(said) == ["bn", "en"]
        assert re.search("[\u0980-\u09ff]", said["bn"])
        assert re.search("[0-9A-Za-z]", said["bn"]) is None
        assert re.search("[\u0980-\u09ff]", said["en"]) is None
    assert drawing.width > 0 < drawing.height


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_is_shapes_alone_on_its_own_paper(name):
    """No letters, no script, nothing fetched; light paper under it, also on a dark page."""
    file = FOLDER / f"{name}.svg"
    root = ElementTree.fromstring(file.read_text(encoding="utf-8"))  # noqa: S314 our own file
    tags = [each.tag.removeprefix(SVG) for each in root.iter()]
    assert set(tags) <= SHAPES | {"svg", "title", "desc"}
    attributes = {key for each in root.iter() for key in each.attrib}
    assert {
        key for key in attributes if key.startswith("on") or "href" in key or key == "style"
    } == set()
    paper = next(each for each in root if each.tag == f"{SVG}rect")
    assert (paper.get("fill"), paper.get("width")) == (PAPER, root.get("width"))
    assert file.stat().st_size <= MOST_BYTES


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["bn", "en"])
def test_a_text_shows_a_drawing_with_its_words(client, language):
    make_article(**{f"body_{language}": f"<p>Text</p>{KIDNEY}"})
    page = parse(client.get(f"/{language}/tumours/kidney/"))
    drawing = library()["kidney"]
    [figure] = page.findall(".//figure")
    image = figure.find("img")
    assert re.fullmatch(r"/static/drawings/kidney(\.[0-9a-f]+)?\.svg", image.get("src"))
    assert image.get("alt") == drawing.descriptions[language]
    assert (image.get("width"), image.get("height")) == (str(drawing.width), str(drawing.height))
    assert text(figure) == drawing.captions[language]


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ('<figure data-drawing="kidney"><img src="/x">words</figure>', f"{KIDNEY}words"),
        ('<figure data-drawing="../secret"></figure>', ""),
        ('<figure data-drawing="Kidney&quot;&gt;"></figure>', ""),
        ('<figure data-drawing="kidney" data-picture="7"></figure>', KIDNEY),
    ],
)
def test_a_figure_names_one_thing_and_holds_nothing(dirty, clean):
    assert prose.sanitise(dirty) == prose.sanitise(clean) == clean


def test_markdown_names_a_drawing_as_a_picture():
    assert prose.from_markdown("Before\n\n![](kidney)\n\nAfter") == (
        f"<p>Before</p>\n{KIDNEY}\n<p>After</p>"
    )


@pytest.mark.django_db
def test_a_drawing_that_is_not_there_stops_publishing_and_is_not_shown(client):
    article = make_article(body_en='<p>Text</p><figure data-drawing="unicorn"></figure>')
    assert [each.code for each in check(article, "en") if each.level == "error"] == ["picture_gone"]
    assert b"unicorn" not in client.get("/en/tumours/kidney/").content


@pytest.mark.parametrize("words", ["kidney", "কিডনি", "KIDNEY tumour"])
def test_drawings_are_found_by_the_words_of_either_language(words):
    assert "kidney" in [each.name for each in drawings.found(words)]
    assert drawings.found(f"{words} unicorn") == []


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["bn", "en"])
def test_texts_are_offered_the_drawings_and_fields_are_not(language):
    client = logged_in(language=language)
    page = client.get(FIGURES)
    page.content = b"<!doctype html><title>x</title>" + page.content
    page = parse(page)
    assert values(page, ".//button[@data-drawing]", "data-drawing") == NAMES
    with override(language):
        captions = [each.caption for each in library().values()]
    assert [text(each) for each in page.findall(".//button[@data-drawing]")] == captions
    assert b"data-drawing" not in client.get("/admin/pages/picture/picker/").content
    assert b"data-drawing" not in client.get(FIGURES, {"q": "unicorn"}).content
