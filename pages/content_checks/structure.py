"""Headings, tables and boxes: what screen readers and hurried readers find their way by."""

from collections.abc import Iterator
from itertools import pairwise

from django.utils.translation import gettext as _

from pages.bengali import local_digits
from pages.content_checks.findings import Finding, error, excerpt, hint
from pages.outline import Block, Outline

WARNINGS = ("emergency", "urgent")
MOST_WARNINGS = 2


def check(body: Outline) -> Iterator[Finding]:
    yield from _headings(body.blocks)
    for table in body.tables:
        if not table.has_headers:
            yield error(
                "table_headers",
                _("This table has no header cells. Make its first row or column header cells."),
                excerpt(table.words),
            )
    yield from _boxes(body)


def _headings(blocks: list[Block]) -> Iterator[Finding]:
    for block, following in pairwise([*blocks, None]):
        if block.level and not block.text:
            yield error(
                "empty_heading",
                _("A heading is empty. Write it, or delete the line."),
                excerpt(following.text) if following else "",
            )
    # The small heading that names a box is the box's own.
    headings = [block for block in blocks if block.text and block.level and not block.names_a_box]
    if headings and headings[0].level != 2:
        yield error(
            "heading_level",
            _("A smaller heading comes before any larger one. Make this one a heading 2."),
            excerpt(headings[0].text),
        )


def _boxes(body: Outline) -> Iterator[Finding]:
    warnings = [box for box in body.boxes if box.kind in WARNINGS]
    for box in warnings:
        if box.blocks and box.blocks[0].level != 3:
            yield hint(
                "box_heading",
                _("Begin this box with a heading 3: how urgent it is, is read out before it."),
                excerpt(box.blocks[0].text),
            )
    if len(warnings) > MOST_WARNINGS:
        yield hint(
            "many_warnings",
            _(
                "There are %(count)s boxes for emergency or urgent. Beyond two, families stop "
                "reading them: keep the two that matter most."
            )
            % {"count": local_digits(len(warnings))},
        )
    lists = [box.kind for box in body.boxes if box.kind in ("do", "dont")]
    if lists[:1] == ["dont"] and "do" in lists:
        yield hint("dont_first", _("Put the list of what to do before the list of what not to do."))
