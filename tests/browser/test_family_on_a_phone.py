"""A mother asks on a small phone, in Bengali: mistakes, impatience, a wrong digit, second thoughts.

Every walk is done twice, with JavaScript and without.
"""

import re
from collections.abc import Iterator
from functools import partial

import pytest
from django.utils.translation import override
from playwright.sync_api import Browser, Locator, Page, expect

from appointments.forms import CORE
from appointments.models import AppointmentRequest, Status
from appointments.references import spelled
from pages.bengali import TO_BENGALI, deadline
from pages.models import Clinic
from pages.starter.loader import load
from tests.appointments.family import in_language
from tests.browser.accessible import violations
from tests.makers import make_request

WIDTH = 320
MISTAKES = {
    "child_name": "Enter the child's name.",
    "child_age": "Enter the age with years or months, for example 3 years or 8 months.",
    "phone": "No phone has this number. Check that no digit is missing; "
    "for a number abroad begin with + and the country code.",
}
MESSAGE = "পেটটা রোজ বড় হচ্ছে।\nজ্বর নেই।"
LINES = """(each) => {
  const text = document.createRange();
  text.selectNodeContents(each);
  return text.getClientRects().length;
}"""

bn = partial(in_language, "bn")
with_script = pytest.mark.parametrize("has_script", [True], indirect=True)


@pytest.fixture(params=[True, False], ids=["with-script", "without-script"])
def has_script(request: pytest.FixtureRequest) -> bool:
    return request.param


@pytest.fixture
def page(browser: Browser, live_server, transactional_db, has_script: bool) -> Iterator[Page]:
    """A cheap Android phone, set to Bengali."""
    load()
    Clinic.objects.update(phone="09610-123456")
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": WIDTH, "height": 568},
        device_scale_factor=1.5,
        is_mobile=True,
        has_touch=True,
        locale="bn-BD",
        timezone_id="Asia/Dhaka",
        java_script_enabled=has_script,
    )
    yield context.new_page()
    context.close()


def test_request_is_sent_corrected_looked_up_withdrawn_and_taken_back(
    page: Page, has_script: bool
) -> None:
    open_form(page)
    send_with_mistakes(page)
    correct_mistakes(page)
    press_send_twice(page, posts=1 if has_script else 2)
    read_received_page(page)
    correct_number(page)
    look_up(page)
    withdraw_and_take_back(page)

    stored = AppointmentRequest.objects.get()
    assert (stored.status, stored.urgent_signs) == (Status.NEW, ["belly"])
    assert list(stored.events.values_list("kind", "by", "old", "new")) == [
        ("received", None, "", ""),
        ("corrected", None, "০১৮১২৩৪৫৬৭৮", "০১৯১২ ৩৪৫৬৭৮"),
        ("status", None, "new", "withdrawn"),
        ("status", None, "withdrawn", "new"),
    ]


def test_going_back_and_sending_unchanged_leads_to_the_same_request(page: Page) -> None:
    page.goto("/bn/appointment/")
    fill_in(page)
    button(page, "Send the request").tap()
    reference = page.locator(".reference").inner_text()

    page.go_back()
    expect(page.locator("#id_child_name")).to_have_value("রাফি হাসান")
    button(page, "Send the request").tap()
    expect(page.locator(".reference")).to_have_text(reference)
    assert str(AppointmentRequest.objects.get()) == reference


@with_script
@pytest.mark.parametrize("is_online", [False, True], ids=["offline", "server-out-of-reach"])
def test_without_network_what_was_typed_stays_and_can_be_sent_later(
    page: Page, is_online: bool
) -> None:
    page.goto("/bn/appointment/")
    fill_in(page)
    if is_online:
        page.route("**", lambda route: route.abort())
    else:
        page.context.set_offline(True)
    button(page, "Send the request").tap()
    told = page.get_by_role("alert")
    expect(told).to_be_focused()
    expect(told).to_be_in_viewport()
    assert told.get_by_role("link").inner_text() == "০৯৬১০-১২৩৪৫৬"
    expect(page.locator("#id_child_name")).to_have_value("রাফি হাসান")
    expect(button(page, "Send the request")).to_be_enabled()
    assert violations(page) == []
    check(page)

    page.unroute_all()
    page.context.set_offline(False)
    button(page, "Send the request").tap()
    expect(heading(page)).to_have_text(bn("Your request has arrived"))
    assert page.locator(".reference").inner_text() == str(AppointmentRequest.objects.get())


