"""Bodies: what HTML staff may store, what Markdown becomes, what a page shows of it."""

import pytest
from django.utils import translation

from pages import care_boxes, prose

# Sanitising


@pytest.mark.parametrize(
    "html",
    [
        "<h2>ক</h2><h3>খ</h3><p>গ <strong>ঘ</strong><br>ঙ</p>",
        '<ul><li>ক</li></ul><ol start="3"><li><p>খ</p></li></ol>',
        '<p><a href="/a/5/">ক</a> <a href="https://example.org/" title="খ" rel="me">গ</a></p>',
        '<p><a href="mailto:a@example.org">ক</a> <a href="tel:+8801712345678">খ</a></p>',
        "<table><thead><tr><th>ক</th></tr></thead><tbody><tr>"
        '<td colspan="2" rowspan="3">খ</td></tr></tbody></table>',
        *(f'<div class="care care-{kind}"><h3>ক</h3><p>খ</p></div>' for kind in care_boxes.KINDS),
        "<p>5 &lt; 6 &amp; 7 &gt; 6, র\u200d্যা</p>",
        "",
    ],
)
def test_what_the_editor_writes_is_kept_to_the_letter(html):
    assert prose.sanitise(html) == html


def test_the_words_of_refused_elements_stay_those_of_scripts_go():
    html = "<h1>ক</h1><em>খ</em><script>গ</script><style>ঘ</style><p onclick='x'>ঙ</p>"
    assert prose.sanitise(html) == "কখ<p>ঙ</p>"


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        ("<p>ক</p><p></p>", "<p>ক</p>"),
        ("<p></p>", ""),
        ("<h2> <br></h2><p>ক</p><p>&nbsp;</p><h3>\n</h3>", "<p>ক</p>"),
        ("<h2><p></p></h2>", ""),
        ("<table><tbody><tr><td><p></p></td></tr></tbody></table>",
         "<table><tbody><tr><td></td></tr></tbody></table>"),
        ('<p><a href="/a/1/" title=" ">ক</a></p>', '<p><a href="/a/1/">ক</a></p>'),
        ("<p>ক<br>খ</p>", "<p>ক<br>খ</p>"),
    ],
)  # fmt: skip
def test_lines_and_titles_that_say_nothing_are_not_stored(html, stored):
    assert prose.sanitise(html) == stored


# Markdown


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("ক **খ**\nগ", "<p>ক <strong>খ</strong>\nগ</p>"),
        ("## ক\n\n### খ", "<h2>ক</h2>\n<h3>খ</h3>"),
        ("- ক\n- খ", "<ul>\n<li>ক</li>\n<li>খ</li>\n</ul>"),
        ("3. ক\n4. খ", '<ol start="3">\n<li>ক</li>\n<li>খ</li>\n</ol>'),
        ("[ক](tumours/kidney)", '<p><a href="tumours/kidney">ক</a></p>'),
        (
            "| ক | খ |\n|---|---|\n| ১ | ২ |",
            "<table>\n<thead>\n<tr>\n<th>ক</th>\n<th>খ</th>\n</tr>\n</thead>\n"
            "<tbody>\n<tr>\n<td>১</td>\n<td>২</td>\n</tr>\n</tbody>\n</table>",
        ),
        *(
            (
                f"::: {kind}\n### ক:\n- খ\n:::\nগ",
                f'<div class="care care-{kind}">\n<h3>ক:</h3>\n<ul>\n<li>খ</li>\n</ul>\n</div>\n'
                "<p>গ</p>",
            )
            for kind in ("emergency", "urgent", "routine", "do", "dont")
        ),
        ("::: other\nক\n:::", "<p>::: other\nক\n:::</p>"),
        ("<b onclick=x>ক</b>", "<p>&lt;b onclick=x&gt;ক&lt;/b&gt;</p>"),
        ("[ক](javascript:alert)", "<p>[ক](javascript:alert)</p>"),
        ("# ক", "ক"),
        ("", ""),
    ],
)
def test_markdown_becomes_the_html_of_the_editor(markdown, html):
    assert prose.from_markdown(markdown) == html


# Showing


def contents(*headings: str) -> list[tuple[str, str]]:
    html = "".join(f"<h2>{heading}</h2><p>ক</p>" for heading in headings)
    return prose.render(html, {}).contents


