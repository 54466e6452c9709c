"""The watch over every browser test sees what it must see."""

from contextlib import suppress

from playwright.sync_api import Error, Page


def test_inline_script_is_noticed(page: Page, watch) -> None:
    page.goto("/robots.txt")
    page.evaluate("document.documentElement.setAttribute('onclick', 'alert(1)')")
    assert len(watch.broken) == 1
    assert watch.broken.pop().startswith("CSP: ")


def test_request_to_another_host_is_noticed_in_a_second_context(new_context, watch) -> None:
    with suppress(Error):  # there is no such host
        new_context().new_page().goto("http://elsewhere.invalid/")
    assert watch.broken.pop() == "request to another host: http://elsewhere.invalid/"
    assert watch.broken == []


def test_javascript_error_is_noticed(page: Page, watch) -> None:
    page.goto("/robots.txt")
    page.evaluate("setTimeout(() => { throw new Error('broken') })")
    page.wait_for_timeout(100)
    assert watch.broken.pop() == "JavaScript: broken"
    assert watch.broken == []