@with_script
def test_where_the_network_is_silent_the_request_is_sent_all_the_same_and_once(page: Page) -> None:
    posts, held = [], []
    page.on("request", lambda each: each.method == "POST" and posts.append(each))
    page.clock.install()
    page.goto("/bn/appointment/")
    fill_in(page)
    page.route("/healthz", lambda route: held.append(route))  # and never answered
    with page.expect_request("/healthz"):
        button(page, "Send the request").tap()
    expect(button(page, "Send the request")).to_be_disabled()
    page.locator("#id_child_name").press("Enter")
    page.clock.fast_forward(8000)
    expect(heading(page)).to_have_text(bn("Your request has arrived"))
    assert len(held) == len(posts) == AppointmentRequest.objects.count() == 1
    held[0].abort()


@pytest.mark.parametrize("language", ["bn", "en"])
def test_each_mistake_is_seen_with_its_question_after_its_link_in_the_summary(
    page: Page, language: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"/{language}/appointment/")
    page.locator("form.questions button").tap()
    expect(page.get_by_role("alert")).to_be_focused()
    links = page.get_by_role("alert").get_by_role("link")
    names = [each.get_attribute("href") for each in links.all()]
    assert names == [f"#id_{each}" for each in (*CORE[:-1], "concern_0", "consent")]
    for link, name in zip(links.all(), names, strict=True):
        link.tap()
        expect(page.locator(name)).to_be_focused()
        field = page.locator(".field.wrong").filter(has=page.locator(name))
        expect(field.locator("label, legend").first).to_be_in_viewport(ratio=1)
        expect(field.locator(".errorlist")).to_be_in_viewport(ratio=1)
        expect(page.locator(name)).to_be_in_viewport(ratio=1)


def test_number_corrected_by_way_of_the_summary_is_shown_and_its_form_closed(page: Page) -> None:
    page.goto("/bn/appointment/")
    fill_in(page)
    button(page, "Send the request").tap()
    page.get_by_text("নম্বর ভুল? এখানে ঠিক করুন").tap()
    button(page, "Correct the number").tap()
    page.get_by_role("alert").get_by_role("link").tap()
    page.locator(":focus").fill("০১৯১২ ৩৪৫৬৭৮")
    button(page, "Correct the number").tap()
    expect(page.locator(".steps strong.phone")).to_have_text("০১৯১২-৩৪৫৬৭৮")
    expect(page.locator("#id_phone")).to_be_hidden()


def test_number_in_the_button_to_call_stays_in_one_line(page: Page) -> None:
    Clinic.objects.update(phone="+880 1712-345678")
    stored = make_request()
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto("/bn/appointment/status/")
    page.locator("#id_reference").fill(str(stored))
    page.locator("#id_phone").fill(stored.phone)
    button(page, "Show my request").tap()
    number = page.locator("main .button .whole")
    expect(number).to_contain_text("৩৪৫৬৭৮")
    assert number.evaluate(LINES) == 1
    assert large_text_width(page) == 360


def test_text_twice_as_large_needs_no_scrolling_sideways(page: Page) -> None:
    page.goto("/bn/")
    widths = [large_text_width(page)]
    page.goto("/bn/appointment/")
    send_with_mistakes(page)
    widths.append(large_text_width(page))
    fill_in(page)
    button(page, "Send the request").tap()
    expect(heading(page)).to_have_text(bn("Your request has arrived"))
    page.get_by_text("নম্বর ভুল? এখানে ঠিক করুন").tap()
    widths.append(large_text_width(page))
    page.get_by_role("link", name=bn("See where your request stands"), exact=True).tap()
    expect(heading(page)).to_have_text(bn("Where your request stands"))
    widths.append(large_text_width(page))
    assert widths == [WIDTH] * 4


# The steps


def open_form(page: Page) -> None:
    page.goto("/")
    check(page)
    page.locator("#main").get_by_role("link", name="একটি অ্যাপয়েন্টমেন্ট করুন").tap()
    expect(heading(page)).to_have_text("একটি অ্যাপয়েন্টমেন্ট করুন")
    check(page)


