"""A member of staff logs in, as they do."""

from typing import Any

from playwright.sync_api import Browser, Page

from clinic_site.groups import MANAGERS
from tests.makers import make_user

PASSWORD = "a long password"


def log_in(page: Page, name: str, path: str = "/admin/") -> None:
    """Afterwards the page is at `path`; the account has PASSWORD."""
    page.goto(f"/admin/login/?next={path}")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[type=submit]").click()
    page.wait_for_url(lambda url: url.endswith(path))


def manager_page(browser: Browser, url: str, language: str = "en", **options: Any) -> Page:
    """The start page in a browser of its own, in which a new manager has logged in."""
    make_user("boss", MANAGERS, password=PASSWORD, language=language)
    page = browser.new_context(base_url=url, **options).new_page()
    log_in(page, "boss")
    return page
