"""The editor's menu and its own extensions (static/pages/), with their words and addresses.

Free of models, because the settings import it.
"""

import json

from django.urls import reverse_lazy
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from js_asset import static_lazy

from pages import care_boxes, figures

LOADING = {
    "loading": _("Loading…"),
    "failed": _("This could not be loaded. Close this window and try again."),
    "close": _("Close"),
}
PAGE_LINK = {
    "address": reverse_lazy("admin:pages_article_link_choices"),
    "labels": {
        "button": _("Link to a page"),
        "title": _("Link to a page of the site"),
        "search": _("Words of its title"),
        **LOADING,
    },
}


def _drawings() -> str:
    """The site's drawings as JSON, `{name: {address, text}}`, in the language of the staff."""
    from pages.drawings import library  # it needs the settings

    drawings = library().values()
    return json.dumps(
        {each.name: {"address": each.address, "text": each.caption} for each in drawings}
    )


FIGURE = {
    "address": reverse_lazy("admin:pages_picture_figures"),
    # The script puts the picture's number in place of 0.
    "thumbnail": reverse_lazy("admin:pages_picture_thumbnail", args=[0]),
    "drawings": lazy(_drawings, str)(),
    "labels": {
        "button": _("Picture"),
        "title": _("Choose a picture"),
        "search": _("Search the pictures"),
        **LOADING,
    },
}
TOOLBAR = {
    "name": _("Formatting"),
    "mixed": _("Several kinds of text"),
    # What the package's buttons are called, by the names of their menu items.
    "titles": {
        "paragraph": _("Plain text"),
        "heading2": _("Heading"),
        "heading3": _("Smaller heading"),
        "bulletList": _("List with dots"),
        "orderedList": _("Numbered list"),
        "bold": _("Bold"),
        "link": _("Link to another website"),
        "unlink": _("Remove the link"),
        "table": _("Table"),
        "table:addColumnAfter": _("Add a column"),
        "table:deleteColumn": _("Remove this column"),
        "table:addRowAfter": _("Add a row"),
        "table:deleteRow": _("Remove this row"),
        "table:mergeCells": _("Join the cells"),
        "table:splitCell": _("Split the cell"),
        "table:toggleHeaderCell": _("Heading cell, or not"),
        "table:deleteTable": _("Remove the table"),
        "history:undo": _("Undo"),
        "history:redo": _("Redo"),
    },
}
PASTE = {
    "said": _("Left out of what you pasted:"),
    "pictures": _("pictures (put them into the library first)"),
    "struck": _("words that were struck out"),
    "slanted": _("italics and the like"),
    "look": _("colours, fonts and sizes"),
}


def allow_nothing(_config: object, _allowed: dict) -> None:
    """Sanitiser rule of an extension that writes no HTML of its own."""


MENU_GROUPS = [
    {"group": "blockType -lists", "type": "dropdown", "minItems": 2},
    {"group": "careBox", "type": "dropdown"},
    *({"group": name} for name in ("lists", "marks", "link", "figure", "table", "history")),
]
EXTENSIONS = [
    {
        "js": [
            static_lazy(f"pages/{script}.js")
            for script in ("care-box", "figure", "last-line", "page-link", "paste", "toolbar")
        ],
        # How the sanitiser's allow-list follows from each.
        "extensions": {
            "CareBox": care_boxes.allow,
            "LibraryFigure": figures.allow,
            **dict.fromkeys(("PageLink", "CleanPaste", "LastLine", "Toolbar"), allow_nothing),
        },
    },
]
