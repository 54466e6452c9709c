"""The site's own drawings: `static/drawings/<name>.svg`, each titled and described in itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.safestring import SafeString

from pages import languages

FOLDER = settings.BASE_DIR / "static" / "drawings"
OF_SITE = "kite"
# Those that a section may have: `make pictures` draws what messengers show with a link to it.
OF_SECTIONS = ("cells", "operation", "team", "home-again", "scan", "kite")
SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Drawing:
    """`captions` and `descriptions` by language; sizes in CSS pixels."""

    name: str
    width: int
    height: int
    captions: dict[str, str]
    descriptions: dict[str, str]  # what a person who cannot see it needs to know

    @property
    def address(self) -> str:
        return static(f"drawings/{self.name}.svg")

    @property
    def caption(self) -> str:
        """For the page's own language."""
        return self.captions[languages.current()]

    @property
    def alternative(self) -> str:
        return self.descriptions[languages.current()]


@cache
def library() -> dict[str, Drawing]:
    """All drawings by name, in alphabetical order."""
    return {path.stem: _read(path) for path in sorted(FOLDER.glob("*.svg"))}


def _read(path: Path) -> Drawing:
    root = ElementTree.parse(path).getroot()  # noqa: S314 our own files
    captions, descriptions = (
        {each.get("lang", ""): (each.text or "").strip() for each in root.iter(f"{SVG}{tag}")}
        for tag in ("title", "desc")
    )
    width, height = (int(root.get(name, "0")) for name in ("width", "height"))
    return Drawing(path.stem, width, height, captions, descriptions)


def found(words: str) -> list[Drawing]:
    """Those in whose captions or descriptions, in either language, every word stands."""
    wanted = words.casefold().split()
    return [each for each in library().values() if all(word in _said(each) for word in wanted)]


def _said(drawing: Drawing) -> str:
    return " ".join([*drawing.captions.values(), *drawing.descriptions.values()]).casefold()


def figures_of(names: Iterable[int | str]) -> dict[str, SafeString]:
    """The figures of these drawings by name, in the current language."""
    drawings = (library().get(name) for name in names if isinstance(name, str))
    return {
        each.name: render_to_string("includes/drawing.html", {"drawing": each})
        for each in drawings
        if each
    }
