"""The colours of the public pages, and the page on which developers see all components."""

import re

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.utils.translation import override

from pages.styleguide import styleguide
from tests.page import parse, values

SITE = settings.BASE_DIR / "static" / "site"
COLOUR = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
LIGHT, DARK = (SITE / "site.css").read_text(encoding="utf-8").split("prefers-color-scheme: dark", 1)
LIGHT = dict(COLOUR.findall(LIGHT))
DARK = LIGHT | dict(COLOUR.findall(DARK))

# (words, what they stand on)
READ = [
    *(("ink", ground) for ground in ("ground", "surface", "mark")),
    *(("ink", f"{kind}-ground") for kind in ("danger", "caution", "calm")),
    *((kind, f"{kind}-ground") for kind in ("danger", "caution", "calm")),
    *((words, "ground") for words in ("quiet", "brand", "heading", "link", "danger")),
    *((words, "surface") for words in ("quiet", "brand", "heading", "link")),
    *((words, "calm-ground") for words in ("quiet", "heading", "link", "brand")),
    ("on-brand", "brand"),
]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("words", "ground"), READ)
def test_words_can_be_read_on_what_they_stand_on(colours, words, ground):
    assert contrast(colours[words], colours[ground]) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["ground", "surface"])
def test_the_edge_of_a_field_can_be_seen(colours, ground):
    assert contrast(colours["quiet"], colours[ground]) >= 3


@pytest.mark.django_db
def test_developers_see_every_colour_and_care_box():
    with override("bn"):
        page = parse(styleguide(RequestFactory().get("/styleguide/")))
    shown = [
        each.split()[1] for each in values(page, ".//span[@class]", "class") if "swatch" in each
    ]
    assert shown == list(LIGHT)
    drawn = (SITE / "styleguide.css").read_text(encoding="utf-8")
    assert re.findall(r"\.swatch\.([a-z-]+) ", drawn) == list(LIGHT)


def test_families_do_not_find_it(client, db):
    assert client.get("/styleguide/").status_code == 404
