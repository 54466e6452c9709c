"""Article bodies: what HTML they may hold, how Markdown becomes it, how it is shown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django_prose_editor.fields import create_sanitizer
from markdown_it import MarkdownIt

from pages import care_boxes, figures

EXTENSIONS = {
    "Bold": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "CareBox": care_boxes.EDITOR_OPTIONS,
    "LibraryFigure": True,
    "NoSpellCheck": False,  # off: the browser's spell checker stays on
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


@dataclass(frozen=True)
class Prose:
    """A body ready to be shown, and its contents list as (anchor, heading) pairs."""

    html: SafeString
    contents: list[tuple[str, str]]


def sanitise(html: str) -> str:
    """The HTML without anything the editor cannot write; cleaning twice changes nothing."""
    return figures.canonical(create_sanitizer(EXTENSIONS)(html))


def from_markdown(text: str) -> str:
    """CommonMark with tables and care boxes, as sanitised HTML."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").use(care_boxes.in_markdown)
    return sanitise(parser.render(text)).strip()


def plain_text(html: str) -> str:
    """What remains to be read: empty for tags and spaces alone."""
    return unescape(strip_tags(html)).strip()


def linked_articles(html: str) -> set[int]:
    """Primary keys of the articles a body links to by their permanent address."""
    return {int(match["key"]) for match in ARTICLE_LINK.finditer(html)}


def render(html: str, addresses: Mapping[int, str]) -> Prose:
    """Prepare a sanitised body for its page.

    `addresses` maps article keys to where they are public in this language; a link to any other
    article stays as plain words, since it would lead nowhere.
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
    html = TABLE.sub(r'<div class="table" tabindex="0" role="group">\g<0></div>', html)
    return Prose(mark_safe(html), contents if len(contents) >= CONTENTS_FROM else [])  # noqa: S308
