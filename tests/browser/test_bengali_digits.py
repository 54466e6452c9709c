"""What the admin's own scripts count is counted in Bengali."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from clinic_site.models import User
from pages.bengali import TO_BENGALI
from tests.browser.login import PASSWORD, log_in
from tests.makers import make_article, make_clinic, make_term

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def staff_page(page: Page) -> Page:
    make_clinic()
    User.objects.create_superuser("boss", password=PASSWORD, language="bn")
    log_in(page, "boss")
    return page


def test_chosen_rows_are_counted_in_bengali_digits(staff_page):
    for term in ("টিউমার", "কিডনি"):
        make_term(term_bn=term)
    staff_page.goto("/admin/pages/glossaryterm/")
    counter = staff_page.locator(".action-counter")
    expect(counter).to_have_text("২টির মধ্যে ০টি বেছে নেওয়া হয়েছে")
    staff_page.locator(".action-select").first.check()
    expect(counter).to_have_text("২টির মধ্যে ১টি বেছে নেওয়া হয়েছে")


def test_the_calendar_has_bengali_digits_and_a_day_that_is_pressed_is_taken(staff_page):
    staff_page.goto(f"/admin/pages/article/{make_article().pk}/bn/review/")
    field = staff_page.locator("[name=reviewed_on]")
    field.fill("")
    staff_page.locator(".datetimeshortcuts .date-icon").first.click()
    calendar = staff_page.locator(".calendarbox.module").first
    year = f"{date.today().year}".translate(TO_BENGALI)
    expect(calendar.locator("caption")).to_have_text(re.compile(f"^[^0-9]+ {year}$"))
    assert re.findall("[0-9]", " ".join(calendar.locator("td").all_inner_texts())) == []
    calendar.get_by_role("link", name="১০", exact=True).click()
    expect(field).to_have_value(re.compile("^[0-9]{4}-[0-9]{2}-10$"))
