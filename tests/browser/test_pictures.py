"""Staff and the picture library: progress in words, the important spot, choosing by keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from pages.models import Picture, TeamMember
from tests.browser.login import manager_page
from tests.makers import make_article, make_person, make_picture, make_upload

PICTURES = "/admin/pages/picture/"
WORDS = {"alternative_bn": "ঘুড়ি", "alternative_en": "A kite"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path


@pytest.fixture
def kite(folder: Path) -> Path:
    """A photo of some size on the disk of whoever adds it."""
    file = folder / "kite.jpg"
    file.write_bytes(make_upload((1600, 1200)).read())
    return file


@pytest.fixture
def page(browser: Browser, live_server) -> Iterator[Page]:
    page = manager_page(browser, live_server.url)
    yield page
    page.context.close()


def fill(form, **texts: str) -> None:
    for name, text in texts.items():
        form.locator(f"[name={name}]").fill(text)


def test_a_picture_is_added_with_its_progress_in_words(page: Page, kite: Path) -> None:
    page.goto(f"{PICTURES}add/")
    # What the status says from the press on, in the order in which it is said.
    page.evaluate(
        """() => {
          window.said = [];
          const status = document.querySelector("form.upload [role=status]");
          new MutationObserver(() => said.push(status.textContent)).observe(status, {
            childList: true,
          });
          addEventListener("pagehide", () => sessionStorage.setItem("said", said.join("|")));
        }"""
    )
    form = page.locator("form.upload")
    form.locator("[type=file]").set_input_files(kite)
    fill(form, **WORDS)
    expect(form.locator("progress")).to_be_hidden()
    page.get_by_role("button", name="Add this picture").click()
    page.wait_for_url("**/change/")
    said = page.evaluate("sessionStorage.getItem('said')").split("|")
    assert (said[-2:], {each.partition(":")[0] for each in said[:-1]}) == (
        ["Sending: 100%", "The picture is being prepared…"],
        {"Sending"},
    )
    picture = Picture.objects.get()
    assert (picture.alternative_bn, picture.width) == ("ঘুড়ি", 1600)


def test_a_refused_file_is_told_in_place_and_no_word_is_lost(page: Page, folder: Path) -> None:
    (folder / "letter.jpg").write_text("Dear colleague")
    page.goto(f"{PICTURES}add/")
    form = page.locator("form.upload")
    form.locator("[type=file]").set_input_files(folder / "letter.jpg")
    fill(form, **WORDS)
    page.get_by_role("button", name="Add this picture").click()
    expect(form.locator("#picture-file_error")).to_have_text(
        "This file is not a picture that the site can show. Choose a JPEG, PNG or WebP."
    )
    expect(form.locator("[type=file]")).to_be_focused()
    expect(form.locator("[name=alternative_en]")).to_have_value("A kite")
    assert form.locator("[type=file]").evaluate("input => input.files[0].name") == "letter.jpg"

    form.locator("[type=file]").set_input_files(
        {"name": "kite.jpg", "mimeType": "image/jpeg", "buffer": make_upload().read()}
    )
    page.get_by_role("button", name="Add this picture").click()
    page.wait_for_url("**/change/")
    assert Picture.objects.get().alternative_en == "A kite"


def test_a_file_that_is_too_large_is_not_even_sent(page: Page, folder: Path) -> None:
    (folder / "large.jpg").write_bytes(b"\0" * (12 * 1024 * 1024 + 1))
    page.goto(f"{PICTURES}add/")
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    page.locator("[type=file]").set_input_files(folder / "large.jpg")
    page.get_by_role("button", name="Add this picture").click()
    expect(page.locator("form.upload [role=status]")).to_have_text(
        "This file is too large: a picture may have at most 12 MB."
    )
    assert "POST" not in sent


def test_a_lost_connection_is_told_and_the_form_can_be_sent_again(page: Page, kite: Path) -> None:
    page.goto(f"{PICTURES}add/")
    form = page.locator("form.upload")
    form.locator("[type=file]").set_input_files(kite)
    fill(form, **WORDS)
    page.context.set_offline(True)
    page.get_by_role("button", name="Add this picture").click()
    expect(form.locator("[role=status]")).to_contain_text("Nothing that you typed is lost")
    page.context.set_offline(False)
    page.get_by_role("button", name="Add this picture").click()
    page.wait_for_url("**/change/")
    assert Picture.objects.count() == 1


def test_without_javascript_the_form_adds_a_picture(
    browser: Browser, live_server, kite: Path
) -> None:
    page = manager_page(browser, live_server.url, java_script_enabled=False)
    page.goto(f"{PICTURES}add/")
    page.locator("[type=file]").set_input_files(kite)
    fill(page, **WORDS)
    page.get_by_role("button", name="Add this picture").click()
    expect(page.locator(".messagelist")).to_have_text("The picture was added.")
    assert Picture.objects.count() == 1
    page.context.close()


def test_the_important_spot_is_set_by_a_press_and_by_arrow_keys(page: Page) -> None:
    picture = make_picture()
    page.goto(f"{PICTURES}{picture.pk}/change/")
    marker = page.get_by_role("button", name="Important spot")
    expect(marker).to_be_visible()
    box = page.locator(".focal img").bounding_box()
    page.locator(".focal img").click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    expect(page.locator("#id_focal_x")).to_have_value("25")
    expect(page.locator("#id_focal_y")).to_have_value("75")
    expect(marker).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    spot = marker.bounding_box()
    middle = (spot["x"] + spot["width"] / 2 - box["x"], spot["y"] + spot["height"] / 2 - box["y"])
    assert middle == pytest.approx((box["width"] * 0.26, box["height"] * 0.65), abs=1)
    page.locator("[name=_save]").click()
    page.wait_for_url(f"**{PICTURES}")
    picture.refresh_from_db()
    assert (picture.focal_x, picture.focal_y) == (26, 65)


def test_a_picture_is_chosen_by_keyboard(page: Page) -> None:
    tree, _kite = make_picture(alternative_en="A tree", alternative_bn="গাছ"), make_picture()
    person = make_person()
    page.goto(f"/admin/pages/teammember/{person.pk}/change/")
    opener = page.get_by_role("button", name="Choose a picture")
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Choose a picture")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    expect(dialog.locator(".choice")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(opener).to_be_focused()

    page.keyboard.press("Enter")
    page.keyboard.type("tree")
    expect(dialog.locator(".choice")).to_have_count(1)
    page.keyboard.press("Tab")
    expect(dialog.get_by_role("button", name="A tree")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(opener).to_be_focused()
    expect(page.locator(".picture-picker .name")).to_have_text("A tree")
    page.locator("[name=_continue]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert TeamMember.objects.get().picture == tree

    page.get_by_role("button", name="Remove the picture").click()
    expect(opener).to_be_focused()
    page.locator("[name=_continue]").click()
    expect(page.locator(".picture-picker .name")).to_have_text("No picture")
    assert TeamMember.objects.get().picture is None


def test_a_picture_is_added_inside_the_dialog(page: Page, kite: Path) -> None:
    person = make_person()
    page.goto(f"/admin/pages/teammember/{person.pk}/change/")
    page.get_by_role("button", name="Choose a picture").click()
    dialog = page.get_by_role("dialog", name="Choose a picture")
    expect(dialog.get_by_text("No picture was found.")).to_be_visible()
    dialog.get_by_text("Add a new picture").click()
    dialog.locator("[type=file]").set_input_files(kite)
    fill(dialog, alternative_bn="আমার ঘুড়ি", alternative_en="My kite")
    dialog.get_by_role("searchbox").fill("tree")  # what was typed below stays
    expect(dialog.locator("[name=alternative_en]")).to_have_value("My kite")
    dialog.get_by_role("button", name="Add this picture").click()
    expect(dialog).to_have_count(0)
    expect(page.locator(".picture-picker .name")).to_have_text("My kite")
    page.locator("[name=_continue]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert TeamMember.objects.get().picture == Picture.objects.get()


def test_more_pictures_are_fetched_and_the_focus_goes_to_the_first_of_them(page: Page) -> None:
    stored = make_picture()
    for number in range(25):
        stored.pk, stored.alternative_en = None, f"Kite {number}"
        stored.save()
    page.goto(f"/admin/pages/teammember/{make_person().pk}/change/")
    page.get_by_role("button", name="Choose a picture").click()
    dialog = page.get_by_role("dialog", name="Choose a picture")
    expect(dialog.locator(".choice")).to_have_count(24)
    dialog.get_by_role("button", name="More pictures").click()
    expect(dialog.locator(".choice")).to_have_count(26)
    expect(dialog.locator(".choice").nth(24)).to_be_focused()
    expect(dialog.get_by_role("button", name="More pictures")).to_have_count(0)


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.mark.parametrize("language", ["bn", "en"])
def test_library_is_accessible_on_a_phone(
    browser: Browser, live_server, language: str, scheme: str
) -> None:
    picture = make_picture(alternative_en="")
    make_article(picture=picture)
    person = make_person(picture=picture)
    small = {"viewport": {"width": 360, "height": 740}, "color_scheme": scheme}
    page = manager_page(browser, live_server.url, language, **small)
    for path in ("", "add/", f"{picture.pk}/change/", f"{picture.pk}/delete/"):
        page.goto(f"{PICTURES}{path}", wait_until="load")
        check(page, path)
    page.goto(f"/admin/pages/teammember/{person.pk}/change/", wait_until="load")
    check(page, "person")
    page.locator("[data-choose]").click()
    page.locator("dialog .choice").first.wait_for()
    check(page, "picker")
    page.locator("dialog summary").click()
    page.locator("dialog form.upload button").scroll_into_view_if_needed()
    check(page, "picker with its form")
    page.context.close()


def check(page: Page, name: str) -> None:
    # To read the style sheets that the forms' one imports, axe would write one into the page.
    results = Axe().run(page, options={"preload": False})
    violations = results.response["violations"]
    found = [f"{each['id']}: {each['nodes'][0]['html']}" for each in violations]
    assert (name, found) == (name, [])
    assert (name, page.evaluate("document.documentElement.scrollWidth")) == (name, 360)
