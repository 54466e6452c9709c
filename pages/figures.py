"""Figures in a text: `<figure data-picture="42"></figure>` names a picture of the library.

Free of models, because the settings name `allow`.
"""

import re
from collections.abc import Mapping

from django.utils.safestring import SafeString
from django_prose_editor.config import add_tags_and_attributes

# Eighteen digits fit every database's keys.
FIGURE = re.compile(r'<figure data-picture="(?P<key>\d{1,18})"></figure>')
ANY_TAG = re.compile(r'</figure>|<figure(?: data-picture="(?P<key>[^"]*)")?>')
KEY = re.compile(r"\d{1,18}", re.ASCII)


def allow(_config: object, allowed: dict) -> None:
    """Sanitiser rule of the editor's LibraryFigure extension (static/pages/figure.js)."""
    add_tags_and_attributes(allowed, ["figure"], {"figure": ["data-picture"]})


def naming(key: int) -> str:
    """The figure that shows this picture, as texts are stored."""
    return f'<figure data-picture="{key}"></figure>'


def canonical(html: str) -> str:
    """Sanitised HTML whose figures are empty and name a picture; what was in them comes after."""

    def write(tag: re.Match) -> str:
        key = tag["key"] or ""
        return naming(int(key)) if KEY.fullmatch(key) else ""

    return ANY_TAG.sub(write, html)


def pictures_in(html: str) -> set[int]:
    """Primary keys of the pictures that a text shows."""
    return {int(match["key"]) for match in FIGURE.finditer(html)}


def show(html: str, figures: Mapping[int, SafeString]) -> str:
    """The HTML with the figures put in; `figures` maps the keys of pictures to what is shown."""
    return FIGURE.sub(lambda match: figures.get(int(match["key"]), ""), html)
