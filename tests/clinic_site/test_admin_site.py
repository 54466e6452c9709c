"""The way into the admin: login, forced change of password, lockout, language."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.conf import settings as project
from django.contrib import admin
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import resolve
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from clinic_site.admin_site import ClinicAdminSite
from clinic_site.groups import MANAGERS

PASSWORD = "correct horse battery"
NEW = "another good password"
CHANGE = "/admin/password_change/"

OFF_SITE = [
    "https://evil.example/",
    "http://evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "\x01//evil.example",
    "javascript:alert(1)",
    "https:evil.example",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
]


def try_login(username: str, password: str, address: str = "192.0.2.1"):
    answer = {"username": username, "password": password}
    return Client(REMOTE_ADDR=address).post("/admin/login/", answer)


def lock_out(username: str, address: str = "192.0.2.1") -> list[int]:
    return [try_login(username, "wrong", address).status_code for _try in range(10)]


def change_password(client: Client, new: str = NEW, path: str = CHANGE, old: str = PASSWORD):
    answer = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post(path, answer)


def rows() -> dict:
    """Everything stored, sessions aside."""
    models = (model for model in apps.get_models() if model is not Session)
    return {model: list(model.objects.order_by("pk").values()) for model in models}


def test_the_project_serves_its_own_admin_site():
    assert isinstance(admin.site._wrapped, ClinicAdminSite)


def test_the_right_password_leads_to_the_page_asked_for(make_staff):
    make_staff()
    answer = {"username": "rina", "password": PASSWORD, "next": CHANGE}
    assert Client().post("/admin/login/", answer).headers["Location"] == CHANGE


def test_a_wrong_password_stays_on_the_login_page(make_staff):
    make_staff()
    response = try_login("rina", "wrong")
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["__all__"]


@pytest.mark.parametrize(
    "fields", [{"is_staff": False}, {"is_active": False}], ids=["no staff", "deactivated"]
)
def test_the_right_password_of_an_account_without_access_opens_nothing(make_staff, fields):
    make_staff(**fields)
    assert try_login("rina", PASSWORD).status_code == 200


def test_a_user_name_longer_than_any_account_has_is_refused_without_a_look(db):
    response = try_login("a" * 151, "wrong")
    assert list(response.context["form"].errors) == ["username"]
    assert AccessAttempt.objects.count() == 0


# `next`


@pytest.mark.parametrize("target", OFF_SITE)
def test_next_cannot_leave_the_site_at_the_login(make_staff, target):
    make_staff()
    client = Client()
    page = client.get("/admin/login/", {"next": target})
    assert page.context["next"] == ""
    for answer in ({"next": target}, {"next": page.context["next"]}):
        answer |= {"username": "rina", "password": PASSWORD}
        assert client.post("/admin/login/", answer).headers["Location"] == "/admin/"


@pytest.mark.parametrize("target", OFF_SITE)
def test_next_cannot_leave_the_site_at_the_second_factor(make_staff, log_in, settings, target):
    settings.STAFF_2FA = "required"
    person = make_staff()
    device = TOTPDevice.objects.create(user=person, name="app")
    client = log_in(person)
    page = client.get("/admin/login/", {"next": target})
    assert page.headers["Location"] == "/admin/second-factor/?next=/admin/"
    answer = {"code": f"{TOTP(device.bin_key).token():06}", "next": target}
    response = client.post("/admin/second-factor/", answer)
    assert response.headers["Location"] == "/admin/"


@pytest.mark.parametrize("target", OFF_SITE)
def test_next_cannot_leave_the_site_at_the_change_of_password(make_staff, log_in, target):
    client = log_in(make_staff())
    answer = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW, "next": target}
    assert client.post(CHANGE, answer).headers["Location"] == f"{CHANGE}done/"


@pytest.mark.parametrize("target", OFF_SITE)
def test_next_cannot_leave_the_site_at_the_change_of_language(make_staff, log_in, target):
    client = log_in(make_staff())
    response = client.post("/admin/language/", {"language": "bn", "next": target})
    assert response.headers["Location"] == "/admin/"


# The change of a password that somebody else made


def test_a_temporary_password_leads_every_other_address_to_its_change(
    make_staff, log_in, admin_paths
):
    client = log_in(make_staff(is_superuser=True, must_change_password=True))
    open_paths = {CHANGE, "/admin/logout/", "/admin/language/", "/admin/jsi18n/", "/admin/login/"}
    closed = [path for path in admin_paths if path not in open_paths]
    answers = {
        (method, path): getattr(client, method)(path).headers.get("Location")
        for path in closed
        for method in ("get", "post")
    }
    assert len(closed) > 30
    assert answers == {(method, path): f"{CHANGE}?next={path}" for method, path in answers}


def test_a_temporary_password_leaves_logout_language_catalogue_and_the_change_open(
    make_staff, log_in
):
    client = log_in(make_staff(must_change_password=True))
    assert client.get(CHANGE).status_code == 200
    assert client.get("/admin/jsi18n/").status_code == 200
    language = client.post("/admin/language/", {"language": "bn", "next": CHANGE})
    assert language.headers["Location"] == CHANGE
    assert client.post("/admin/logout/").status_code == 200


def test_the_page_says_why_only_while_the_change_is_forced(make_staff, log_in):
    person = make_staff(must_change_password=True)
    client = log_in(person)
    assert client.get(CHANGE).context["forced"] is True
    assert "Somebody else made your present password." in client.get(CHANGE).content.decode()
    change_password(client)
    assert "Somebody else made your present password." not in client.get(CHANGE).content.decode()


def test_pages_outside_the_admin_that_ask_the_site_are_told_no_while_a_step_is_missing(
    rf, make_staff
):
    request = rf.get("/media/")
    request.user = make_staff(must_change_password=True)
    assert admin.site.has_permission(request) is False
    request.user.must_change_password = False
    assert admin.site.has_permission(request) is True


def test_changing_ones_own_password_clears_the_flag_and_goes_on(make_staff, log_in):
    person = make_staff(must_change_password=True)
    client = log_in(person)
    asked = client.get("/admin/password_change/done/").headers["Location"]
    response = change_password(client, path=asked)
    assert response.headers["Location"] == "/admin/password_change/done/"
    person.refresh_from_db()
    assert (person.must_change_password, person.check_password(NEW)) == (False, True)
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    ("answer", "refused"),
    [
        ({"new": PASSWORD}, "new_password1"),
        ({"new": "short"}, "new_password2"),
        ({"old": "not the old one"}, "old_password"),
    ],
    ids=["same as before", "too short", "old one wrong"],
)
def test_a_refused_new_password_keeps_the_flag(make_staff, log_in, answer, refused):
    person = make_staff(must_change_password=True)
    client = log_in(person)
    response = change_password(client, **answer)
    assert list(response.context["form"].errors) == [refused]
    person.refresh_from_db()
    assert (person.must_change_password, person.check_password(PASSWORD)) == (True, True)
    assert client.get("/admin/").headers["Location"] == f"{CHANGE}?next=/admin/"


def test_the_second_factor_comes_before_the_change_of_password(make_staff, log_in, settings):
    settings.STAFF_2FA = "required"
    client = log_in(make_staff(must_change_password=True))
    assert client.get(CHANGE).headers["Location"] == f"/admin/second-factor/?next={CHANGE}"
    assert change_password(client).headers["Location"] == f"/admin/second-factor/?next={CHANGE}"


def test_a_changed_password_ends_the_other_sessions_of_that_account(make_staff, log_in):
    person = make_staff()
    here, elsewhere = log_in(person), log_in(person)
    change_password(here)
    assert here.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/").headers["Location"] == "/admin/login/?next=/admin/"


# Lockout


def test_the_tenth_wrong_password_locks_out(make_staff):
    make_staff()
    assert lock_out("rina") == [200] * 9 + [429]


def test_the_right_password_is_refused_while_locked_out(make_staff):
    make_staff()
    lock_out("rina")
    response = try_login("rina", PASSWORD)
    assert response.status_code == 429
    assert project.SESSION_COOKIE_NAME not in response.cookies


def test_a_lockout_holds_for_that_name_at_that_address_only(make_staff):
    make_staff("rina")
    make_staff("mina")
    lock_out("rina", "192.0.2.1")
    assert try_login("mina", PASSWORD, "192.0.2.1").status_code == 302
    assert try_login("rina", PASSWORD, "192.0.2.2").status_code == 302
    assert try_login("rina", PASSWORD, "192.0.2.1").status_code == 429


@pytest.mark.parametrize(("minutes", "status"), [(29, 429), (31, 302)])
def test_a_lockout_ends_after_half_an_hour(make_staff, minutes, status):
    make_staff()
    lock_out("rina")
    attempt = AccessAttempt.objects.get()
    attempt.attempt_time -= timedelta(minutes=minutes)
    attempt.save()
    assert try_login("rina", PASSWORD).status_code == status


@pytest.mark.parametrize(("asked", "language"), [("en", "en"), ("bn,en;q=0.5", "bn")])
def test_the_lockout_page_speaks_the_readers_language(make_staff, asked, language):
    make_staff(language="en")
    lock_out("rina")
    client = Client(REMOTE_ADDR="192.0.2.1", headers={"accept-language": asked})
    response = client.post("/admin/login/", {"username": "rina", "password": "wrong"})
    page = response.content.decode()
    assert f'<html lang="{language}"' in page
    assert (page.count("<h1>"), page.count('id="login-form"')) == (1, 0)


# Language


@pytest.mark.parametrize(("asked", "language"), [("en", "en"), ("bn", "bn"), ("", "bn")])
def test_before_the_login_the_browser_decides_the_language(db, asked, language):
    response = Client(headers={"accept-language": asked}).get("/admin/login/")
    assert response.headers["Content-Language"] == language


def test_the_language_of_the_switch_stays_with_the_account(make_staff, log_in):
    person = make_staff(language="en")
    client = log_in(person)
    assert client.get("/admin/").headers["Content-Language"] == "en"
    here = "/admin/clinic_site/?x=1"
    response = client.post("/admin/language/", {"language": "bn", "next": here})
    assert (response.status_code, response.headers["Location"]) == (302, here)
    person.refresh_from_db()
    assert person.language == "bn"
    assert log_in(person).get("/admin/").headers["Content-Language"] == "bn"


def test_the_switch_names_each_language_in_its_own_script_and_comes_back_here(make_staff, log_in):
    page = log_in(make_staff(language="en")).get("/admin/?p=1").content.decode()
    assert '<input type="hidden" name="next" value="/admin/?p=1">' in page
    assert '<button name="language" value="bn" lang="bn">বাংলা</button>' in page
    assert (
        '<button name="language" value="en" lang="en" aria-current="true">English</button>' in page
    )


def test_a_language_we_do_not_have_is_refused(make_staff, log_in):
    person = make_staff(language="en")
    assert log_in(person).post("/admin/language/", {"language": "fr"}).status_code == 400
    person.refresh_from_db()
    assert person.language == "en"


def test_a_language_is_kept_for_staff_only(client, db):
    response = client.post("/admin/language/", {"language": "bn"})
    assert response.headers["Location"] == "/admin/login/?next=/admin/language/"


# What holds for all of it


@pytest.mark.parametrize(
    "path", ["/admin/language/", "/admin/clinic_site/user/1/reset-second-factor/"]
)
def test_what_only_changes_things_refuses_get(make_staff, log_in, path):
    assert log_in(make_staff(is_superuser=True)).get(path).status_code == 405


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("steps", ["none left", "second factor left", "password left"])
def test_looking_changes_nothing(make_staff, log_in, settings, method, steps):
    if steps == "second factor left":
        settings.STAFF_2FA = "required"
    person = make_staff("rina", MANAGERS, must_change_password=steps == "password left")
    client = log_in(person)
    before = rows()
    user = f"/admin/clinic_site/user/{person.pk}"
    for path in (
        *("/admin/", "/admin/login/?next=//evil.example", "/admin/logout/", "/admin/language/"),
        *(CHANGE, f"{CHANGE}done/", "/admin/second-factor/", "/admin/jsi18n/"),
        *("/admin/clinic_site/user/", "/admin/clinic_site/user/add/", f"{user}/change/"),
        *(f"{user}/password/", f"{user}/history/", f"{user}/reset-second-factor/"),
    ):
        assert resolve(path.partition("?")[0]).view_name.startswith("admin:")
        getattr(client, method)(path)
    assert rows() == before


@pytest.mark.parametrize(
    "path",
    [
        *("/admin/login/", CHANGE, "/admin/second-factor/", "/admin/language/", "/admin/logout/"),
        "/admin/clinic_site/user/1/reset-second-factor/",
    ],
)
def test_a_post_without_the_csrf_token_is_refused(make_staff, log_in, settings, path):
    settings.STAFF_2FA = "required" if "second" in path else "off"
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = log_in(make_staff(is_superuser=True)).cookies
    assert strict.post(path, {"language": "bn"}).status_code == 403


def test_no_page_has_inline_style_script_or_handlers(make_staff, log_in, settings):
    person = make_staff("rina", MANAGERS)
    other = make_staff("mina")
    client = log_in(person)
    people = "/admin/clinic_site/user/"
    paths = [
        people,
        f"{people}add/",
        f"{people}{other.pk}/change/",
        f"{people}{other.pk}/password/",
    ]
    lock_out("rina")
    pages = [Client().get("/admin/login/"), try_login("rina", "wrong")]
    pages += [client.get(path) for path in (*paths, CHANGE)]
    settings.STAFF_2FA = "required"
    client.post("/admin/second-factor/")
    pages.append(client.get("/admin/second-factor/"))
    assert [page.status_code for page in pages] == [200, 429, 200, 200, 200, 200, 200, 200]
    found = [
        word
        for page in pages
        for word in (" style=", "<style", " onclick=", " onload=", "javascript:", "<script>")
        if word in page.content.decode()
    ]
    assert found == []
