"""Above an article: hearing it, passing it on; and nothing of it without a script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.makers import make_article

ADDRESS = {"bn": "/bn/tumours/kidney/", "en": "/en/tumours/kidney/"}
BODY = {
    "bn": "<h2>এক</h2><p>দুই<br>তিন</p>",
    "en": "<h2>One</h2><p>Two<br>three</p>"
    "<ul><li>Four<ul><li>five</li></ul></li><li><p>Six</p></li></ul>"
    '<div class="care care-urgent"><h3>Seven</h3><p>Eight</p></div>',
}
READ = {
    "bn": ["কিডনির টিউমার", "সারকথা", "এক", "দুই তিন"],
    "en": [
        *("Kidney tumours", "Summary", "One", "Two three", "Four", "five", "Six", "Seven", "Eight"),
    ],
}
# A phone that speaks when it is told to: `finish()` ends what it says.
SPEECH = """
const speech = {
  said: [], voices: %s, current: null,
  getVoices() { return this.voices; },
  speak(part) { this.said.push(part.text); this.current = part; },
  cancel() { const part = this.current; this.current = null; part?.onend?.(); },
  finish() { this.current.onend(); },
};
Object.defineProperty(window, "speechSynthesis", { value: speech });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


def voice(language: str, *, of_the_phone: bool = True) -> str:
    return f"{{ lang: '{language}', localService: {str(of_the_phone).lower()} }}"


@pytest.fixture(autouse=True)
def article(transactional_db) -> None:
    make_article(body_bn=BODY["bn"], body_en=BODY["en"])


@pytest.fixture
def speaking(page: Page) -> Callable[..., Page]:
    """A phone that has these voices, on the article."""

    def open_page(language: str, *voices: str) -> Page:
        page.add_init_script(SPEECH % f"[{', '.join(voices)}]")
        page.goto(ADDRESS[language])
        return page

    return open_page


def tool(page: Page, name: str) -> Locator:
    return page.locator(f"[data-tool={name}]")


def shown(page: Page) -> list[str]:
    """Once the script has run."""
    expect(tool(page, "copy")).to_be_visible()
    return page.locator(".tools [data-tool]:visible").evaluate_all(
        "all => all.map((each) => each.dataset.tool).filter((name) => name != 'save')"
    )


def said(page: Page) -> list[str]:
    return page.evaluate("speechSynthesis.said")


# Listen


@pytest.mark.parametrize(
    ("language", "name"),
    [("bn", "bn-BD"), ("bn", "bn-IN"), ("bn", "bn_BD"), ("en", "en-GB"), ("en", "en_US")],
)
def test_listen_reads_title_summary_and_text_to_the_end(speaking, language: str, name: str) -> None:
    page = speaking(language, voice("fr-FR"), voice(name))
    tool(page, "listen").click()
    assert page.evaluate("speechSynthesis.current.voice.lang") == name
    for _part in READ[language]:
        page.evaluate("speechSynthesis.finish()")
    assert said(page) == READ[language]
    assert shown(page) == ["listen", "copy"]


@pytest.mark.parametrize(
    "voices",
    [[], [voice("en-US")], [voice("hi-IN")], [voice("bn-BD", of_the_phone=False)]],
    ids=["none", "of another language", "of a third language", "somebody else's"],
)
def test_without_a_voice_of_the_language_on_the_phone_there_is_no_listen(speaking, voices) -> None:
    assert shown(speaking("bn", *voices)) == ["copy"]


def test_a_voice_that_comes_late_is_found(speaking) -> None:
    page = speaking("bn")
    page.evaluate(f"speechSynthesis.voices.push({voice('bn-BD')})")
    page.evaluate("speechSynthesis.onvoiceschanged()")
    assert shown(page) == ["listen", "copy"]


def test_after_a_pause_reading_goes_on_with_the_same_paragraph(speaking) -> None:
    page = speaking("en", voice("en-GB"))
    tool(page, "listen").click()
    page.evaluate("speechSynthesis.finish()")
    assert shown(page) == ["pause", "stop", "copy"]
    tool(page, "pause").click()
    assert page.evaluate("speechSynthesis.current") is None
    assert shown(page) == ["listen", "stop", "copy"]
    tool(page, "listen").click()
    assert said(page) == ["Kidney tumours", "Summary", "Summary"]


