"""The day on paper: real Chromium prints it, poppler reads what came out."""

from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser

from clinic_site.groups import APPOINTMENT_STAFF
from tests.browser.login import PASSWORD, log_in
from tests.browser.paper import poppler
from tests.makers import make_clinic, make_request, make_user

# Conjuncts, the joiner in র‍্যা, composed and decomposed য়: what a broken font would lose.
NAMES = ("ক্ষমা স্ত্রীধর", "র‍্যাফেল শ্রেষ্ঠা", "জয়নাব", "রাফি হাসান")


@pytest.mark.django_db(transaction=True)
def test_day_prints_on_a4_with_bengali_intact(
    browser: Browser, live_server, tmp_path: Path
) -> None:
    make_clinic(name_bn="শিশু ক্লিনিক")
    make_user("nurse", APPOINTMENT_STAFF, password=PASSWORD, language="bn")
    day = timezone.localdate() + timedelta(days=1)
    start = timezone.make_aware(datetime.combine(day, time(9)))
    for number in range(40):
        at = start + timedelta(minutes=10 * number)
        make_request(
            child_name=NAMES[number % len(NAMES)], status="scheduled", visit_at=at,
            next_action_at=at,
        )  # fmt: skip
    page = browser.new_page(base_url=live_server.url)
    path = f"/admin/appointments/appointmentrequest/day/?date={day}"
    log_in(page, "nurse", path)
    page.locator(".visits").wait_for()
    printed = tmp_path / "day.pdf"
    page.pdf(path=printed, format="A4")
    page.context.close()

    assert "(A4)" in poppler("pdfinfo", printed)
    fonts = poppler("pdffonts", printed)
    assert "Bengali" in fonts
    words = poppler("pdftotext", "-layout", printed, "-")
    sheets = words.removesuffix("\f").split("\f")
    assert len(sheets) > 1
    # The head of the table stands on every sheet, the admin's frame on none.
    assert [sheet.count("অভিভাবক, ফোন") for sheet in sheets] == [1] * len(sheets)
    assert [word for word in ("ক্লিনিকের কর্মী", "বের হোন", "অন্য দিন") if word in words] == []
    assert words.count("০১৭১২-৩৪৫৬৭৮") == 40
    for name in NAMES:
        assert (name, words.count(name.split()[0])) == (name, 10)
