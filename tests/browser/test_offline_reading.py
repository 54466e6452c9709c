"""A phone without network: what it still shows, and what it never keeps.

Pages are not held by the browser itself here (max-age 0), so that all comes from the worker.
"""

import re
from collections.abc import Callable, Iterator
from threading import Event

import pytest
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from appointments import tokens
from pages import caching, offline_reading, picture_files, views
from pages.bengali import long_date
from pages.models import Article, StarterEntry
from tests.appointments.family import in_language
from tests.browser.accessible import violations
from tests.makers import make_article, make_clinic, make_picture, make_request, make_upload

KIDNEY, LIVER = "/bn/tumours/kidney/", "/bn/tumours/liver/"
WARNING_SIGNS = "/bn/tumours/warning-signs/"
# Cache → paths in it, without files.
CACHES = """async () => {
  const all = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    all[name] = (await cache.keys()).map((each) => new URL(each.url).pathname);
  }
  return all;
}"""


@pytest.fixture(autouse=True)
def content(transactional_db, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caching, "LONGEST", 0)
    make_clinic()
    text = '<p>ক</p><figure data-drawing="kidney"></figure>'
    for slug, title in (("warning-signs", "লক্ষণ"), ("kidney", "কিডনি"), ("liver", "লিভার")):
        make_article(slug=slug, title_bn=title, body_bn=text)
    for path in ("bn/tumours/warning-signs.md", "en/tumours/warning-signs.md"):
        article = Article.objects.get(slug="warning-signs")
        StarterEntry.objects.create(path=path, article=article)


