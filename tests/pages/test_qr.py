"""QR codes: the very squares of the library that made them, as shapes alone."""

import re

import pytest
import qrcode

from pages.qr import QUIET, qr_code


def drawn(svg: str) -> list[list[bool]]:
    """The squares that the strokes cover, without the quiet zone."""
    [strokes] = re.findall(r'stroke="#000" d="([^"]*)"', svg)
    rows = []
    for row in strokes.split("M")[1:]:
        start, runs = re.fullmatch(rf"{QUIET} (\d+)\.5(.*)", row).groups()
        assert int(start) == QUIET + len(rows)
        found = re.findall(r"h(\d+)|m(\d+) 0", runs)
        rows.append([dark for h, m in found for dark in [bool(h)] * int(h or m)])
    return rows


@pytest.mark.parametrize(
    "text", ["https://clinic.example/bn/tumours/kidney/", "otpauth://totp/clinic:rina?secret=ABC"]
)
def test_a_code_is_the_one_that_the_library_makes(text):
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_L, border=0)
    code.add_data(text)
    assert drawn(qr_code(text)) == code.get_matrix()


def test_a_code_is_svg_without_style_or_script_on_white_with_a_quiet_zone():
    svg = qr_code("https://clinic.example/bn/")
    assert re.findall(r"<(\w+)", svg) == ["svg", "path", "path"]
    assert set(re.findall(r' ([\w-]+)="', svg)) == {"xmlns", "viewBox", "fill", "d", "stroke"}
    size = len(drawn(svg)) + 2 * QUIET
    assert f'viewBox="0 0 {size} {size}"' in svg
    assert f'fill="#fff" d="M0 0h{size}v{size}H0z"' in svg