def fill_in(page: Page) -> None:
    page.locator("#id_child_name").fill("রাফি হাসান")
    page.locator("#id_child_age").fill("আড়াই বছর")
    page.locator("#id_guardian_name").fill("রহিমা খাতুন")
    page.locator("#id_phone").fill("০১৮১২৩৪৫৬৭৮")
    page.get_by_label(bn("A swollen belly, or blood in the urine")).check()
    page.locator("#id_consent").check()


def send_with_mistakes(page: Page) -> None:
    fill_in(page)
    page.locator("#id_child_name").fill("")
    page.locator("#id_child_age").fill("অনেক ছোট")
    page.locator("#id_phone").fill("০১৮১২")
    page.get_by_text(bn("If you would like to tell us more")).tap()
    page.locator("#id_message").fill(MESSAGE)
    page.locator("#id_best_time").select_option(label=bn("Evening"))
    button(page, "Send the request").tap()

    expect_problems(page, MISTAKES)
    assert not AppointmentRequest.objects.exists()
    expect(page.locator("#id_child_age")).to_have_value("অনেক ছোট")
    expect(page.locator("#id_guardian_name")).to_have_value("রহিমা খাতুন")
    expect(page.locator("#id_phone")).to_have_value("০১৮১২")
    expect(page.get_by_label(bn("A swollen belly, or blood in the urine"))).to_be_checked()
    expect(page.locator("#id_consent")).to_be_checked()
    expect(page.locator("#id_message")).to_be_visible()  # the part below "more" is still open
    expect(page.locator("#id_message")).to_have_value(MESSAGE)
    expect(page.locator("#id_best_time")).to_have_value("evening")
    check(page)


def correct_mistakes(page: Page) -> None:
    answers = {"child_name": "রাফি হাসান", "child_age": "আড়াই বছর", "phone": "০১৮১২৩৪৫৬৭৮"}
    for name, answer in answers.items():
        page.get_by_role("alert").get_by_role("link", name=bn(MISTAKES[name])).tap()
        expect(page.locator(f"#id_{name}")).to_be_focused()
        expect(page.locator(f"label[for=id_{name}]")).to_be_in_viewport(ratio=1)
        expect(page.locator(f"#id_{name}_error")).to_be_in_viewport(ratio=1)
        page.locator(":focus").fill(answer)
    page.get_by_label(bn("Severe belly pain, or green vomit")).check()


def press_send_twice(page: Page, posts: int) -> None:
    """On a slow network, where the second press comes before the answer to the first."""
    sent = []
    page.on("request", lambda each: sent.append(each.method))
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    slow = {"offline": False, "latency": 500, "downloadThroughput": -1, "uploadThroughput": -1}
    network.send("Network.emulateNetworkConditions", slow)
    button(page, "Send the request").scroll_into_view_if_needed()
    box = button(page, "Send the request").bounding_box()
    with page.expect_request(lambda each: each.method == "POST"):
        page.touchscreen.tap(box["x"] + 10, box["y"] + 10)
    page.touchscreen.tap(box["x"] + 10, box["y"] + 10)  # a locator would wait for the answer
    expect(heading(page)).to_have_text(bn("Your request has arrived"))
    assert sent.count("POST") == posts
    assert AppointmentRequest.objects.count() == 1
    network.send("Network.emulateNetworkConditions", slow | {"latency": 0})


def read_received_page(page: Page) -> None:
    stored = AppointmentRequest.objects.get()
    with override("bn"):
        halves = " – ".join(spelled(stored.reference))
        due = {"deadline": deadline(stored.answer_due)}
    read_out = f"{bn('To say it on the phone:')} {halves}"
    promise = bn("We will call this number %(deadline)s:") % due
    expect(page.locator("#main > :first-child")).to_have_class("care care-emergency")
    expect(page.locator(".reference")).to_have_text(str(stored))
    expect(page.get_by_text(read_out, exact=True)).to_be_visible()
    expect(page.locator(".steps > li").first).to_contain_text(promise)
    expect(page.locator(".steps strong.phone")).to_have_text("০১৮১২-৩৪৫৬৭৮")
    check(page)
    check_bengali(page)


