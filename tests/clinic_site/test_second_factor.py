"""The second factor: nothing of the admin opens without it, and a code works once."""

import re
import time
from datetime import timedelta

import pytest
from django.conf import settings as project
from django.urls import reverse
from django.utils import timezone, translation
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from clinic_site.groups import MANAGERS
from clinic_site.models import User
from clinic_site.second_factor import key_in_groups, please_wait
from pages.bengali import TO_BENGALI
from pages.qr import qr_code

PAGE = "/admin/second-factor/"
USED = "This code is wrong or was used before. Wait for the next one in the app."


@pytest.fixture(autouse=True)
def _required(settings) -> None:
    settings.STAFF_2FA = "required"


def make_device(person: User, confirmed: bool = True) -> TOTPDevice:
    return TOTPDevice.objects.create(user=person, name="app", confirmed=confirmed)


def code_of(device: TOTPDevice, step: int = 0) -> str:
    totp = TOTP(device.bin_key)
    totp.time = time.time() + 30 * step
    return f"{totp.token():06}"


def wrong_code(device: TOTPDevice) -> str:
    near = {code_of(device, step) for step in range(-3, 4)}
    return next(code for code in ("111111", "222222", "333333") if code not in near)


def errors(response) -> list[str]:
    return response.context["form"].errors.get("code", [])


def test_first_login_offers_the_setup_and_a_get_makes_no_device(make_staff, log_in):
    client = log_in(make_staff())
    response = client.get("/admin/", follow=True)
    assert response.redirect_chain == [(f"{PAGE}?next=/admin/", 302)]
    assert response.context["device"] is None
    assert TOTPDevice.objects.count() == 0


def test_the_setup_button_makes_one_unconfirmed_device_however_often_it_is_pressed(
    make_staff, log_in
):
    person = make_staff()
    client = log_in(person)
    for _press in range(2):
        response = client.post(f"{PAGE}?next=/admin/", follow=True)
    device = TOTPDevice.objects.get()
    assert (device.user, device.confirmed) == (person, False)
    assert response.redirect_chain == [(f"{PAGE}?next=/admin/", 302)]
    assert response.context["key"] == key_in_groups(device)
    assert response.context["qr_code"] == qr_code(device.config_url)


def test_first_right_code_confirms_the_device_and_goes_on_to_the_page_asked_for(make_staff, log_in):
    person = make_staff("rina", MANAGERS)
    device = make_device(person, confirmed=False)
    client = log_in(person)
    target = "/admin/clinic_site/user/?q=rina"
    asked = client.get(target)
    response = client.post(asked.headers["Location"], {"code": code_of(device)})
    assert (response.status_code, response.headers["Location"]) == (302, target)
    device.refresh_from_db()
    assert device.confirmed is True
    assert client.get(target).status_code == 200


def test_the_key_is_not_shown_again_once_the_device_is_confirmed(make_staff, log_in):
    person = make_staff()
    device = make_device(person)
    page = log_in(person).get(PAGE)
    assert "qr_code" not in page.context
    assert key_in_groups(device) not in page.content.decode()


def test_a_wrong_code_is_refused_and_opens_nothing(make_staff, log_in):
    person = make_staff()
    device = make_device(person, confirmed=False)
    client = log_in(person)
    assert errors(client.post(PAGE, {"code": wrong_code(device)})) == [USED]
    device.refresh_from_db()
    assert device.confirmed is False
    assert client.get("/admin/").headers["Location"] == f"{PAGE}?next=/admin/"


def test_a_colleagues_code_is_refused(make_staff, log_in):
    person, colleague = make_staff(), make_staff("mina")
    theirs = make_device(colleague)
    make_device(person)
    response = log_in(person).post(PAGE, {"code": code_of(theirs)})
    assert errors(response) == [USED]


@pytest.mark.parametrize("confirmed", [True, False])
def test_a_code_that_was_used_is_refused_at_the_next_login(make_staff, log_in, confirmed):
    person = make_staff()
    device = make_device(person, confirmed)
    code = code_of(device)
    assert log_in(person).post(PAGE, {"code": code}).status_code == 302
    second = log_in(person)
    assert errors(second.post(PAGE, {"code": code})) == [USED]
    assert second.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code.translate(TO_BENGALI),
        lambda code: f" {code[:3]} {code[3:]} ",
        lambda code: f"{code[:3]}-{code[3:]}".translate(TO_BENGALI),
    ],
    ids=["Bengali digits", "spaces as the app shows them", "Bengali digits with a dash"],
)
def test_a_code_is_accepted_as_people_type_it(make_staff, log_in, typed):
    person = make_staff()
    client = log_in(person)
    response = client.post(PAGE, {"code": typed(code_of(make_device(person)))})
    assert (response.status_code, response.headers.get("Location")) == (302, "/admin/")


@pytest.mark.parametrize("typed", ["12345", "1234567", "abcdef", "১২৩৪৫", "+12345", "1_2345"])
def test_what_is_not_six_digits_is_refused_without_counting_as_a_try(make_staff, log_in, typed):
    person = make_staff()
    device = make_device(person)
    response = log_in(person).post(PAGE, {"code": typed})
    assert errors(response) == ["Type the six digits that the app shows."]
    device.refresh_from_db()
    assert device.throttling_failure_count == 0


