"""QR codes as small inline SVG."""

from itertools import groupby

import qrcode
from django.utils.html import format_html
from django.utils.safestring import SafeString

QUIET = 4  # empty modules around, as the standard asks for


def qr_code(text: str) -> SafeString:
    """On its own white ground, readable on a dark page too; no style, no script.

    Each row is one stroke with gaps, which takes a fifth of the bytes of a square a module.
    """
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_L, border=0)
    code.add_data(text)
    rows = code.get_matrix()
    size = len(rows) + 2 * QUIET
    strokes = "".join(_stroke(row, y + QUIET) for y, row in enumerate(rows))
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}">'
        '<path fill="#fff" d="M0 0h{}v{}H0z"/><path stroke="#000" d="{}"/></svg>',
        *(size,) * 4,
        strokes,
    )


def _stroke(row: list[bool], y: int) -> str:
    """`M4 4.5h7m1 0h1`: from the left edge, h draws and m leaves out."""
    runs = [(dark, len(list(modules))) for dark, modules in groupby(row)]
    parts = (f"h{length}" if dark else f"m{length} 0" for dark, length in runs)
    return f"M{QUIET} {y}.5" + "".join(parts)
