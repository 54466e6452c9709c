"""Figures in a text: `<figure data-picture="42"></figure>` names a picture of the library,
`<figure data-drawing="kidney"></figure>` one of the site's own drawings.

Free of models, because the settings name `allow`.
"""

import re
from collections.abc import Mapping, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_prose_editor.config import add_tags_and_attributes
from markdown_it import MarkdownIt
from markdown_it.token import Token

# Eighteen digits fit every database's keys.
WHAT = r'data-(?:picture="(?P<key>[0-9]{1,18})"|drawing="(?P<name>[a-z][a-z-]{0,39})")'
NAMED = re.compile(WHAT)
FIGURE = re.compile(f"<figure {WHAT}></figure>")
ANY_TAG = re.compile(r"</figure>|<figure(?P<attributes>[^<>]*)>")


def allow(_config: object, allowed: dict) -> None:
    """Sanitiser rule of the editor's LibraryFigure extension (static/pages/figure.js)."""
    add_tags_and_attributes(allowed, ["figure"], {"figure": ["data-picture", "data-drawing"]})


def naming(what: int | str) -> str:
    """The figure that shows this picture or drawing, as texts are stored."""
    kind = "picture" if isinstance(what, int) else "drawing"
    return format_html('<figure data-{}="{}"></figure>', kind, what)


def named(match: re.Match) -> int | str:
    """The key of a picture, or the name of a drawing."""
    return int(match["key"]) if match["key"] else match["name"]


def canonical(html: str) -> str:
    """Sanitised HTML whose figures are empty and name something; what was in them comes after."""

    def write(tag: re.Match) -> str:
        match = NAMED.search(tag["attributes"] or "")
        return naming(named(match)) if match else ""

    return ANY_TAG.sub(write, html)


def in_text(html: str) -> set[int | str]:
    """What a text shows: keys of pictures, names of drawings."""
    return {named(match) for match in FIGURE.finditer(html)}


def show(html: str, figures: Mapping[int | str, SafeString]) -> str:
    """The HTML with the figures put in; what `figures` does not hold is left out."""
    return FIGURE.sub(lambda match: figures.get(named(match), ""), html)


def in_markdown(parser: MarkdownIt) -> None:
    """Plugin: `![](kidney)` is the figure of that drawing."""

    def render(_self: object, tokens: Sequence[Token], index: int, *_rest: object) -> str:
        # It stands in a paragraph, in which no figure may be.
        return f"</p>{naming(tokens[index].attrs['src'])}<p>"

    parser.add_render_rule("image", render)
