"""Every page in a real browser: strict CSP (the watch in conftest.py), no cookie, axe's rules."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from appointments import tokens
from appointments.models import AppointmentRequest
from pages.models import Article, Clinic
from pages.starter.loader import load
from tests.makers import make_request, make_user

PUBLIC = [
    "",
    "tumours/",
    "tumours/kidney-tumours/",
    "team/",
    "glossary/",
    "contact/",
    "privacy/",
    "search/",
    "search/?q=kidnej+tumour",
    "search/?q=leukemia",
    "offline/",
    "appointment/",
    "appointment/status/",
    "appointment/received/no-such-token/",
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


@pytest.fixture(params=["light", "dark"])
def small_page(
    browser: Browser, live_server, content, request: pytest.FixtureRequest
) -> Iterator[Page]:
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 360, "height": 740},
        color_scheme=request.param,
    )
    yield context.new_page()
    context.close()


def check(page: Page, name: str) -> None:
    """The page is accessible, is not wider than a small phone, and leaves nothing behind."""
    assert (name, violations(page)) == (name, [])
    assert (name, page.evaluate("document.documentElement.scrollWidth")) == (name, 360)
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize("language", ["bn", "en"])
def test_public_page_is_accessible_and_leaves_no_cookie(small_page: Page, language: str) -> None:
    for path in PUBLIC:
        small_page.goto(f"/{language}/{path}")
        check(small_page, path)
    for path in ("appointment/", "appointment/status/"):
        small_page.goto(f"/{language}/{path}")
        send(small_page)
        check(small_page, f"{path} with mistakes")


@pytest.mark.parametrize("language", ["bn", "en"])
def test_page_of_a_request_is_accessible_and_leaves_no_cookie(
    small_page: Page, language: str
) -> None:
    abroad = {"filled_by_phone": "+971 50 123 4567", "urgent_signs": ["fit"]}
    new = make_request(answer_due=in_hours(3), **abroad)
    token = tokens.received_token(new.submission_key)
    small_page.goto(f"/{language}/appointment/received/{token}/")
    check(small_page, "received")
    small_page.locator(".correct > summary").click()
    send(small_page)
    check(small_page, "received, with a mistake")

    standings = {
        "new": new,
        "late": make_request(answer_due=in_hours(-3)),
        "scheduled": make_request(status="scheduled", visit_at=in_hours(50), **abroad),
        "withdrawn": make_request(status="withdrawn"),
    }
    for name, request in standings.items():
        look_up(small_page, language, request)
        check(small_page, name)

    look_up(small_page, language, standings["scheduled"])
    small_page.locator("form[action$='/withdraw/'] button").click()
    expect(small_page.locator("button[value=yes]")).to_be_visible()
    check(small_page, "withdraw")


def in_hours(hours: float) -> datetime:
    return timezone.now() + timedelta(hours=hours)


def send(page: Page) -> None:
    page.locator("form.questions button").click()
    expect(page.get_by_role("alert")).to_be_focused()


def look_up(page: Page, language: str, request: AppointmentRequest) -> None:
    page.goto(f"/{language}/appointment/status/")
    page.locator("#id_reference").fill(request.reference)
    page.locator("#id_phone").fill(request.phone)
    page.locator("form.questions button").click()
    expect(page.locator("#main > p strong").first).to_have_text(str(request))


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