def test_after_wrong_codes_even_the_right_one_has_to_wait(make_staff, log_in):
    person = make_staff()
    device = make_device(person)
    client = log_in(person)
    device.throttling_failure_count = 5  # the fifth wrong code costs 16 seconds
    device.throttling_failure_timestamp = timezone.now()
    device.save()
    sentence = "Too many wrong codes. Wait 16 seconds, then try again."
    assert errors(client.post(PAGE, {"code": code_of(device)})) == [sentence]
    device.throttling_failure_timestamp -= timedelta(seconds=17)
    device.save()
    assert client.post(PAGE, {"code": code_of(device)}).status_code == 302


def test_each_wrong_code_doubles_the_wait(make_staff, log_in):
    person = make_staff()
    device = make_device(person)
    log_in(person).post(PAGE, {"code": wrong_code(device)})
    device.refresh_from_db()
    assert device.throttling_failure_count == 1


@pytest.mark.parametrize(
    ("language", "seconds", "sentence"),
    [
        ("en", 0.2, "Too many wrong codes. Wait 1 second, then try again."),
        ("en", 60, "Too many wrong codes. Wait 60 seconds, then try again."),
        (
            "en",
            60.1,
            "Too many wrong codes. Wait 2 minutes, or ask a manager for help.",
        ),
    ],
)
def test_the_wait_is_said_in_seconds_then_in_minutes(language, seconds, sentence):
    with translation.override(language):
        assert please_wait(seconds) == sentence


def test_the_wait_is_said_in_bengali_digits():
    with translation.override("bn"):
        assert re.findall(r"\d+", please_wait(128)) == ["৩"]


def test_every_admin_address_leads_to_the_second_factor_while_it_is_missing(
    make_staff, log_in, admin_paths
):
    person = make_staff(is_superuser=True)
    make_device(person)
    client = log_in(person)
    open_paths = {PAGE, "/admin/logout/", "/admin/language/", "/admin/login/"}
    closed = [path for path in admin_paths if path not in open_paths]
    answers = {
        (method, path): getattr(client, method)(path).headers.get("Location")
        for path in closed
        for method in ("get", "post")
    }
    assert len(closed) > 30
    assert answers == {(method, path): f"{PAGE}?next={path}" for method, path in answers}


def test_whoever_is_not_logged_in_meets_the_login_not_the_second_factor(client, db):
    assert client.get(PAGE).headers["Location"] == f"/admin/login/?next={PAGE}"
    assert client.post(PAGE).headers["Location"] == f"/admin/login/?next={PAGE}"


def test_the_login_page_leads_on_to_the_second_factor_and_keeps_next(make_staff, log_in):
    client = log_in(make_staff())
    response = client.get("/admin/login/?next=/admin/pages/")
    assert response.headers["Location"] == f"{PAGE}?next=/admin/pages/"


def test_logging_out_is_possible_without_the_second_factor(make_staff, log_in):
    client = log_in(make_staff())
    assert client.post("/admin/logout/").status_code == 200
    assert client.get("/admin/").headers["Location"] == "/admin/login/?next=/admin/"


def test_pages_before_the_second_factor_list_nothing_of_the_admin(make_staff, log_in):
    page = log_in(make_staff(is_superuser=True)).get(PAGE)
    assert (page.context["available_apps"], page.context["is_nav_sidebar_enabled"]) == ([], False)


def test_an_unconfirmed_device_in_the_session_counts_for_nothing(make_staff, log_in):
    person = make_staff()
    device = make_device(person, confirmed=False)
    client = log_in(person)
    session = client.session
    session["otp_device_id"] = device.persistent_id
    session.save()
    assert client.get("/admin/").headers["Location"] == f"{PAGE}?next=/admin/"


def test_the_session_gets_a_new_key_with_the_second_factor(make_staff, log_in):
    person = make_staff()
    client = log_in(person)
    before = client.session.session_key
    client.post(PAGE, {"code": code_of(make_device(person))})
    assert client.session.session_key != before
    assert client.get("/admin/").status_code == 200


def test_the_page_is_passed_by_when_nothing_is_missing(make_staff, log_in, settings):
    settings.STAFF_2FA = "off"
    client = log_in(make_staff())
    assert client.get(PAGE).headers["Location"] == "/admin/"
    assert client.post(PAGE).headers["Location"] == "/admin/"
    assert TOTPDevice.objects.count() == 0
    assert client.get("/admin/").status_code == 200


def test_a_reset_phone_ends_the_second_factor_of_a_running_session(make_staff, log_in):
    person = make_staff()
    device = make_device(person)
    client = log_in(person)
    client.post(PAGE, {"code": code_of(device)})
    assert client.get("/admin/").status_code == 200
    device.delete()
    assert client.get("/admin/").headers["Location"] == f"{PAGE}?next=/admin/"


def test_the_key_is_shown_in_groups_of_four():
    device = TOTPDevice(key="48656c6c6f21deadbeef48656c6c6f21deadbeef")
    assert key_in_groups(device) == "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP"


def test_the_lockout_and_the_devices_use_the_settings_the_pages_speak_of():
    assert (project.AXES_FAILURE_LIMIT, project.AXES_COOLOFF_TIME) == (10, 0.5)
    assert (TOTPDevice().step, TOTPDevice().digits) == (30, 6)
    assert reverse("admin:second_factor") == PAGE
