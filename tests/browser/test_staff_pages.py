"""The admin in a real browser: strict CSP (the watch in conftest.py), and what the editor keeps."""

import pytest
from playwright.sync_api import Browser

from pages.models import Article
from pages.starter.loader import load
from tests.makers import make_request, make_user


@pytest.fixture
def content(transactional_db) -> None:
    load()


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
