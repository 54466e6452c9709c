"""A family prints an article: an A4 leaflet of the clinic, with the way back to the site."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page

from pages.models import Article
from pages.qr import qr_code
from tests.browser.paper import poppler
from tests.makers import make_article, make_clinic, make_term

BODY = {
    "bn": '<p>কিডনির চাকা।</p><figure data-drawing="kidney"></figure>',
    "en": '<p>A lump of the kidney.</p><figure data-drawing="kidney"></figure>',
}


@pytest.fixture
def article(transactional_db) -> None:
    make_clinic(name_bn="শিশু ক্লিনিক", name_en="Children's clinic")
    make_article(body_bn=BODY["bn"], body_en=BODY["en"])
    # The other language was changed later.
    Article.objects.update(
        text_changed_at_bn=datetime(2026, 1, 4, tzinfo=UTC),
        text_changed_at_en=datetime(2026, 2, 5, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("language", "kept", "left_out"),
    [
        (
            "bn",
            ["কিডনির টিউমার", "কিডনির চাকা।", "শিশু ক্লিনিক", "০১৭১২-৩৪৫৬৭৮", "৪ জানুয়ারি ২০২৬"],
            ["মেনু", "একটি অ্যাপয়েন্টমেন্ট করুন"],
        ),
        (
            "en",
            [
                "Kidney tumours",
                "A lump of the kidney.",
                "Children's clinic",
                "01712-345678",
                "5 February 2026",
            ],
            ["Menu", "Book an appointment"],
        ),
    ],
)
def test_an_article_prints_as_a_leaflet(
    page: Page,
    article,
    tmp_path: Path,
    settings,
    language: str,
    kept: list[str],
    left_out: list[str],
) -> None:
    page.goto(f"/{language}/tumours/kidney/")
    leaflet = page.locator(".leaflet")
    assert not leaflet.is_visible()
    paper = tmp_path / "leaflet.pdf"
    page.pdf(path=paper, prefer_css_page_size=True)
    assert "(A4)" in poppler("pdfinfo", paper)
    words = poppler("pdftotext", paper, "-")
    assert [each for each in kept if each not in words] == []
    assert [each for each in left_out if each in words] == []
    address = f"{settings.SITE_URL}/{language}/tumours/kidney/"
    assert leaflet.locator("span[lang=en]").text_content() == address
    paths = leaflet.locator("svg path")
    drawn = paths.evaluate_all("all => all.map(each => each.getAttribute('d'))")
    assert len(drawn) == 2
    assert all(f'd="{each}"' in qr_code(address) for each in drawn)


@pytest.mark.django_db(transaction=True)
def test_a_word_that_was_looked_up_takes_no_room_on_paper(page: Page, tmp_path: Path) -> None:
    make_term(term_en="biopsy", explanation_en="A small piece is looked at.")
    make_article(body_en="<p>Then comes a biopsy.</p>")
    pages = {}
    for fragment in ("", "#word-1"):
        page.goto(f"/en/tumours/kidney/{fragment}")
        paper = tmp_path / "leaflet.pdf"
        page.pdf(path=paper, prefer_css_page_size=True)
        pages[fragment] = re.search(r"Pages:\s+(\d+)", poppler("pdfinfo", paper))[1]
    assert pages == {"": "1", "#word-1": "1"}