def test_after_stop_reading_begins_anew(speaking) -> None:
    page = speaking("en", voice("en-GB"))
    tool(page, "listen").click()
    page.evaluate("speechSynthesis.finish()")
    tool(page, "stop").click()
    assert page.evaluate("speechSynthesis.current") is None
    assert shown(page) == ["listen", "copy"]
    tool(page, "listen").click()
    assert said(page) == ["Kidney tumours", "Summary", "Kidney tumours"]


def test_whoever_uses_the_keyboard_is_led_from_one_button_to_the_next(speaking) -> None:
    page = speaking("bn", voice("bn-BD"))
    tool(page, "listen").press("Enter")
    expect(tool(page, "pause")).to_be_focused()
    page.keyboard.press("Enter")
    expect(tool(page, "listen")).to_be_focused()


def test_a_voice_that_fails_leaves_listen(speaking) -> None:
    page = speaking("bn", voice("bn-BD"))
    tool(page, "listen").click()
    page.evaluate("speechSynthesis.current.onerror()")
    assert shown(page) == ["listen", "copy"]


def test_reading_ends_with_the_page(speaking) -> None:
    page = speaking("bn", voice("bn-BD"))
    tool(page, "listen").click()
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert page.evaluate("speechSynthesis.current") is None


# Pass on


def test_the_phones_own_sheet_gets_title_and_address(page: Page, live_server) -> None:
    page.add_init_script("navigator.share = async (what) => { window.shared = what; }")
    page.goto(f"{ADDRESS['bn']}?fbclid=x#part-1")
    tool(page, "share").click()
    assert page.evaluate("window.shared") == {
        "title": "কিডনির টিউমার",
        "url": live_server.url + ADDRESS["bn"],
    }
    expect(tool(page, "copy")).to_be_hidden()


def test_who_changes_their_mind_about_sharing_is_told_nothing(page: Page) -> None:
    page.add_init_script(
        "navigator.share = async () => { throw new DOMException('', 'AbortError'); }"
    )
    page.goto(ADDRESS["bn"])
    tool(page, "share").click()
    expect(page.get_by_role("status")).to_have_text("")


@pytest.mark.parametrize(
    ("language", "words"), [("bn", "লিংক কপি হয়েছে।"), ("en", "The link is copied.")]
)
def test_without_a_sheet_the_link_is_copied(
    page: Page, live_server, language: str, words: str
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(ADDRESS[language])
    tool(page, "copy").click()
    expect(page.get_by_role("status")).to_have_text(words)
    assert page.evaluate("navigator.clipboard.readText()") == live_server.url + ADDRESS[language]


def test_a_link_that_cannot_be_copied_is_shown(page: Page, live_server) -> None:
    page.add_init_script("navigator.clipboard.writeText = async () => { throw new Error(); }")
    page.goto(ADDRESS["bn"])
    tool(page, "copy").click()
    expect(page.get_by_role("status")).to_have_text(live_server.url + ADDRESS["bn"])


# Without


def test_without_script_no_tool_is_seen(browser: Browser, live_server) -> None:
    page = browser.new_page(base_url=live_server.url, java_script_enabled=False)
    page.goto(ADDRESS["bn"])
    expect(page.locator("h1")).to_be_visible()
    assert page.locator(".tools:visible, .tools :visible").count() == 0
    page.context.close()


def test_a_browser_that_can_do_none_of_it_shows_none(page: Page) -> None:
    page.add_init_script(
        """for (const name of ["serviceWorker", "clipboard", "share"]) {
          Object.defineProperty(Navigator.prototype, name, { value: undefined });
        }
        Object.defineProperty(window, "speechSynthesis", { value: undefined });"""
    )
    page.goto(ADDRESS["bn"])
    expect(page.locator("h1")).to_be_visible()
    assert page.locator(".tools [data-tool]:visible").count() == 0


def test_every_tool_is_a_large_target(speaking) -> None:
    page = speaking("bn", voice("bn-BD"))
    tool(page, "save").wait_for()
    boxes = [each.bounding_box() for each in page.locator(".tools button:visible").all()]
    assert len(boxes) == 3
    assert min(min(box["width"], box["height"]) for box in boxes) >= 44


def test_the_text_stays_where_it_is_when_the_tools_come(page: Page) -> None:
    def top() -> float:
        return page.locator(".prose").bounding_box()["y"]

    page.route("**/reading*.js", lambda route: route.abort())
    page.goto(ADDRESS["bn"])
    before = top()
    page.unroute("**/reading*.js")
    page.reload()
    tool(page, "save").wait_for()
    assert top() == before
