"""Weighs the pages in an environment of their own; 1 if one is over a budget."""

import gzip
import re
import sys

import django

django.setup()

from playwright.sync_api import Playwright, sync_playwright  # noqa: E402  the apps come first

from pages.languages import CODES  # noqa: E402
from tests.drills.site import Site  # noqa: E402
from tests.drills.web import ask  # noqa: E402
from tests.weigh import budgets, phone  # noqa: E402

KIDNEY = "tumours/kidney-tumours/"
FORM = "appointment/"


def heaviest_article(port: int, language: str) -> str:
    """Its path below the language."""
    addresses = re.findall(rf"<loc>[^<]+?/{language}/([^<]*)</loc>", ask(port, "/sitemap.xml").text)
    texts = {path: ask(port, f"/{language}/{path}").text for path in addresses}
    sizes = {
        path: len(gzip.compress(text.encode()))
        for path, text in texts.items()
        if "<article>" in text
    }
    return max(sizes, key=sizes.get)


def paths(port: int) -> list[str]:
    """One of each kind of page, in each language."""
    return [
        f"/{language}/{path}"
        for language in CODES
        for path in dict.fromkeys((heaviest_article(port, language), KIDNEY, "", FORM))
    ]


def measure(playwright: Playwright, port: int) -> list[budgets.Measured]:
    """The weight without a Bengali font, which is then sent; the time with, as phones are."""
    site, found = f"http://127.0.0.1:{port}", paths(port)
    with phone.launch(playwright.chromium, bengali=False) as browser:
        weights = [phone.weighed(browser, site + path) for path in found]
    with phone.launch(playwright.chromium, bengali=True) as browser:
        times = [
            {each.name: phone.painted(browser, site + path, each) for each in budgets.THROTTLES}
            for path in found
        ]
    return [
        budgets.Measured(path, *weight, time)
        for path, weight, time in zip(found, weights, times, strict=True)
    ]


def main() -> int:
    with Site() as site, sync_playwright() as playwright:
        pages = measure(playwright, site.port)
    print(*budgets.weights(pages), "", *budgets.paints(pages), "", sep="\n")
    failed = [fault for page in pages for fault in budgets.faults(page)]
    print("\n".join(failed) or "Every page stays within its budgets.")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
