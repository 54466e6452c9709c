"""A text taken apart: its headings, paragraphs, links, tables, figures and boxes, in order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from pages import care_boxes

HEADINGS = {"h2": 2, "h3": 3}
BLOCKS = {*HEADINGS, "p", "li", "td", "th"}
# Where one run of words ends and the next begins.
BREAKS = {*BLOCKS, "div", "ul", "ol", "table", "thead", "tbody", "tr", "figure"}
# What the sanitiser writes never looks like this. It keeps the parser linear on what it did not.
STRAY = re.compile(r"<(?!/?[a-z][a-z0-9]*(?:\s[^<>]*)?>)")


@dataclass
class Box:
    kind: str
    blocks: list[Block] = field(default_factory=list)


@dataclass
class Block:
    """A heading, or a run of words within a paragraph, an item or a cell."""

    tag: str
    text: str
    box: Box | None

    @property
    def level(self) -> int:
        """2 or 3 for a heading, 0 for anything else."""
        return HEADINGS.get(self.tag, 0)

    @property
    def names_a_box(self) -> bool:
        return self.tag == "h3" and self.box is not None and self.box.blocks[0] is self


@dataclass
class Link:
    address: str
    words: str = ""
    around: str = ""  # the run of words that it stands in
    at: int = 0  # about how many letters of them stand before it


@dataclass
class Figure:
    shows: int | str  # the key of a picture, or the name of a drawing
    before: str  # the words that stand before it


@dataclass
class Table:
    has_headers: bool = False
    words: str = ""  # the first that stand in it


@dataclass
class Outline:
    blocks: list[Block] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All there is to read, one line for each block."""
        return "\n".join(block.text for block in self.blocks if block.text)

    @property
    def parts(self) -> set[str]:
        """The anchors that its page will have (see prose.render)."""
        headings = [block for block in self.blocks if block.level == 2 and block.text]
        return {f"part-{number}" for number in range(1, len(headings) + 1)}


def read(html: str) -> Outline:
    """Take apart a sanitised body."""
    reader = _Reader()
    reader.feed(STRAY.sub("&lt;", html))
    reader.close()
    reader.end_link()
    reader.end_block()
    return reader.outline


class _Reader(HTMLParser):
    CDATA_CONTENT_ELEMENTS = ()  # the sanitiser leaves no scripts

    def __init__(self) -> None:
        super().__init__()
        self.outline = Outline()
        self.open_blocks: list[str] = []
        self.open_boxes: list[Box | None] = []  # one for each div
        self.open_tables: list[Table] = []
        self.open_link: Link | None = None
        self.link_words: list[str] = []
        self.run: list[str] = []  # the words since the last break
        self.run_length = 0
        self.links_in_run: list[Link] = []
        self.last_words = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if tag in BREAKS:
            self.end_block()
        if tag in BLOCKS:
            self.open_blocks.append(tag)
        match tag:
            case "br":
                self.handle_data(" ")
            case "a":
                self.start_link(values.get("href") or "")
            case "div":
                self.open_box(values.get("class") or "")
            case "figure":
                self.add_figure(values.get("data-picture") or "", values.get("data-drawing") or "")
            case "table":
                self.open_tables.append(Table())
                self.outline.tables.append(self.open_tables[-1])
            case "th" if self.open_tables:
                self.open_tables[-1].has_headers = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.end_link()
        if tag in BREAKS:
            # An empty heading is still a heading.
            self.end_block(even_empty=tag in HEADINGS and self.open_blocks[-1:] == [tag])
        if tag in BLOCKS and self.open_blocks[-1:] == [tag]:
            self.open_blocks.pop()
        if tag == "div" and self.open_boxes:
            self.open_boxes.pop()
        if tag == "table" and self.open_tables:
            self.open_tables.pop()

    def handle_data(self, data: str) -> None:
        self.run.append(data)
        self.run_length += len(data)
        if self.open_link:
            self.link_words.append(data)

    def open_box(self, names: str) -> None:
        kinds = [name.removeprefix("care-") for name in names.split()]
        kind = next((kind for kind in kinds if kind in care_boxes.KINDS), None)
        if kind:
            self.outline.boxes.append(Box(kind))
            self.open_boxes.append(self.outline.boxes[-1])
        else:
            self.open_boxes.append(self.innermost_box)

    @property
    def innermost_box(self) -> Box | None:
        return self.open_boxes[-1] if self.open_boxes else None

    def add_figure(self, key: str, name: str) -> None:
        if shows := int(key) if key.isdecimal() else name:
            self.outline.figures.append(Figure(shows, self.last_words))

    def start_link(self, address: str) -> None:
        self.end_link()
        self.open_link, self.link_words = Link(address, at=self.run_length), []
        self.outline.links.append(self.open_link)
        self.links_in_run.append(self.open_link)

    def end_link(self) -> None:
        if self.open_link:
            self.open_link.words = _words(self.link_words)
            self.open_link = None

    def end_block(self, *, even_empty: bool = False) -> None:
        text = _words(self.run)
        for link in self.links_in_run:
            link.around = text
        if text or even_empty:
            self.add_block(text)
        self.run, self.run_length, self.links_in_run = [], 0, []

    def add_block(self, text: str) -> None:
        box = self.innermost_box
        block = Block(self.open_blocks[-1] if self.open_blocks else "p", text, box)
        self.outline.blocks.append(block)
        if box:
            box.blocks.append(block)
        if self.open_tables and not self.open_tables[-1].words:
            self.open_tables[-1].words = text
        self.last_words = text or self.last_words


def _words(pieces: list[str]) -> str:
    return " ".join("".join(pieces).split())
