"""Draws as PNG what machines cannot take as SVG: pictures for messengers, and icons.

`make pictures` writes static/social/<drawing>.png and static/site/icons/<name>.png; only a changed
drawing needs it.
"""

import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from pages import drawings
from tests.browser.conftest import CHROMIUM

STATIC = Path("static").resolve()
COLOURS = 64  # flat drawings: more cannot be seen
GROUND = "#fffaf2"

# static/site/icons/<name>.png → its size, the kite's, the ground; systems cut maskable ones round.
ICONS = {
    "192": (192, 192, "transparent"),
    "512": (512, 512, "transparent"),
    "maskable": (512, 400, GROUND),
    "apple-touch": (180, 150, GROUND),
}


def kite(size: int) -> str:
    return f'<img src="file://{STATIC}/site/kite.svg" width="{size}">'


def drawing(name: str) -> str:
    style = "height:500px;border-radius:32px"
    return f'<img src="file://{STATIC}/drawings/{name}.svg" style="{style}">'


def photographed(page: Page, content: str, size: tuple[int, int], ground: str) -> Image.Image:
    """The content in the middle, side by side."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    style = f"margin:0;height:100vh;background:{ground};display:flex;align-items:center"
    with tempfile.NamedTemporaryFile("w", suffix=".html") as file:
        file.write(f'<body style="{style};justify-content:space-evenly">{content}')
        file.flush()
        page.goto(f"file://{file.name}")
    return Image.open(BytesIO(page.screenshot(omit_background=True)))


def write(image: Image.Image, path: Path) -> None:
    """With a palette: a third of the size."""
    image.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        path, optimize=True
    )
    print(f"{path.relative_to(STATIC.parent)}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        for name in sorted({drawings.OF_SITE, *drawings.OF_SECTIONS}):
            content = kite(280) + drawing(name)
            image = photographed(page, content, (1200, 630), GROUND)
            write(image, STATIC / "social" / f"{name}.png")
        for name, (size, width, ground) in ICONS.items():
            image = photographed(page, kite(width), (size, size), ground)
            write(image, STATIC / "site" / "icons" / f"{name}.png")
        browser.close()