@pytest.fixture
def new_phone(new_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    """A Bengali phone that has never been here."""
    context = new_context(viewport={"width": 360, "height": 740}, locale="bn-BD")
    yield context.new_page()
    context.set_offline(False)


@pytest.fixture
def phone(new_phone: Page) -> Page:
    """One on which the worker has just been installed from an article."""
    open_page(new_phone, KIDNEY)
    return new_phone


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Breaks the contact page."""
    render = views.render

    def without_contact(request: HttpRequest, template: str, *args) -> HttpResponse:
        if template == "pages/contact.html":
            return HttpResponse(status=500)
        return render(request, template, *args)

    return lambda: monkeypatch.setattr(views, "render", without_contact)


def open_page(page: Page, path: str) -> None:
    """And wait for the worker."""
    page.goto(path)
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")


def go_offline(page: Page) -> None:
    page.context.set_offline(True)


def press(page: Page, tool: str) -> None:
    page.locator(f"[data-tool={tool}]").click()


def update(page: Page) -> None:
    """What a browser does by itself at each visit."""
    page.evaluate("navigator.serviceWorker.ready.then((each) => each.update())")


def change_warning_signs() -> None:
    article = Article.objects.get(slug="warning-signs")
    article.title_bn = "ঠিক করা"
    article.save()


def kept(page: Page) -> set[str]:
    """The pages in any cache of the phone."""
    return {
        path
        for paths in page.evaluate(CACHES).values()
        for path in paths
        if not path.startswith("/static/")
    }


def wait_until(page: Page, wanted: str) -> None:
    """Until this expression holds, which may await (wait_for_function takes no promise)."""
    page.evaluate(
        f"""async () => {{
          for (const end = Date.now() + 10_000; !({wanted}); ) {{
            if (Date.now() > end) throw new Error("not in ten seconds");
            await new Promise((done) => setTimeout(done, 20));
          }}
        }}"""
    )


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


def note(page: Page) -> str:
    return page.locator("#offline").inner_text()


def title(path: str) -> str:
    return Article.objects.get(slug=path.split("/")[3]).title_bn


OFFLINE_PAGE = in_language("bn", "Pages on this phone")


# Without network


def test_warning_signs_first_visit_and_contact_are_readable_with_the_day_they_are_from(
    phone: Page,
) -> None:
    go_offline(phone)
    today = in_language("bn", "You are offline. This page is from {day}.")
    for path in ("/bn/", "/bn/contact/", WARNING_SIGNS):
        phone.goto(path)
        assert note(phone) == today.format(day=long_date(timezone.localdate()))
        # With their looks and their drawings.
        expect(phone.locator(".button:not(.plain)").first).to_have_css(
            "background-color", "rgb(13, 92, 87)"
        )
        phone.evaluate("for (const each of document.images) each.loading = 'eager'")
        phone.wait_for_function("[...document.images].every((each) => each.naturalWidth)")
    assert heading(phone) == title(WARNING_SIGNS)
    assert violations(phone) == []


def test_a_page_that_the_browser_itself_still_holds_is_called_a_copy_too(
    new_phone: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caching, "LONGEST", 60)
    open_page(new_phone, KIDNEY)
    new_phone.goto("/bn/contact/")
    go_offline(new_phone)
    new_phone.goto("/bn/contact/")
    assert note(new_phone)


def test_a_copy_does_not_say_whether_the_clinic_is_open_now(phone: Page) -> None:
    phone.goto("/bn/contact/")
    expect(phone.locator(".standing")).to_be_visible()
    go_offline(phone)
    phone.goto("/bn/contact/")
    expect(phone.locator("#offline")).to_be_visible()
    expect(phone.locator(".standing")).to_be_hidden()


def test_in_the_place_of_any_other_page_is_the_list_of_what_can_be_read(phone: Page) -> None:
    go_offline(phone)
    for path in (LIVER, "/bn/appointment/", "/bn/appointment/status/", "/", "/en/"):
        phone.goto(path)
        assert (path, heading(phone)) == (path, OFFLINE_PAGE)
    expect(phone.locator(".help .phone")).to_be_visible()
    assert violations(phone) == []
    phone.get_by_role("link", name=title(WARNING_SIGNS)).click()
    assert heading(phone) == title(WARNING_SIGNS)


def test_readers_of_both_languages_have_both(phone: Page) -> None:
    phone.goto("/en/")
    wait_until(phone, "await caches.match('/en/tumours/warning-signs/')")
    go_offline(phone)
    phone.goto("/en/tumours/warning-signs/")
    assert re.fullmatch(r"You are offline. This page is from \d+ \w+ \d{4}.", note(phone))
    phone.goto("/bn/contact/")
    assert note(phone).startswith("এখন ইন্টারনেট নেই।")


def test_a_reader_of_one_language_is_not_sent_the_other(phone: Page) -> None:
    assert {path for path in kept(phone) if not path.startswith("/bn/")} == set()


def test_on_a_dead_connection_the_copy_is_shown_after_some_seconds(
    phone: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, render = Event(), views.render

    def slowly(*args) -> HttpResponse:
        answer.wait(30)
        return render(*args)

    monkeypatch.setattr(views, "render", slowly)
    try:
        phone.goto("/bn/contact/")
        assert note(phone)
    finally:
        answer.set()


# Saving


def test_an_article_is_readable_only_between_save_and_remove(phone: Page) -> None:
    go_offline(phone)
    phone.goto(KIDNEY)
    assert heading(phone) == OFFLINE_PAGE

    phone.context.set_offline(False)
    open_page(phone, KIDNEY)
    press(phone, "save")
    expect(phone.get_by_role("status")).to_have_text(in_language("bn", "Saved on this phone."))
    expect(phone.locator("[data-tool=remove]")).to_be_focused()
    expect(phone.locator("[data-tool=save]")).to_be_hidden()
    go_offline(phone)
    phone.goto(KIDNEY)
    assert (heading(phone), bool(note(phone))) == (title(KIDNEY), True)

    press(phone, "remove")
    expect(phone.get_by_role("status")).to_have_text(in_language("bn", "Removed from this phone."))
    expect(phone.locator("[data-tool=save]")).to_be_focused()
    phone.reload()
    assert heading(phone) == OFFLINE_PAGE


def test_what_was_removed_while_it_was_fetched_anew_stays_removed(phone: Page) -> None:
    press(phone, "save")
    phone.locator("[data-tool=remove]").wait_for()
    phone.add_init_script(
        """const [get, held] = [fetch, new Promise((done) => (window.release = done))];
        window.underWay = 0;
        window.fetch = async (...what) => {
          underWay += 1;
          await held;
          return get(...what).finally(() => (underWay -= 1));
        };"""
    )
    phone.goto(KIDNEY)
    wait_until(phone, "underWay > 1")
    press(phone, "remove")
    expect(phone.get_by_role("status")).to_have_text(in_language("bn", "Removed from this phone."))
    phone.evaluate("release()")
    wait_until(phone, "!underWay")
    assert KIDNEY not in phone.evaluate(CACHES)


def test_a_saving_that_broke_off_does_not_hide_what_else_was_saved(phone: Page) -> None:
    press(phone, "save")
    phone.locator("[data-tool=kept]").wait_for()
    phone.evaluate(f"caches.open('{LIVER}').then(() => null)")
    press(phone, "kept")
    expect(phone.locator(".saved").get_by_role("link")).to_have_text([title(KIDNEY)])
    assert LIVER not in phone.evaluate(CACHES)


def test_a_saved_picture_is_shown_also_when_the_phone_is_turned(phone: Page) -> None:
    stored = picture_files.store(make_upload((1200, 900)))  # in two sizes and as it is
    picture = make_picture(file=stored.name, width=1200, height=900, widths=stored.widths)
    text = f'<p>ক</p><figure data-picture="{picture.pk}"></figure>'
    Article.objects.filter(slug="kidney").update(body_bn=text, picture=make_picture())
    open_page(phone, KIDNEY)
    press(phone, "save")
    phone.locator("[data-tool=remove]").wait_for()
    go_offline(phone)
    phone.set_viewport_size({"width": 740, "height": 360})
    phone.goto(KIDNEY)
    phone.locator("figure").last.scroll_into_view_if_needed()
    phone.wait_for_function("[...document.images].every((each) => each.naturalWidth)")
    small = phone.evaluate("[...document.images].at(-1).naturalWidth")
    assert (len(stored.widths), small) == (3, 480)


@pytest.mark.parametrize("reason", ["no network", "no room"])
def test_what_cannot_be_saved_says_so_and_leaves_nothing(phone: Page, reason: str) -> None:
    if reason == "no network":
        go_offline(phone)
    else:
        phone.evaluate("() => { Cache.prototype.put = () => Promise.reject(); }")
    press(phone, "save")
    expect(phone.get_by_role("status")).to_have_text(
        in_language(
            "bn", "It could not be saved. Try again when there is internet and room on the phone."
        )
    )
    assert KIDNEY not in phone.evaluate(CACHES)


def test_pages_that_are_kept_anyway_offer_neither(phone: Page) -> None:
    open_page(phone, WARNING_SIGNS)
    expect(phone.locator("[data-tool=copy]")).to_be_visible()
    expect(phone.locator("[data-tool=save]")).to_be_hidden()
    expect(phone.locator("[data-tool=remove]")).to_be_hidden()


def test_all_that_was_saved_is_listed_and_removed_at_once(phone: Page) -> None:
    for path in (KIDNEY, LIVER):
        open_page(phone, path)
        press(phone, "save")
        phone.locator("[data-tool=kept]").wait_for()
    go_offline(phone)
    press(phone, "kept")
    saved = phone.locator(".saved")
    expect(saved.get_by_role("link")).to_have_text([title(KIDNEY), title(LIVER)])
    saved.get_by_role("link").first.click()
    assert heading(phone) == title(KIDNEY)
    phone.go_back()
    saved.get_by_role("button").click()
    expect(saved).to_be_hidden()
    expect(phone.get_by_role("status")).to_have_text(in_language("bn", "Removed from this phone."))
    assert {KIDNEY, LIVER} & kept(phone) == set()


# What is kept is what is public now


@pytest.mark.parametrize("path", [KIDNEY, WARNING_SIGNS])
def test_a_corrected_text_takes_the_place_of_the_copy_at_the_next_visit(
    phone: Page, path: str
) -> None:
    open_page(phone, path)
    if path == KIDNEY:
        press(phone, "save")
        phone.locator("[data-tool=remove]").wait_for()
    Article.objects.filter(slug=path.split("/")[3]).update(title_bn="ঠিক করা")
    phone.goto(path)
    wait_until(phone, f"(await (await caches.match('{path}')).text()).includes('ঠিক করা')")
    go_offline(phone)
    phone.goto(path)
    assert (heading(phone), bool(note(phone))) == ("ঠিক করা", True)


@pytest.mark.parametrize("path", [KIDNEY, WARNING_SIGNS])
@pytest.mark.parametrize("change", ["withdrawn", "unpublished", "moved"])
def test_what_is_no_longer_there_is_not_kept_either(
    phone: Page, monkeypatch: pytest.MonkeyPatch, path: str, change: str
) -> None:
    monkeypatch.setattr(offline_reading, "kept", None)  # not because of a new version
    open_page(phone, path)
    if path == KIDNEY:
        press(phone, "save")
        phone.locator("[data-tool=remove]").wait_for()
    article = Article.objects.get(slug=path.split("/")[3])
    if change == "moved":
        article.slug = "moved"
    else:
        article.published_at_bn = None
        article.withdrawn_at_bn = timezone.now() if change == "withdrawn" else None
    article.save()
    phone.goto(path)
    wait_until(phone, f"!(await caches.match('{path}'))")
    go_offline(phone)
    phone.goto(path)
    assert heading(phone) == OFFLINE_PAGE


def test_a_passing_refusal_takes_no_copy_away(phone: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    press(phone, "save")
    phone.locator("[data-tool=kept]").wait_for()
    before = phone.evaluate(CACHES)
    monkeypatch.setattr(views, "render", lambda *_args: HttpResponse("busy", status=429))
    for path in (KIDNEY, "/bn/contact/"):
        phone.goto(path)
        assert phone.locator("body").inner_text() == "busy"
    go_offline(phone)
    for path in (KIDNEY, "/bn/contact/"):
        phone.goto(path)
        assert note(phone)
    assert phone.evaluate(CACHES) == before


def test_a_new_version_takes_the_place_of_the_old_one_and_leaves_what_was_saved(
    phone: Page,
) -> None:
    press(phone, "save")
    phone.locator("[data-tool=remove]").wait_for()
    [old] = phone.evaluate(CACHES).keys() - {KIDNEY}
    change_warning_signs()
    update(phone)
    wait_until(phone, f"!(await caches.has('{old}'))")
    names = phone.evaluate(CACHES).keys()
    assert (len(names), KIDNEY in names) == (2, True)
    go_offline(phone)
    phone.goto(WARNING_SIGNS)
    assert heading(phone) == "ঠিক করা"
    phone.goto(KIDNEY)
    assert heading(phone) == title(KIDNEY)


def test_a_page_that_cannot_be_had_keeps_no_other_away(new_phone: Page, broken) -> None:
    broken()
    open_page(new_phone, KIDNEY)
    assert kept(new_phone) == {"/bn/offline/", "/bn/", WARNING_SIGNS}


def test_what_a_new_version_cannot_get_stays_as_it_was(phone: Page, broken) -> None:
    [old] = phone.evaluate(CACHES)
    broken()
    change_warning_signs()
    update(phone)
    wait_until(phone, f"!(await caches.has('{old}'))")
    go_offline(phone)
    phone.goto("/bn/contact/")
    assert (heading(phone), bool(note(phone))) == (in_language("bn", "Contact"), True)


# What is never kept


def test_form_status_received_and_staff_pages_are_in_no_cache(phone: Page) -> None:
    token = tokens.received_token(make_request().submission_key)
    before = kept(phone)
    for path in (
        *("/bn/appointment/", "/bn/appointment/status/", f"/bn/appointment/received/{token}/"),
        *("/admin/", "/admin/login/", "/bn/search/?q=x", "/bn/glossary/", LIVER, "/bn/", "/"),
    ):
        phone.goto(path)
        phone.wait_for_load_state("networkidle")
    phone.goto("/bn/appointment/")
    phone.locator("form.questions button").click()
    expect(phone.get_by_role("alert")).to_be_focused()
    assert kept(phone) == before == {"/bn/offline/", "/bn/", "/bn/contact/", WARNING_SIGNS}


# Switched off


def test_the_pages_of_staff_do_not_pass_through_it(phone: Page) -> None:
    answers = []
    phone.on("response", lambda answer: answers.append(answer))
    phone.goto("/admin/login/", wait_until="networkidle")
    ours = [each for each in answers if not re.search("/static/(site|drawings)/", each.url)]
    assert len(ours) > 1
    assert [each.url for each in ours if each.from_service_worker] == []


def test_the_switch_takes_everything_off_the_phone(phone: Page, settings) -> None:
    press(phone, "save")
    phone.locator("[data-tool=remove]").wait_for()
    settings.OFFLINE_READING = False
    update(phone)
    wait_until(phone, "!(await navigator.serviceWorker.getRegistration())")
    assert phone.evaluate(CACHES) == {}
    phone.goto(KIDNEY)
    expect(phone.locator("[data-tool=copy]")).to_be_visible()
    expect(phone.locator("[data-tool=save]")).to_be_hidden()
    assert (
        phone.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    )