def correct_number(page: Page) -> None:
    reference = page.locator(".reference").inner_text()
    page.get_by_text("নম্বর ভুল? এখানে ঠিক করুন").tap()
    page.locator("#id_phone").fill("০১৯১২")
    button(page, "Correct the number").tap()
    expect_problems(page, {"phone": MISTAKES["phone"]})
    expect(page.locator("#id_phone")).to_have_value("০১৯১২")
    expect(page.locator(".steps strong.phone")).to_have_text("০১৮১২-৩৪৫৬৭৮")
    check(page)

    page.locator("#id_phone").fill("০১৯১২ ৩৪৫৬৭৮")
    button(page, "Correct the number").tap()
    expect(page.locator(".steps strong.phone")).to_have_text("০১৯১২-৩৪৫৬৭৮")
    expect(page.locator("#id_phone")).to_be_hidden()
    check(page)

    page.reload()
    expect(page.locator(".steps strong.phone")).to_have_text("০১৯১২-৩৪৫৬৭৮")
    expect(page.locator(".reference")).to_have_text(reference)
    assert AppointmentRequest.objects.get().events.filter(kind="corrected").count() == 1


def look_up(page: Page) -> None:
    reference = page.locator(".reference").inner_text()
    page.get_by_role("link", name=bn("See where your request stands"), exact=True).tap()
    expect(heading(page)).to_have_text(bn("Where your request stands"))
    check(page)

    # As it is typed on a Bengali keyboard; first with the number that was wrong.
    page.locator("#id_reference").fill(reference.lower().replace("-", " ").translate(TO_BENGALI))
    page.locator("#id_phone").fill("০১৮১২৩৪৫৬৭৮")
    button(page, "Show my request").tap()
    expect_problem_without_field(
        page,
        "We cannot find a request with this reference number and this phone number. "
        "Check both. It must be a phone number from the request.",
    )
    check(page)

    page.locator("#id_phone").fill("০১৯১২৩৪৫৬৭৮")
    button(page, "Show my request").tap()
    expect(page.get_by_text(reference)).to_be_visible()
    expect_waiting_request(page)


def withdraw_and_take_back(page: Page) -> None:
    button(page, "Cancel my request").tap()
    expect(heading(page)).to_have_text(bn("Do you want to cancel your request?"))
    assert AppointmentRequest.objects.get().status == Status.NEW
    check(page)
    check_bengali(page)

    button(page, "No, keep my request").tap()
    expect_waiting_request(page)

    button(page, "Cancel my request").tap()
    button(page, "Yes, cancel my request").tap()
    expect(heading(page)).to_have_text(bn("You have cancelled your request"))
    check(page)
    check_bengali(page)

    button(page, "Reopen my request").tap()
    expect_waiting_request(page)


# What is looked for


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def button(page: Page, words: str) -> Locator:
    return page.get_by_role("button", name=bn(words), exact=True)


def expect_problems(page: Page, mistakes: dict[str, str]) -> None:
    """The summary has the focus and says for each field what stands beside it, and nothing more."""
    summary = page.get_by_role("alert")
    expect(page).to_have_title(re.compile(f"^{bn('Error:')} "))
    expect(summary).to_be_focused()
    expect(summary.get_by_role("listitem")).to_have_text(list(map(bn, mistakes.values())))
    for name, words in mistakes.items():
        expect(page.locator(f"#id_{name}_error")).to_have_text(bn(words))


def expect_problem_without_field(page: Page, words: str) -> None:
    expect(page).to_have_title(re.compile(f"^{bn('Error:')} "))
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert").get_by_role("listitem")).to_have_text([bn(words)])


def expect_waiting_request(page: Page) -> None:
    expect(heading(page)).to_have_text(bn("We have your request"))
    with override("bn"):
        due = deadline(AppointmentRequest.objects.get().answer_due)
    expect(page.locator("#main .lead")).to_have_text(
        [bn("We will call you %(deadline)s.") % {"deadline": due}]
    )
    check(page)
    check_bengali(page)


def check(page: Page) -> None:
    """Nothing lies beyond the right edge, and nothing is kept on the phone."""
    assert page.evaluate("document.documentElement.scrollWidth") == WIDTH
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.context.cookies() == []


def large_text_width(page: Page) -> int:
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    width = page.evaluate("document.documentElement.scrollWidth")
    page.evaluate("document.documentElement.style.fontSize = ''")
    return width


def check_bengali(page: Page) -> None:
    """But for the reference no letter and no digit is Latin."""
    reference = str(AppointmentRequest.objects.get())
    shown = page.locator("#main").inner_text().replace(reference, "")
    assert re.findall("[A-Za-z0-9]+", shown) == []
