"""The editor itself: its toolbar in Bengali, what it writes, links, pictures, what is pasted."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from clinic_site.groups import EDITORS
from pages.models import Article, Picture
from tests.makers import make_article, make_section, make_user

PASTED = Path(__file__).parent / "pasted"
PASTE = """(editor, html) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  const event = {clipboardData, bubbles: true, cancelable: true};
  editor.dispatchEvent(new ClipboardEvent("paste", event));
}"""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(browser: Browser, live_server) -> Iterator[Page]:
    """An editor's screen in Bengali, at the form of a new article."""
    make_section()
    make_user("rina", EDITORS, password="a long password", language="bn")
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto("/admin/login/?next=/admin/pages/article/add/")
    page.locator("[name=username]").fill("rina")
    page.locator("[name=password]").fill("a long password")
    page.locator("[type=submit]").click()
    page.locator(".prose-menubar").nth(1).wait_for()
    yield page
    context.close()


def text_of(page: Page, language: str) -> Locator:
    return page.locator(f".prose-editor:has(#id_body_{language}) .tiptap")


def bar_of(page: Page, language: str) -> Locator:
    return page.locator(f".prose-editor:has(#id_body_{language}) .prose-menubar")


def html(page: Page, language: str = "bn") -> str:
    return page.locator(f"#id_body_{language}").input_value()


def press(bar: Locator, name: str) -> None:
    bar.locator(f"[data-name='{name}']").click()


def pick(page: Page, bar: Locator, number: int, name: str) -> None:
    """An entry of a drop-down of the toolbar."""
    bar.locator(".prose-menubar__selected").nth(number).click()
    page.locator(f".prose-menubar__picker:popover-open [data-name='{name}']").click()


def test_everything_in_the_toolbar_has_a_name_in_bengali(desk):
    text_of(desk, "bn").click()
    press(bar_of(desk, "bn"), "table")  # so that the buttons of a table show
    names = (
        bar_of(desk, "bn")
        .locator("button")
        .evaluate_all("all => all.map((each) => each.getAttribute('aria-label') || each.innerText)")
    )
    assert len(names) > 25
    assert [name for name in names if not name or re.search("[A-Za-z]", name)] == []


def test_headings_lists_bold_tables_and_boxes_are_stored_as_the_site_shows_them(desk):
    text, bar = text_of(desk, "bn"), bar_of(desk, "bn")
    text.click()
    pick(desk, bar, 0, "heading2")
    desk.keyboard.type("শিরোনাম")
    desk.keyboard.press("Enter")
    press(bar, "bold")
    desk.keyboard.type("মোটা")
    press(bar, "bold")
    desk.keyboard.press("Enter")
    press(bar, "bulletList")
    desk.keyboard.type("এক")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Enter")
    desk.keyboard.type("বাক্সের কথা")
    pick(desk, bar, 1, "careBox:urgent")
    assert html(desk) == (
        "<h2>শিরোনাম</h2><p><strong>মোটা</strong></p><ul><li><p>এক</p></li></ul>"
        '<div class="care care-urgent"><p>বাক্সের কথা</p></div>'
    )
    pick(desk, bar, 1, "careBox:none")
    assert html(desk).endswith("<p>বাক্সের কথা</p>")


def test_a_table_begins_with_a_header_row(desk):
    text_of(desk, "bn").click()
    press(bar_of(desk, "bn"), "table")
    assert html(desk).count("<th") == 3
    assert html(desk).count("<td") == 6


def test_a_page_is_linked_by_its_title_and_by_its_lasting_address(desk):
    article = make_article()
    make_article(slug="liver", title_bn="লিভারের টিউমার", title_en="Liver tumours")
    for language, words, title in (
        ("bn", "kidney", "কিডনির টিউমার"),
        ("en", "কিডনি", "Kidney tumours"),
    ):
        text_of(desk, language).click()
        press(bar_of(desk, language), "pageLink")
        desk.keyboard.type(words)
        choices = desk.get_by_role("dialog").locator("button.choice")
        expect(choices).to_have_count(1)
        desk.keyboard.press("Tab")
        desk.keyboard.press("Enter")
        expect(desk.get_by_role("dialog")).to_have_count(0)
        assert html(desk, language) == f'<p><a href="/a/{article.pk}/">{title}</a></p>'


