"""Every page in a real browser: strict CSP (the watch in conftest.py), no cookie, axe's rules."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from pages.models import Article, Clinic
from pages.starter.loader import load
from tests.makers import make_request, make_user

PUBLIC = [
    "",
    "tumours/",
    "tumours/kidney-tumours/",
    "contact/",
    "privacy/",
    "appointment/",
    "no-such-page/",
]


@pytest.fixture
def content(transactional_db) -> None:
    """The starter texts and a clinic that has told everything about itself."""
    load()
    Clinic.objects.update(phone="01712-345678", hours_bn="সকাল ৯টা", hours_en="9 am")


def violations(page: Page) -> list[str]:
    results = Axe().run(page)
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in results.response["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["bn", "en"])
def test_public_page_is_accessible_and_leaves_no_cookie(
    browser: Browser, live_server, content, language: str, scheme: str
) -> None:
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 360, "height": 740}, color_scheme=scheme
    )
    page = context.new_page()
    for path in PUBLIC:
        page.goto(f"/{language}/{path}")
        assert (path, violations(page)) == (path, [])
        assert page.evaluate("document.documentElement.scrollWidth") == 360

    page.goto(f"/{language}/appointment/")
    page.get_by_role("button").click()
    assert violations(page) == []

    assert context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    context.close()


def test_admin_pages_keep_the_strict_policy(browser: Browser, live_server, content) -> None:
    make_user("boss", password="a long password", is_superuser=True)
    article, request = Article.objects.first(), make_request()
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    page.goto("/admin/")
    page.locator("[name=username]").fill("boss")
    page.locator("[name=password]").fill("a long password")
    page.locator("[type=submit]").click()
    page.wait_for_url("**/admin/")
    for path in (
        "appointments/appointmentrequest/",
        f"appointments/appointmentrequest/{request.pk}/change/",
        "pages/section/",
        "clinic_site/user/",
        "clinic_site/user/add/",
        "password_change/",
        "pages/article/",
        f"pages/article/{article.pk}/history/",
    ):
        assert (path, page.goto(f"/admin/{path}").status) == (path, 200)
    for path in ("pages/article/add/", f"pages/article/{article.pk}/change/", "pages/clinic/1/"):
        page.goto(f"/admin/{path}")
        page.locator(".tiptap[contenteditable=true]").nth(1).wait_for()
    context.close()


def test_care_box_survives_the_editor(browser: Browser, live_server, content) -> None:
    make_user("boss", password="a long password", is_superuser=True)
    article = Article.objects.get(slug="kidney-tumours")
    boxes = article.body_bn.count('<div class="care care-')
    page = browser.new_page(base_url=live_server.url)
    page.goto(f"/admin/login/?next=/admin/pages/article/{article.pk}/change/")
    page.locator("[name=username]").fill("boss")
    page.locator("[name=password]").fill("a long password")
    page.locator("[type=submit]").click()
    editor = page.locator(".tiptap[contenteditable=true]").first
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" শেষ কথা।")
    page.locator("[name=_continue]").click()
    page.locator(".messagelist .success").wait_for()

    article.refresh_from_db()
    assert "শেষ কথা।" in article.body_bn
    assert article.body_bn.count('<div class="care care-') == boxes
    page.context.close()
