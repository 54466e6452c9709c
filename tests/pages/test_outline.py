"""A text taken apart."""

import pytest

from pages import outline, prose


def blocks(html: str) -> list[tuple[str, str]]:
    return [(block.tag, block.text) for block in outline.read(html).blocks]


def test_blocks_come_in_order_with_their_words():
    html = (
        "<h2>One</h2>\n<p>a <strong>b</strong>\nc<br>d &lt; e&nbsp;f</p><h3></h3>"
        "<ul><li><p>g</p></li><li>h<ul><li>i</li></ul>j</li></ul>"
        "<table><thead><tr><th>k</th></tr></thead><tbody><tr><td>l</td></tr></tbody></table>m"
    )
    assert blocks(html) == [
        ("h2", "One"),
        ("p", "a b c d < e f"),
        ("h3", ""),
        *(("p", "g"), ("li", "h"), ("li", "i"), ("li", "j")),
        *(("th", "k"), ("td", "l"), ("p", "m")),
    ]
    assert outline.read(html).text == "One\na b c d < e f\ng\nh\ni\nj\nk\nl\nm"


def test_boxes_hold_their_blocks_and_the_first_heading_names_them():
    html = (
        '<p>a</p><div class="care care-urgent"><h3>b</h3><div><p>c</p></div><h3>d</h3></div>'
        '<p>e</p><div class="care care-do"><p>f</p></div>'
    )
    found = outline.read(html)
    assert [(box.kind, [block.text for block in box.blocks]) for box in found.boxes] == [
        ("urgent", ["b", "c", "d"]),
        ("do", ["f"]),
    ]
    assert [block.text for block in found.blocks if block.names_a_box] == ["b"]


def test_links_know_their_words_and_their_place():
    html = '<p>Read <a href="/a/5/">about\n<strong>it</strong></a> and <a>that</a><a href="#x"></a>'
    links = outline.read(html).links
    assert [(link.address, link.words, link.around, link.at) for link in links] == [
        ("/a/5/", "about it", "Read about it and that", 5),
        ("", "that", "Read about it and that", 18),
        ("#x", "", "Read about it and that", 22),
    ]


def test_figures_and_tables_know_what_stands_by_them():
    html = (
        '<p>a</p><figure data-picture="7"></figure><table><tbody><tr><td>b</td><td>c</td></tr>'
        "</tbody></table><table><tbody><tr><th>d</th></tr></tbody></table>"
    )
    found = outline.read(html)
    assert [(figure.shows, figure.before) for figure in found.figures] == [(7, "a")]
    assert [(table.words, table.has_headers) for table in found.tables] == [
        ("b", False),
        ("d", True),
    ]


def test_parts_are_the_anchors_that_the_page_will_have():
    html = (
        "<h2>One</h2><h2></h2><h2> </h2><h3>Two</h3><h2><strong>Three</strong></h2>"
        '<div class="care care-do"><h2>Four</h2></div>'
    )
    shown = prose.render(html, {})
    assert [anchor for anchor, _words in shown.contents] == ["part-1", "part-2", "part-3"]
    assert outline.read(html).parts == {"part-1", "part-2", "part-3"}


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("5 < 6 <b>7", "5 < 6 7"),
        ("<p title='<'>a", "<p title='<'>a"),
        ("<!-- a", "<!-- a"),
        ("<a", "<a"),
        ("a</p></p></div></table></a>b", "a\nb"),
    ],
)
def test_what_the_sanitiser_never_writes_is_read_somehow(html, text):
    assert outline.read(html).text == text


@pytest.mark.parametrize(
    "piece",
    ["a", "<", "<a", "<p>", "<div>", "<ul><li>", "<a>", '<a href="', "</", "<!--", "&", "<script>"],
)
def test_a_huge_text_of_one_piece_is_read(piece):
    # Linear: a minute and more if it were not.
    read = outline.read(piece * (640_000 // len(piece)))
    assert len(read.blocks) <= 1