def test_a_contents_list_is_made_from_three_headings_on():
    assert contents() == []
    assert contents("ক", "খ") == []
    assert contents("ক", "খ", "গ") == [("part-1", "ক"), ("part-2", "খ"), ("part-3", "গ")]


def test_headings_carry_the_anchors_of_the_contents_list():
    html = "<h2>ক</h2><h3>খ</h3><h2>গ</h2><h2>ঘ</h2>"
    assert prose.render(html, {}).html == (
        '<h2 id="part-1">ক</h2><h3>খ</h3><h2 id="part-2">গ</h2><h2 id="part-3">ঘ</h2>'
    )


def test_the_contents_list_is_plain_text():
    headings = contents("Tests &amp; care", "<strong>5 &lt; 6</strong>", '<a href="/x">ক</a> খ')
    assert [words for _anchor, words in headings] == ["Tests & care", "5 < 6", "ক খ"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("bn", {"emergency": "জরুরি", "urgent": "দ্রুত দরকার", "routine": "জেনে রাখুন"}),
        ("en", {"emergency": "Emergency", "urgent": "Urgent", "routine": "Good to know"}),
    ],
)
def test_a_care_box_says_its_urgency_before_its_heading(language, words):
    with translation.override(language):
        for kind, word in words.items():
            html = f'<div class="care care-{kind}">\n<h3>ক</h3><h3>খ</h3></div>'
            assert prose.render(html, {}).html == (
                f'<div class="care care-{kind}">\n'
                f'<h3><span class="visually-hidden">{word}: </span>ক</h3><h3>খ</h3></div>'
            )


@pytest.mark.parametrize("kind", ["do", "dont"])
def test_do_and_dont_lists_have_no_urgency(kind):
    html = f'<div class="care care-{kind}"><h3>ক</h3></div>'
    assert prose.render(html, {}).html == html


def test_each_table_scrolls_in_a_frame_with_a_name_that_the_keyboard_reaches():
    table = "<table><tbody><tr><td>ক</td></tr></tbody></table>"
    frame = '<div class="table" tabindex="0" role="region" aria-label="%s">%s</div>'
    first, second = (frame % (name, table) for name in ("ছক ১", "ছক ২"))
    with translation.override("bn"):
        shown = prose.render(f"{table}<p>খ</p>{table}", {})
    assert shown.html == f"{first}<p>খ</p>{second}"


LINKS = [
    ('<a href="/a/5/">ক</a>', '<a href="/bn/x/">ক</a>', "ক"),
    ('<a href="/a/5/" rel="noopener">ক</a>', '<a href="/bn/x/" rel="noopener">ক</a>', "ক"),
    ('<a rel="noopener" href="/a/5/">ক</a>', '<a rel="noopener" href="/bn/x/">ক</a>', "ক"),
    (
        '<a href="/a/5/"><strong>ক</strong></a>',
        '<a href="/bn/x/"><strong>ক</strong></a>',
        "<strong>ক</strong>",
    ),
    (
        '<h2>১</h2><a href="/a/5/">ক\nখ</a>',
        '<h2 id="part-1">১</h2><a href="/bn/x/">ক\nখ</a>',
        '<h2 id="part-1">১</h2>ক\nখ',
    ),
]


@pytest.mark.parametrize(("html", "resolved", "dropped"), LINKS)
def test_links_between_articles_are_resolved_or_left_as_words(html, resolved, dropped):
    assert prose.linked_articles(html) == {5}
    assert prose.render(html, {5: "/bn/x/"}).html == resolved
    assert prose.render(html, {6: "/bn/y/"}).html == dropped


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://example.org/a/5/">ক</a>',
        '<a href="/a/x/">ক</a>',
        '<a href="/bn/tumours/">ক</a>',
        '<a title=" href=&quot;/a/5/&quot;" href="/x/">ক</a>',
        '<p data-x="/a/5/">ক</p>',
    ],
)
def test_other_links_are_left_alone(html):
    assert prose.linked_articles(html) == set()
    assert prose.render(html, {5: "/bn/x/"}).html == html


def test_two_links_in_one_line_are_two_links():
    html = '<p><a href="/a/5/">ক</a>, <a href="/a/6/">খ</a></p>'
    assert prose.linked_articles(html) == {5, 6}
    assert prose.render(html, {6: "/bn/y/"}).html == '<p>ক, <a href="/bn/y/">খ</a></p>'
