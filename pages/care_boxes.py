"""Care boxes, do lists and don't lists: `<div class="care care-urgent">` around a heading and text.

Free of models, because the settings name `allow`.
"""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from django_prose_editor.config import add_allowed_classes, add_tags_and_attributes
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

# Class → what the editor's menu calls it.
KINDS = {
    "emergency": _("Box: emergency"),
    "urgent": _("Box: urgent"),
    "routine": _("Box: good to know"),
    "do": _("List: do"),
    "dont": _("List: do not"),
}
EDITOR_OPTIONS = {"kinds": KINDS, "none": _("No box")}


def allow(_config: object, allowed: dict) -> None:
    """Sanitiser rule of the editor's CareBox extension (static/pages/care-box.js)."""
    add_tags_and_attributes(allowed, ["div"], None)
    add_allowed_classes(allowed, {"div": ["care", *(f"care-{kind}" for kind in KINDS)]})


def in_markdown(parser: MarkdownIt) -> None:
    """Plugin: `::: urgent` to `:::` is a care box."""
    for kind in KINDS:

        def render(
            _self: object, tokens: Sequence[Token], index: int, *_rest: object, kind: str = kind
        ) -> str:
            return f'<div class="care care-{kind}">\n' if tokens[index].nesting == 1 else "</div>\n"

        container_plugin(parser, kind, render=render)
