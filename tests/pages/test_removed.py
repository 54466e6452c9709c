"""What an editor is told about what the sanitiser took out."""

import pytest
from django.utils.translation import override

from pages import prose
from pages.removed import PIECE, start_tags, what_was_removed

PROGRAM, LOOK = "program code", "colours, fonts and sizes"
PICTURES = "pictures (put them into the library first)"
LINKS = "links to addresses that are not allowed"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>a</p><script>x()</script>", [PROGRAM]),
        ('<p onclick="x()">a</p>', [PROGRAM]),
        ('<p>a</p><img src="data:x"><svg></svg>', [PICTURES]),
        ('<p style="color: red">a</p><p><font color="red">b</font></p>', [LOOK]),
        ('<p><a href="javascript:x()">a</a></p>', [LINKS]),
        ('<iframe src="https://video.example/1"></iframe>', ["embedded films and other pages"]),
        ("<form><input><button>a</button></form>", ["form fields"]),
        ("<p>a <em>b</em></p>", ["italics and the like"]),
        ("<h1>a</h1>", ["headings of other sizes"]),
        ("<blockquote>a</blockquote><marquee>b</marquee>", ["other formatting"]),
        ('<script>x()</script><p style="color:red">a</p>', [PROGRAM, LOOK]),
    ],
)
def test_each_kind_of_thing_that_went_is_named_once(html, said):
    with override("en"):
        assert what_was_removed(html, prose.sanitise(html)) == said


@pytest.mark.parametrize(
    "html",
    [
        "<h2>a</h2><p>b &amp; c&nbsp;d</p><ul><li><p>e</p></li></ul>",
        '<div class="care care-urgent"><h3>a</h3><p>b</p></div>',
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>",
        '<p><a href="/a/5/">a</a><br/>b</p><figure data-picture="1"></figure>',
        "<p>a<p>b",
        "",
    ],
)
def test_nothing_is_said_of_what_stays_or_only_changes_its_shape(html):
    assert what_was_removed(html, prose.sanitise(html)) == []


@pytest.mark.parametrize(
    "unfinished",
    [
        "<",
        "<a ",
        "<A ",
        '<a x="',
        "<a x='",
        '<A X="',
        "<!--",
        "<!-- >",
        "<![",
        "<?",
        "</",
        "&",
        "<a \"'",
    ],
)
def test_what_does_not_end_holds_no_tag_and_is_read_once(unfinished):
    text = unfinished * 50
    pieces = list(PIECE.finditer(text))
    assert list(start_tags(text)) == []
    assert [piece.end() for piece in pieces] in ([], [len(text)])


@pytest.mark.parametrize(
    ("html", "tags"),
    [
        ('<IMG SRC="a>b" onClick=x()>', [("img", ["src", "onclick"])]),
        ("<p title='<b>'>a</p>", [("p", ["title"])]),
        ("<p title=it's class=x>a", [("p", ["title", "s", "class"])]),
        ("<br/><b>a < b</b>", [("br", []), ("b", [])]),
        ("<!--[if mso]><xml><![endif]--><p>", [("p", [])]),
        ("<Script>'<h1>'</SCRIPT><p>", [("script", []), ("p", [])]),
        ("<scripts><p>", [("scripts", []), ("p", [])]),
        ("<style>a<b><p>", [("style", [])]),
    ],
)
def test_start_tags_are_found_as_browsers_find_them(html, tags):
    assert list(start_tags(html)) == tags
