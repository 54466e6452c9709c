"""Article bodies: what HTML they may hold, how Markdown becomes it, how it is shown."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from itertools import count

import nh3
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django_prose_editor.config import allowlist_from_extensions, expand_extensions
from markdown_it import MarkdownIt

from pages import care_boxes, editor, figures
from pages.bengali import local_digits

EXTENSIONS = {
    "Bold": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "CareBox": care_boxes.EDITOR_OPTIONS,
    "LibraryFigure": editor.FIGURE,
    "PageLink": editor.PAGE_LINK,
    "CleanPaste": editor.PASTE,
    "LastLine": True,
    "NoSpellCheck": False,  # off: the browser's spell checker stays on
    "Toolbar": editor.TOOLBAR,
}

# The editor may write other attributes first; eighteen digits fit every database's keys.
ARTICLE_LINK = re.compile(
    r'<a(?P<before>[^>]*) href="/a/(?P<key>\d{1,18})/(?P<part>#[\w-]*)?"(?P<after>[^>]*)>'
    r"(?P<words>.*?)</a>",
    re.DOTALL,
)
HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)
CARE_BOX_HEADING = re.compile(r'(<div class="care care-(emergency|urgent|routine)">\s*<h3>)')
TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
# A contents list helps from this many headings on; below it is one more thing to scroll past.
CONTENTS_FROM = 3
# `//host/…`, as browsers read it: they turn backslashes and drop line ends.
OTHER_HOST = re.compile(r"[\s\x00-\x20]*[/\\][\t\r\n]*[/\\]")
# Lines that are only there for the space; screen readers would say "blank".
EMPTY = re.compile(r"<(?P<tag>p|h2|h3)>(?:\s|&nbsp;|<br>)*</(?P=tag)>")
# Many of them cost the parser the square of their number.
BARE_AMPERSAND = re.compile(r"&(?!#?\w+;)")
ANY_TAG = re.compile(r"<[^<>]*>")
# Those that need no end tag, or have none, do not nest.
NESTING_TAG = re.compile(
    r"<(?P<end>/?)(?!(?:p|li|td|th|tr|dd|dt|br|hr|img|input|meta|link|col|wbr)\b)(?P<name>[a-z][^\s/>]*)",
    re.IGNORECASE,
)
DEEPEST = 100
MOST_TURNS = 10


@dataclass(frozen=True)
class Prose:
    """A body ready to be shown, and its contents list as (anchor, heading) pairs."""

    html: SafeString
    contents: list[tuple[str, str]]


def sanitise(html: str) -> str:
    """The HTML without anything the editor cannot write; cleaning twice changes nothing."""
    if _is_nested_too_deeply(html):
        html = ANY_TAG.sub(" ", html)
    # What is taken out can change how the rest is read: go on until nothing changes any more.
    for _turn in range(MOST_TURNS):
        before, html = html, _cleaned(html)
        if html == before:
            return html
    return _cleaned(ANY_TAG.sub(" ", html))


def _cleaned(html: str) -> str:
    clean = _cleaner().clean(BARE_AMPERSAND.sub("&amp;", html))
    return EMPTY.sub("", figures.canonical(clean))


@cache
def _cleaner() -> nh3.Cleaner:
    allowed = allowlist_from_extensions(expand_extensions(EXTENSIONS))
    # "*": by itself nh3 lets title and lang stand anywhere.
    allowed["attributes"] = {**allowed["attributes"], "*": set()}
    return nh3.Cleaner(**allowed, attribute_filter=_keep)


def _keep(tag: str, name: str, value: str) -> str | None:
    """What a list of attributes and schemes cannot say; None drops the attribute."""
    if name == "href" and OTHER_HOST.match(value):
        return None  # an address that looks like one of ours
    if (tag == "ol" and name != "start") or (name == "title" and not value.strip()):
        return None
    return value


def _is_nested_too_deeply(html: str) -> bool:
    """Nobody writes so; parsing it takes the square of its length."""
    open_tags: Counter[str] = Counter()
    depth = 0
    for match in NESTING_TAG.finditer(html):
        name = match["name"].lower()
        if not match["end"]:
            open_tags[name] += 1
            depth += 1
        elif open_tags[name]:
            open_tags[name] -= 1
            depth -= 1
        if depth > DEEPEST:
            return True
    return False


def from_markdown(text: str) -> str:
    """CommonMark with tables and care boxes, as sanitised HTML."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").use(care_boxes.in_markdown)
    parser.use(figures.in_markdown)
    return sanitise(parser.render(text)).strip()


def plain_text(html: str) -> str:
    """What remains to be read: empty for tags and spaces alone."""
    return unescape(strip_tags(html)).strip()


def linked_articles(html: str) -> set[int]:
    """Primary keys of the articles a body links to by their permanent address."""
    return {int(match["key"]) for match in ARTICLE_LINK.finditer(html)}


def render(
    html: str, addresses: Mapping[int, str], shown: Mapping[int | str, SafeString] | None = None
) -> Prose:
    """Prepare a sanitised body for its page.

    `addresses` maps article keys to where they are public in this language; a link to any other
    article stays as plain words, since it would lead nowhere. `shown` maps keys of pictures and
    names of drawings to figures; any other one is left out.
    """
    contents: list[tuple[str, str]] = []

    def anchor(match: re.Match) -> str:
        words = plain_text(match[1])
        if not words:
            return ""
        contents.append((f"part-{len(contents) + 1}", words))
        return f'<h2 id="{contents[-1][0]}">{match[1]}</h2>'

    def link(match: re.Match) -> str:
        address = addresses.get(int(match["key"]))
        if not address:
            return match["words"]
        href = address + (match["part"] or "")
        return f'<a{match["before"]} href="{href}"{match["after"]}>{match["words"]}</a>'

    # Colour alone must not carry the urgency: the word is read out before the heading.
    urgency = {
        "emergency": _("Emergency"),
        "urgent": _("Urgent"),
        "routine": pgettext("care box", "Good to know"),
    }
    html = HEADING.sub(anchor, html)
    html = ARTICLE_LINK.sub(link, html)
    html = CARE_BOX_HEADING.sub(
        lambda match: (
            match[1] + format_html('<span class="visually-hidden">{}: </span>', urgency[match[2]])
        ),
        html,
    )
    # A wide table scrolls in itself, also by keyboard, never the page.
    numbers = count(1)
    html = TABLE.sub(lambda match: _frame(match[0], next(numbers)), html)
    html = figures.show(html, shown or {})
    return Prose(mark_safe(html), contents if len(contents) >= CONTENTS_FROM else [])  # noqa: S308


def _frame(table: str, number: int) -> str:
    name = _("Table %(number)s") % {"number": local_digits(number)}
    return f'<div class="table" tabindex="0" role="region" aria-label="{name}">{table}</div>'