def test_words_that_are_chosen_become_the_link(desk):
    article = make_article()
    text_of(desk, "en").click()
    desk.keyboard.type("Read about kidneys")
    for _letter in "kidneys":
        desk.keyboard.press("Shift+ArrowLeft")
    press(bar_of(desk, "en"), "pageLink")
    desk.get_by_role("dialog").locator("button.choice").click()
    assert html(desk, "en") == f'<p>Read about <a href="/a/{article.pk}/">kidneys</a></p>'


def test_a_dialog_that_is_closed_changes_nothing_and_gives_the_focus_back(desk):
    make_article()
    text_of(desk, "en").click()
    desk.keyboard.type("Before ")
    press(bar_of(desk, "en"), "pageLink")
    desk.get_by_role("dialog").locator("button.choice").wait_for()
    desk.keyboard.press("Escape")
    expect(text_of(desk, "en")).to_be_focused()
    desk.keyboard.type("after")
    assert html(desk, "en") == "<p>Before after</p>"


def test_a_picture_of_the_library_is_put_in_without_typing_an_address(desk):
    picture = Picture.objects.create(
        file="pictures/x.jpg", width=480, height=300, widths=[480], alternative_bn="একটি কিডনি"
    )
    text_of(desk, "bn").click()
    desk.keyboard.type("কিডনি কোথায়:")
    press(bar_of(desk, "bn"), "libraryFigure")
    desk.get_by_role("dialog").get_by_role("button", name="একটি কিডনি").click()
    assert f'<figure data-picture="{picture.pk}"></figure>' in html(desk)
    expect(text_of(desk, "bn").locator("figure img")).to_have_attribute(
        "src", f"/admin/pages/picture/{picture.pk}/thumbnail/"
    )


@pytest.mark.parametrize(
    ("name", "stored", "left"),
    [
        (
            "word",
            "<h2>জ্বর হলে</h2><p>শিশুর <strong>জ্বর</strong> হলে দেরি করবেন না।</p>"
            "<ul><li><p>জ্বর মাপুন</p><ul><li><p>বগলে</p></li></ul></li>"
            "<li><p>ফোন করুন</p></li></ul><p>তারপর:</p><ol><li><p>কাগজপত্র নিন</p></li></ol>"
            "<table><tbody><tr><th><p>জ্বর</p></th>"
            "<th><p>কী করবেন</p></th></tr>"
            "<tr><td><p>৩৮°</p></td>"
            "<td><p>ফোন করুন</p></td></tr></tbody></table>",
            ["ছবি", "রং"],
        ),
        (
            "google-docs",
            "<h2>Going home</h2><p>Call us <strong>at once</strong> if the "
            '<a href="https://www.who.int/cancer">fever</a> stays.</p><h3>What to take</h3>'
            "<ul><li><p>Papers</p><ul><li><p>Scans</p></li></ul></li></ul>",
            ["ছবি", "রং"],
        ),
    ],
)
def test_what_is_pasted_comes_out_clean_and_the_editor_is_told_what_was_left_out(
    desk, name, stored, left
):
    editor = text_of(desk, "bn")
    editor.click()
    editor.evaluate(PASTE, (PASTED / f"{name}.html").read_text(encoding="utf-8"))
    assert html(desk).replace(' data-type="decimal"', "") == stored
    note = desk.locator(".prose-editor:has(#id_body_bn) .paste-note")
    for words in left:
        expect(note).to_contain_text(words)


def test_what_the_editor_wrote_is_stored_to_the_letter(desk):
    editor = text_of(desk, "bn")
    editor.click()
    editor.evaluate(PASTE, (PASTED / "word.html").read_text(encoding="utf-8"))
    written = html(desk).replace(' data-type="decimal"', "")
    desk.locator("#id_section").select_option(index=1)
    desk.locator("#id_slug").fill("fever")
    desk.locator("[name=_continue]").click()
    desk.locator(".messagelist .success").wait_for()
    assert Article.objects.get().body_bn == written
