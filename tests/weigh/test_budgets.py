"""What of the figures is over a budget, and the tables they are shown in."""

from dataclasses import replace

import pytest

from tests.weigh.budgets import Measured, Paints, Transfer, faults, paints, weights

HTML = Transfer("Document", body=8_400, headers=860)
STYLE = Transfer("Stylesheet", body=4_600, headers=740, blocks=True)
PRINT = Transfer("Stylesheet", body=0, headers=900)
SCRIPT = Transfer("Script", body=2_000, headers=900)
FONT = Transfer("Font", body=34_000, headers=900)
PICTURE = Transfer("Image", body=11_000, headers=900)
ALL = (HTML, STYLE, PRINT, SCRIPT, FONT, PICTURE)
PAGE = Measured(
    page="/bn/",
    transfers=ALL,
    later=20_000,
    paints={"slow 4G": Paints(1.2, 1.3), "poor 3G": Paints(2, 2.1)},
)


def test_page_at_its_budgets_has_no_fault() -> None:
    assert PAGE.size("Document", "Stylesheet") == 13
    assert PAGE.before_paint == 14.6
    assert PAGE.text_only == 15
    assert PAGE.first_view == 60
    assert faults(PAGE) == []


@pytest.mark.parametrize(
    ("transfers", "sentences"),
    [
        (
            [replace(HTML, body=8_500), replace(STYLE, headers=640)],
            ["/bn/ is over its budget of 13 KB for HTML and CSS: 13.1 KB."],
        ),
        (
            [HTML, replace(STYLE, headers=840)],
            ["/bn/ is over its budget of 14.6 KB for one round trip: 14.7 KB."],
        ),
        (
            [replace(SCRIPT, body=3_001)],
            ["/bn/ is over its budget of 3 KB for JavaScript: 3.001 KB."],
        ),
        (
            [HTML, STYLE, replace(SCRIPT, body=2_100)],
            [
                "/bn/ is over its budget of 15 KB for the first view without font and pictures: "
                "15.1 KB."
            ],
        ),
        (
            [*ALL, replace(PICTURE, body=500)],
            ["/bn/ is over its budget of 60 KB for the first view: 60.5 KB."],
        ),
        (
            [replace(PICTURE, ours=False)],
            ["/bn/ is over its budget of 0 for requests to others: 1."],
        ),
    ],
)
def test_each_weight_over_its_budget_is_a_sentence(
    transfers: list[Transfer], sentences: list[str]
) -> None:
    assert faults(replace(PAGE, transfers=transfers)) == sentences


def test_each_late_paint_is_a_sentence() -> None:
    late = {"slow 4G": Paints(1.21, 1.21), "poor 3G": Paints(2.5, 2.5)}
    assert faults(replace(PAGE, paints=late)) == [
        "/bn/ is over its budget of 1.2 s for first contentful paint on slow 4G: 1.21 s.",
        "/bn/ is over its budget of 2 s for first contentful paint on poor 3G: 2.5 s.",
    ]


def test_tables_have_a_row_for_each_page() -> None:
    assert list(weights([PAGE])) == [
        "| page | requests | HTML | CSS | JS | font | pictures "
        "| HTML + CSS | text only | first view | one round trip | later |",
        f"| --- {'| --: ' * 11}|",
        "| /bn/ | 6 | 8.4 | 4.6 | 2.0 | 34.0 | 11.0 | 13.0 | 15.0 | 60.0 | 14.6 | 20.0 |",
    ]
    assert list(paints([PAGE])) == [
        "| page | FCP, slow 4G | LCP, slow 4G | FCP, poor 3G | LCP, poor 3G |",
        f"| --- {'| --: ' * 4}|",
        "| /bn/ | 1.20 | 1.30 | 2.00 | 2.10 |",
    ]
