"""The editor itself: its toolbar in Bengali, what it writes, links, pictures, what is pasted."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from clinic_site.groups import EDITORS
from pages import care_boxes, drawings, prose
from pages.models import Article, Picture
from tests.browser.login import PASSWORD, log_in
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
    yield from opened(browser, live_server.url)


def opened(
    browser: Browser, base_url: str, path: str = "add/", width: int = 1280
) -> Iterator[Page]:
    make_user("rina", EDITORS, password=PASSWORD, language="bn")
    context = browser.new_context(base_url=base_url, viewport={"width": width, "height": 900})
    page = context.new_page()
    log_in(page, "rina", f"/admin/pages/article/{path}")
    page.locator(".prose-menubar").nth(1).wait_for()
    page.wait_for_load_state("load")
    yield page
    context.close()


def field(page: Page, language: str) -> Locator:
    return page.locator(f".prose-editor:has(#id_body_{language})")


def text_of(page: Page, language: str) -> Locator:
    return field(page, language).locator(".tiptap")


def bar_of(page: Page, language: str) -> Locator:
    return field(page, language).locator(".prose-menubar")


def html(page: Page, language: str = "bn") -> str:
    """As it would be stored: without the empty last line."""
    return prose.sanitise(page.locator(f"#id_body_{language}").input_value())


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


def test_a_box_goes_around_a_whole_list_says_what_it_is_and_goes_whole(desk):
    text, bar = text_of(desk, "bn"), bar_of(desk, "bn")
    text.click()
    press(bar, "bulletList")
    desk.keyboard.type("এক")
    desk.keyboard.press("Enter")
    desk.keyboard.type("দুই")
    items = "<ul><li><p>এক</p></li><li><p>দুই</p></li></ul>"
    labels = ["বিপদ, এখনই হাসপাতালে", "আজই ফোন করুন বা দেখান", "জেনে রাখুন", "যা করবেন", "যা করবেন না"]
    for kind, label in zip(care_boxes.KINDS, labels, strict=True):
        pick(desk, bar, 1, f"careBox:{kind}")
        assert html(desk) == f'<div class="care care-{kind}">{items}</div>'
        box = text.locator(".care")
        expect(box).to_have_attribute("data-label", re.compile(f": {label}$"))
    pick(desk, bar, 1, "careBox:none")
    assert html(desk) == items


def test_a_text_can_go_on_after_a_table_at_its_end(browser, live_server):
    table = "<table><tbody><tr><th>এক</th></tr></tbody></table>"
    article = make_article(body_bn=table)
    for page in opened(browser, live_server.url, f"{article.pk}/change/"):
        assert html(page) == table  # opening it changes nothing
        text_of(page, "bn").locator("> p").click()
        page.keyboard.type("দুই")
        assert html(page) == "<table><tbody><tr><th><p>এক</p></th></tr></tbody></table><p>দুই</p>"


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
        desk.keyboard.insert_text(words)
        choices = desk.get_by_role("dialog").locator("button.choice")
        expect(choices).to_have_count(1)
        desk.keyboard.press("Tab")
        desk.keyboard.press("Enter")
        expect(text_of(desk, language).locator("a")).to_have_text(title)
        assert html(desk, language) == f'<p><a href="/a/{article.pk}/">{title}</a></p>'


def test_words_that_are_chosen_become_the_link(desk):
    article = make_article()
    text_of(desk, "en").click()
    desk.keyboard.type("Read about kidneys")
    for _letter in "kidneys":
        desk.keyboard.press("Shift+ArrowLeft")
    press(bar_of(desk, "en"), "pageLink")
    desk.get_by_role("dialog").locator("button.choice").click()
    expect(text_of(desk, "en").locator("a")).to_have_text("kidneys")
    assert html(desk, "en") == f'<p>Read about <a href="/a/{article.pk}/">kidneys</a></p>'


def test_a_dialog_that_is_closed_changes_nothing_and_gives_the_focus_back(desk):
    make_article()
    text_of(desk, "en").click()
    desk.keyboard.type("Before ")
    press(bar_of(desk, "en"), "pageLink")
    desk.get_by_role("dialog").locator("button.choice").wait_for()
    desk.keyboard.press("Escape")
    desk.keyboard.type("after")  # at once: the cursor is where it was from the first letter on
    expect(desk.get_by_role("dialog")).to_have_count(0)
    expect(text_of(desk, "en")).to_be_focused()
    assert html(desk, "en") == "<p>Before after</p>"


def test_typing_goes_on_outside_of_a_link_that_was_put_in(desk):
    article = make_article()
    text_of(desk, "en").click()
    press(bar_of(desk, "en"), "pageLink")
    desk.get_by_role("dialog").locator("button.choice").click()
    expect(text_of(desk, "en").locator("a")).to_have_text("Kidney tumours")
    desk.keyboard.type(", and more")
    expected = f'<p><a href="/a/{article.pk}/">Kidney tumours</a>, and more</p>'
    assert html(desk, "en") == expected


def test_an_address_outside_is_typed_in_a_dialog_of_its_own(desk):
    text, bar = text_of(desk, "en"), bar_of(desk, "en")
    text.click()
    desk.keyboard.type("WHO")
    select_word(text, bar)
    press(bar, "link")
    desk.locator("dialog[open]").wait_for()
    desk.keyboard.press("Escape")
    expect(desk.locator("dialog[open]")).to_have_count(0)
    select_word(text, bar)
    press(bar, "link")
    desk.locator("dialog[open]").wait_for()
    desk.keyboard.type("https://www.who.int/")
    desk.keyboard.press("Enter")
    expect(text.locator("a")).to_have_attribute("href", "https://www.who.int/")
    assert html(desk, "en") == '<p><a href="https://www.who.int/">WHO</a></p>'


def select_word(text: Locator, bar: Locator) -> None:
    """It is chosen once the button that makes a link of it can be pressed."""
    text.locator("p").dblclick(position={"x": 12, "y": 12})
    expect(bar.locator("[data-name='link']")).not_to_have_attribute("aria-disabled", "true")


@pytest.fixture
def picture(transactional_db) -> Picture:
    return Picture.objects.create(
        file="pictures/x.jpg", width=480, height=300, widths=[480], alternative_bn="একটি কিডনি"
    )


def figure(picture: Picture) -> str:
    return f'<figure data-picture="{picture.pk}"></figure>'


def put_in(page: Page, picture: Picture) -> None:
    """A picture of the library, where the cursor is in the Bengali."""
    press(bar_of(page, "bn"), "libraryFigure")
    page.get_by_role("dialog").locator(f"button[data-picture='{picture.pk}']").click()
    text_of(page, "bn").locator(f"img[src='{thumbnail(picture)}']").wait_for()


def thumbnail(picture: Picture) -> str:
    return f"/admin/pages/picture/{picture.pk}/thumbnail/"


def test_a_picture_of_the_library_is_put_in_without_typing_an_address(desk, picture):
    text = text_of(desk, "bn")
    text.click()
    desk.keyboard.type("কিডনি কোথায়:")
    desk.keyboard.press("Enter")
    put_in(desk, picture)
    image = text.locator("figure img")
    expect(image).to_have_attribute("alt", re.compile("^ছবি [০-৯]+$"))
    desk.keyboard.type("এখানে।")  # beside it, not in its place
    assert html(desk) == f"<p>কিডনি কোথায়:</p>{figure(picture)}<p>এখানে।</p>"


def test_a_drawing_of_the_site_is_put_in_and_found_again_by_its_words(desk):
    drawing = drawings.library()["kidney"]
    text = text_of(desk, "bn")
    text.click()
    press(bar_of(desk, "bn"), "libraryFigure")
    dialog = desk.get_by_role("dialog")
    dialog.get_by_role("searchbox").fill(drawing.captions["bn"])
    expect(dialog.locator("button[data-drawing]")).to_have_count(1)
    dialog.get_by_role("button", name=drawing.captions["bn"]).click()
    image = text.locator("figure img")
    expect(image).to_have_attribute("src", re.compile("/static/drawings/kidney.*svg$"))
    expect(image).to_have_attribute("alt", f"ছবি: {drawing.captions['bn']}")
    assert html(desk) == '<figure data-drawing="kidney"></figure>'


def test_a_picture_is_replaced_and_removed_by_keyboard(desk, picture):
    other = Picture.objects.create(
        file="pictures/y.jpg", width=480, height=300, widths=[480], alternative_bn="একটি ঘুড়ি"
    )
    text = text_of(desk, "bn")
    text.click()
    desk.keyboard.type("আগে")
    desk.keyboard.press("Enter")
    put_in(desk, picture)
    desk.keyboard.type("পরে")
    desk.keyboard.press("Home")
    at_start = "each => each.editor.state.selection.$from.parentOffset === 0"
    desk.wait_for_function(at_start, arg=text.element_handle())
    desk.keyboard.press("ArrowLeft")
    expect(text.locator("figure")).to_have_class(re.compile("ProseMirror-selectednode"))
    put_in(desk, other)
    assert html(desk) == f"<p>আগে</p>{figure(other)}<p>পরে</p>"
    desk.keyboard.press("ArrowLeft")
    expect(text.locator("figure")).to_have_class(re.compile("ProseMirror-selectednode"))
    desk.keyboard.press("Delete")
    assert html(desk) == "<p>আগে</p><p>পরে</p>"


def test_the_toolbar_works_by_keyboard(desk):
    text = text_of(desk, "bn")
    text.click()
    desk.keyboard.type("শিরোনাম")
    bar_of(desk, "bn").locator(".prose-menubar__selected button").first.focus()
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.dataset.name") == "heading2"
    desk.keyboard.press("Enter")
    expect(text).to_be_focused()
    assert html(desk) == "<h2>শিরোনাম</h2>"
    desk.keyboard.press("Control+A")
    desk.keyboard.press("Shift+Tab")
    assert desk.evaluate("document.activeElement.dataset.name") == "history:redo"


def test_what_is_on_and_what_does_not_work_here_is_said(desk):
    bar = bar_of(desk, "bn")
    text_of(desk, "bn").click()
    bold, link = bar.locator("[data-name=bold]"), bar.locator("[data-name=link]")
    expect(bold).not_to_have_attribute("aria-pressed", "true")
    expect(link).to_have_attribute("aria-disabled", "true")  # nothing is chosen to be one
    bold.click()
    expect(bold).to_have_attribute("aria-pressed", "true")
    expect(text_of(desk, "bn")).to_have_attribute("lang", "bn")
    expect(text_of(desk, "bn")).to_have_attribute("aria-label", re.compile("বাংলা"))


def test_the_toolbar_stays_in_one_line_with_large_targets_on_a_phone(browser, live_server):
    article = make_article(body_bn="<p>দীর্ঘ লেখা</p>" * 60)
    for page in opened(browser, live_server.url, f"{article.pk}/change/", width=360):
        bar = bar_of(page, "bn")
        sizes = [button.bounding_box() for button in bar.locator("button:visible").all()]
        assert len(sizes) > 8
        assert [size for size in sizes if size["width"] < 44 or size["height"] < 44] == []
        assert bar.bounding_box()["height"] < 60
        text_of(page, "bn").locator("p").nth(50).scroll_into_view_if_needed()
        assert bar.bounding_box()["y"] == 0
        assert page.evaluate("document.documentElement.scrollWidth") == 360


# Pasting

WORD = (
    "<h2>কিডনির টিউমার</h2>"
    "<p><strong>পেটে চাকা</strong> থাকলে আজই আসুন। অপেক্ষা করবেন না। ঢাকা</p>"
    "<p>মাত্রা দশ ফোঁটা।</p>"
    "<h3>লক্ষণ</h3>"
    "<ul><li><p>জ্বর</p><ul><li><p>রাতে বেশি</p></li></ul></li>"
    "<li><p><strong>প্রস্রাবের সঙ্গে রক্ত</strong></p></li></ul>"
    "<ol><li><p>ফোন করুন</p></li>"
    '<li><p><a href="https://example.org/clinic">ক্লিনিকে আসুন</a></p></li></ol>'
    "<table><tbody><tr><th><p>পরীক্ষা</p></th><th><p>কেন</p></th></tr>"
    "<tr><td><p>আল্ট্রাসনোগ্রাম</p></td><td></td></tr></tbody></table>"
)
GOOGLE_DOCS = (
    "<h2>Kidney tumours</h2>"
    "<p><strong>Come today</strong> if you feel a lump, "
    '<a href="https://example.org/a?b=1">as WHO says</a>.</p>'
    "<h3>Signs</h3>"
    "<ul><li><p>fever</p><ul><li><p>at night</p></li></ul></li><li><p>vomiting</p></li></ul>"
    "<ol><li><p>call us</p></li></ol>"
    "<table><tbody><tr><th></th><th><p>Why</p></th></tr>"
    "<tr><td><p>Ultrasound</p></td><td><p>to see the lump</p></td></tr></tbody></table>"
)
WEB_PAGE = (
    '<div><h5 id="x" onclick="x()">One<br></h5><script>x()</script><br>'
    '<p style="display:block">Two <em>three</em><br>four</p></div>'
    "<div>Five<br>six<!-- x --><br><br><p>seven<br></p></div>"
)


def paste(page: Page, language: str, pasted: str) -> None:
    text_of(page, language).click()
    text_of(page, language).evaluate(PASTE, pasted)


def note_of(page: Page, language: str) -> Locator:
    return field(page, language).get_by_role("status")


@pytest.mark.parametrize(("name", "stored"), [("word", WORD), ("google-docs", GOOGLE_DOCS)])
def test_what_is_pasted_comes_out_clean_and_the_editor_is_told_what_was_left_out(
    desk, name, stored
):
    paste(desk, "en", (PASTED / f"{name}.html").read_text(encoding="utf-8"))
    assert html(desk, "en") == stored
    for words in ("ছবি", "কেটে দেওয়া", "বাঁকা অক্ষর", "রং"):
        expect(note_of(desk, "en")).to_contain_text(words)
    expect(note_of(desk, "bn")).to_be_empty()

    desk.keyboard.press("Control+A")
    paste(desk, "en", "<p>plain</p>")
    expect(note_of(desk, "en")).to_be_empty()


def test_a_piece_of_a_web_page_keeps_its_words_alone(desk):
    paste(desk, "en", WEB_PAGE)
    assert html(desk, "en") == (
        "<h3>One</h3><p>Two three<br>four</p><p>Five<br>six</p><p>seven</p>"
    )


def test_what_is_copied_within_the_editor_is_not_changed(desk, picture):
    text, bar = text_of(desk, "bn"), bar_of(desk, "bn")
    text.click()
    desk.keyboard.type("আগে")
    desk.keyboard.press("Enter")
    put_in(desk, picture)
    press(bar, "bold")
    desk.keyboard.type("মোটা")
    pick(desk, bar, 1, "careBox:do")
    before = html(desk)
    desk.keyboard.press("Control+A")
    desk.keyboard.press("Control+X")
    assert html(desk) == ""
    desk.keyboard.press("Control+V")
    assert html(desk) == before
    assert before == (
        f'<p>আগে</p>{figure(picture)}<div class="care care-do"><p><strong>মোটা</strong></p></div>'
    )


def test_what_the_editor_wrote_is_stored_to_the_letter(desk):
    paste(desk, "bn", (PASTED / "word.html").read_text(encoding="utf-8"))
    desk.locator("#id_section").select_option(index=1)
    desk.locator("#id_slug").fill("fever")
    desk.locator("[name=_continue]").click()
    desk.locator(".messagelist .success").wait_for()
    assert Article.objects.get().body_bn == WORD
