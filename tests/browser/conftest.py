"""Drives the system's Chromium, and fails every test whose pages break the site's own rules."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Request,
    WebError,
    expect,
)

HERE = Path(__file__).parent
NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
ARGUMENTS = [
    "--no-sandbox",  # continuous integration runs as root
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# Milliseconds until what has not come counts as missing: on a busy machine pages are slow.
PATIENCE = 90_000
expect.set_options(timeout=PATIENCE / 3)
REQUIRED = os.environ.get("REQUIRE_BROWSER") == "1"
SKIPPED = pytest.StashKey[int]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if CHROMIUM:
        return
    here = [item for item in items if HERE in item.path.parents]
    if here and REQUIRED:
        raise pytest.UsageError("REQUIRE_BROWSER=1, but no Chromium was found. Install chromium.")
    for item in here:
        item.add_marker(pytest.mark.skip(reason="no Chromium"))
    config.stash[SKIPPED] = len(here)


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    count = config.stash.get(SKIPPED, 0)
    if count:
        terminalreporter.write_line(
            f"!!! {count} BROWSER TESTS NOT RUN: no Chromium was found. Install chromium.",
            red=True,
            bold=True,
        )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": ARGUMENTS,
    }


@pytest.fixture(scope="session")
def base_url(live_server) -> str:
    """So that a test can say `page.goto("/bn/")`."""
    return live_server.url


class Watch:
    """Collects what no page of ours may do."""

    def __init__(self) -> None:
        self.broken: list[str] = []
        self.allowed = {None, "localhost", "127.0.0.1"}  # None: data: and blob: addresses

    def add(self, context: BrowserContext) -> None:
        context.set_default_timeout(PATIENCE)
        context.on("console", self.console)
        context.on("request", self.request)
        context.on("weberror", self.error)

    def console(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.broken.append(f"CSP: {message.text}")

    def request(self, request: Request) -> None:
        host = urlsplit(request.url).hostname
        if host not in self.allowed:
            self.broken.append(f"request to another host: {request.url}")

    def error(self, error: WebError) -> None:
        self.broken.append(f"JavaScript: {error.error}")


@pytest.fixture(autouse=True)
def watch(browser: Browser) -> Iterator[Watch]:
    """Every context of the test, however it was made."""
    watch = Watch()
    browser.on("context", watch.add)
    yield watch
    browser.remove_listener("context", watch.add)
    assert watch.broken == []
