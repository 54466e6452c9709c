"""An editor's week: write both languages, look, publish at a time, fall behind, go back, meet."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from unittest import mock

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect

from clinic_site.groups import EDITORS, MANAGERS
from pages.models import Article, Picture
from tests.browser.login import PASSWORD, log_in
from tests.makers import make_article, make_section, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def logged_in(
    browser: Browser, base_url: str, name: str, *groups: str, width: int = 1280, **fields: str
) -> Iterator[Page]:
    make_user(name, *groups, password=PASSWORD, **fields)
    context = browser.new_context(base_url=base_url, viewport={"width": width, "height": 900})
    page = context.new_page()
    log_in(page, name)
    yield page
    context.close()


def open_form(page: Page, path: str) -> None:
    page.goto(f"/admin/pages/article/{path}")
    page.locator(".prose-menubar").nth(1).wait_for()
    page.wait_for_load_state("load")


def field(page: Page, language: str) -> Locator:
    return page.locator(f".prose-editor:has(#id_body_{language})")


def press(page: Page, language: str, name: str) -> None:
    field(page, language).locator(f".prose-menubar [data-name='{name}']").click()


def box(page: Page, language: str, kind: str) -> None:
    field(page, language).locator(".prose-menubar__selected").nth(1).click()
    page.locator(f".prose-menubar__picker:popover-open [data-name='careBox:{kind}']").click()


def save(page: Page, button: str = "_continue") -> None:
    page.locator(f"[name={button}]").first.click()
    page.locator(".messagelist .success").first.wait_for()
    page.wait_for_load_state("load")


def write(page: Page, language: str, title: str, text: str) -> None:
    """A whole language with a care box, a table and a figure, by the toolbar."""
    page.locator(f"#id_title_{language}").fill(title)
    page.locator(f"#id_summary_{language}").fill(text)
    field(page, language).locator(".tiptap").click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    press(page, language, "libraryFigure")
    page.get_by_role("dialog").locator("button[data-picture]").click()
    field(page, language).locator("figure img").wait_for()
    page.keyboard.press("ArrowDown")
    press(page, language, "table")
    page.keyboard.type(title)
    for _cell in range(9):  # the last Tab leaves the last cell for a new row; undone below
        page.keyboard.press("Tab")
    page.keyboard.press("Control+z")
    field(page, language).locator(".tiptap > p").first.click()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type(text)
    box(page, language, "urgent")


def test_from_the_first_word_to_readers_and_back(browser: Browser, live_server) -> None:
    make_section()
    Picture.objects.create(
        file="pictures/x.jpg", width=480, height=300, widths=[480],
        alternative_bn="কিডনির ছবি", alternative_en="A kidney",
    )  # fmt: skip
    with logged_in(browser, live_server.url, "rina", EDITORS) as page:
        open_form(page, "add/")
        page.locator("#id_section").select_option(index=1)
        page.locator("#id_slug").fill("kidney")
        write(page, "bn", "কিডনি", "পেটে চাকা থাকলে আসুন।")
        write(page, "en", "Kidney", "Come if you feel a lump in the belly.")
        look_before_saving(page)
        publish_tomorrow(page)
        assert_public_at_that_time_only(page)
        change_the_english_and_bring_the_bengali_up_to_date(page)
        go_back_to_the_first_version(page)


def look_before_saving(page: Page) -> None:
    with page.context.expect_page() as opened:
        page.locator("button[formtarget=_blank][formaction$='/preview/']").first.click()
    preview = opened.value
    frames = [preview.frame_locator("iframe").nth(number) for number in (0, 1)]
    expect(frames[0].locator("h1")).to_have_text("কিডনি")
    expect(frames[1].locator("h1")).to_have_text("Kidney")
    for frame in frames:
        expect(frame.locator(".prose .care-urgent")).to_be_visible()
        expect(frame.locator(".prose figure img")).to_have_count(1)
        expect(frame.locator(".prose th")).to_have_count(3)
        # The site's own style is there: a frame without it would be black on white.
        expect(frame.locator(".button").first).to_have_css("background-color", "rgb(13, 92, 87)")
    width = preview.locator("iframe").first.evaluate("each => each.clientWidth")
    assert width == 360
    preview.get_by_label("a computer").check()
    assert preview.locator("iframe").first.evaluate("each => each.clientWidth") > 900
    preview.close()
    assert not Article.objects.exists()


def publish_tomorrow(page: Page) -> None:
    at = timezone.localtime() + timedelta(days=1)
    for language in ("bn", "en"):
        page.locator(f"#id_published_at_{language}_0").fill(f"{at:%Y-%m-%d}")
        page.locator(f"#id_published_at_{language}_1").fill(f"{at:%H:%M}")
    save(page)
    expect(page.locator("#standing-bn")).to_contain_text("scheduled")


def assert_public_at_that_time_only(page: Page) -> None:
    for path in ("/bn/tumours/kidney/", "/en/tumours/kidney/"):
        assert page.request.get(path).status == 404
        with mock.patch(
            "django.utils.timezone.now", return_value=timezone.now() + timedelta(days=1)
        ):
            response = page.request.get(path)
        assert response.status == 200
        assert '<div class="care care-urgent">' in response.text()
    Article.objects.update(published_at_bn=timezone.now(), published_at_en=timezone.now())


def change_the_english_and_bring_the_bengali_up_to_date(page: Page) -> None:
    article = Article.objects.get()
    open_form(page, f"{article.pk}/change/")
    page.locator("#id_summary_en").fill("Come today if you feel a lump in the belly.")
    save(page)
    page.goto("/admin/pages/article/?behind=bn")
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    page.locator("#result_list tbody th a").click()
    bengali = page.locator("section:has(> #standing-bn)")
    expect(bengali).to_contain_text("behind")
    bengali.locator("details.behind summary").click()
    expect(bengali.locator("ins")).to_have_text("today")
    bengali.get_by_role("button", name="It is up to date now").click()
    expect(page.locator("#standing-bn")).not_to_contain_text("behind")


def go_back_to_the_first_version(page: Page) -> None:
    page.get_by_role("link", name="History").click()
    page.locator(".versions li a").last.click()
    expect(page.get_by_role("heading", name="Bring it back")).to_be_visible()
    expect(page.locator("form del").first).to_have_text("today")
    page.get_by_role("button", name="Bring this text back").click()
    expect(page.locator(".messagelist .success")).to_contain_text("as a new version")
    assert Article.objects.get().summary_en == "Come if you feel a lump in the belly."
    assert "a lump in the belly" in page.request.get("/en/tumours/kidney/").text()


def test_two_editors_at_one_article_lose_nothing(browser: Browser, live_server) -> None:
    article = make_article()
    path = f"{article.pk}/change/"
    with (
        logged_in(browser, live_server.url, "rina", EDITORS) as rina,
        logged_in(browser, live_server.url, "karim", EDITORS) as karim,
    ):
        open_form(rina, path)
        open_form(karim, path)
        expect(karim.locator(".presence")).to_contain_text("rina opened this article at")

        karim.locator("#id_title_en").fill("Kidney tumours in children")
        karim.locator("#id_summary_en").fill("Their summary")
        save(karim)
        rina.locator("#id_summary_en").fill("My summary")
        rina.locator("[name=_continue]").first.click()

        expect(rina.locator(".conflict")).to_contain_text("karim saved it")
        expect(rina.locator(".conflict del")).to_have_text("Their")
        expect(rina.locator(".conflict ins")).to_have_text("My")
        expect(rina.locator("#id_summary_en")).to_have_value("My summary")
        expect(rina.locator("#id_title_en")).to_have_value("Kidney tumours in children")
        save(rina)
    stored = Article.objects.get()
    assert (stored.title_en, stored.summary_en) == ("Kidney tumours in children", "My summary")
    assert [each.history_user.username for each in stored.history.all()[:2]] == ["rina", "karim"]


def test_what_is_typed_is_not_lost_by_leaving_the_page(browser: Browser, live_server) -> None:
    article = make_article()
    with logged_in(browser, live_server.url, "rina", EDITORS) as page:
        open_form(page, f"{article.pk}/change/")
        page.locator("#id_title_en").press_sequentially("New")
        asked = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
        page.locator(".breadcrumbs a").first.click()
        expect(page.locator("#id_title_en")).to_have_value(re.compile("New"))
        assert asked == ["beforeunload"]


def test_the_check_answers_beside_the_text(browser: Browser, live_server) -> None:
    article = make_article(body_en='<p><a href="/a/999999/">The other page</a></p>')
    with logged_in(browser, live_server.url, "rina", EDITORS) as page:
        open_form(page, f"{article.pk}/change/")
        page.get_by_role("button", name="Check the text").click()
        expect(page.locator("#check-findings .error")).to_contain_text("The other page")
        assert page.url.endswith("/change/")


@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_pages_of_editing_are_accessible(
    browser: Browser, live_server, language: str, width: int
) -> None:
    article = make_article()
    article.body_en = "<p>Other</p>"
    article.save()
    make_article(slug="gone").delete()
    version = article.history.first().history_id
    with logged_in(
        browser, live_server.url, "rina", MANAGERS, language=language, width=width
    ) as page:
        for path in (
            *("", "deleted/", f"{article.pk}/history/", f"{article.pk}/history/{version}/"),
            *(f"{article.pk}/bn/offline/", f"{article.pk}/bn/review/"),
        ):
            page.goto(f"/admin/pages/article/{path}")
            check(page, path, width)
        open_form(page, f"{article.pk}/change/")
        for summary in page.locator(".standings summary").all():
            summary.click()
        page.locator("[data-check]").click()
        page.locator("#check-findings h3").first.wait_for()
        check(page, "form", width)
        for name in ("pageLink", "libraryFigure"):
            press(page, "bn", name)
            page.get_by_role("dialog").locator(".results").wait_for()
            check(page, name, width)
            page.keyboard.press("Escape")
            expect(page.get_by_role("dialog")).to_have_count(0)
        with page.context.expect_page() as opened:
            page.locator("button[formaction$='/preview/']").first.click()
        opened.value.wait_for_load_state("load")
        check(opened.value, "preview", width)


def check(page: Page, name: str, width: int) -> None:
    page.wait_for_load_state("load")
    # Preloading style sheets would break the policy, not the page.
    results = Axe().run(page, options={"preload": False})
    found = [f"{each['id']}: {each['nodes'][0]['html']}" for each in results.response["violations"]]
    assert (name, found) == (name, [])
    assert (name, page.evaluate("document.documentElement.scrollWidth")) == (name, width)
