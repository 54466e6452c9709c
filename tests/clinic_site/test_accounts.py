"""Accounts in the admin: what managers do with them, and what they cannot."""

import re
from io import StringIO

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from clinic_site.groups import APPOINTMENT_STAFF, EDITORS, MANAGERS, PERMISSIONS
from clinic_site.management.commands.first_account import ensure_first_account
from clinic_site.models import User
from clinic_site.passwords import READABLE, readable_password

LIST = "/admin/clinic_site/user/"
TEMPORARY = "a temporary password"


@pytest.fixture
def manager(make_staff) -> User:
    return make_staff("manager", MANAGERS)


@pytest.fixture
def by_manager(manager, log_in) -> Client:
    return log_in(manager)


def page_of(person: User, name: str = "change") -> str:
    return f"{LIST}{person.pk}/{name}/"


def group_keys(*names: str) -> list[int]:
    return [Group.objects.get(name=name).pk for name in names]


def new_account(**answers) -> dict:
    basics = {"username": "mina", "language": "bn", "password1": TEMPORARY, "password2": TEMPORARY}
    return basics | answers


def errors(response) -> dict:
    return response.context["adminform"].form.errors


# Adding


def test_a_new_account_is_staff_and_must_change_its_password(by_manager, db):
    answers = new_account(first_name="Mina", groups=group_keys(EDITORS))
    response = by_manager.post(f"{LIST}add/", answers)
    person = User.objects.get(username="mina")
    assert response.headers["Location"] == page_of(person)
    assert (person.is_staff, person.is_active, person.is_superuser) == (True, True, False)
    assert (person.must_change_password, person.language) == (True, "bn")
    assert list(person.groups.values_list("name", flat=True)) == [EDITORS]
    assert person.check_password(TEMPORARY)


def test_a_new_account_gets_no_rights_that_the_form_does_not_offer(by_manager):
    stranger = Group.objects.create(name="Root")
    permission = Permission.objects.first()
    crafted = {"is_superuser": "on", "is_staff": "", "user_permissions": [permission.pk]}
    by_manager.post(f"{LIST}add/", new_account(**crafted, must_change_password=""))
    person = User.objects.get(username="mina")
    assert (person.is_superuser, person.is_staff) == (False, True)
    assert person.must_change_password is True
    assert person.user_permissions.count() == 0
    response = by_manager.post(f"{LIST}add/", new_account(username="tina", groups=[stranger.pk]))
    assert list(errors(response)) == ["groups"]
    assert not User.objects.filter(username="tina").exists()


def test_a_name_that_differs_in_case_only_is_refused(by_manager, make_staff):
    make_staff("Mina")
    assert list(errors(by_manager.post(f"{LIST}add/", new_account()))) == ["username"]


def test_a_weak_temporary_password_is_refused(by_manager):
    response = by_manager.post(f"{LIST}add/", new_account(password1="12345", password2="12345"))
    assert list(errors(response)) == ["password2"]


# Changing


def test_a_manager_changes_groups_language_mail_and_access(by_manager, make_staff):
    person = make_staff("mina", EDITORS)
    answers = {"email": "mina@clinic.example", "language": "bn", "is_active": ""}
    answers["groups"] = group_keys(APPOINTMENT_STAFF)
    response = by_manager.post(page_of(person), answers)
    assert response.headers["Location"] == LIST
    person.refresh_from_db()
    assert (person.email, person.language) == ("mina@clinic.example", "bn")
    assert (person.is_active, person.username) == (False, "mina")
    assert list(person.groups.values_list("name", flat=True)) == [APPOINTMENT_STAFF]


def test_the_form_offers_a_manager_these_fields_and_no_others(by_manager, make_staff):
    fields = by_manager.get(page_of(make_staff("mina"))).context["adminform"].form.fields
    names = ["first_name", "last_name", "email", "language", "is_active", "groups", "may_approve"]
    assert list(fields) == names


def test_a_manager_says_who_may_approve_medical_text(by_manager, make_staff):
    person = make_staff("mina", EDITORS)
    answers = {"language": "en", "is_active": "on", "groups": group_keys(EDITORS)}
    for ticked in (True, False):
        by_manager.post(page_of(person), answers | ({"may_approve": "on"} if ticked else {}))
        person = User.objects.get(pk=person.pk)
        assert person.has_perm("pages.approve_medical_text") is ticked


def test_a_crafted_post_gives_nobody_more_rights(by_manager, make_staff):
    person = make_staff("mina")
    crafted = {
        **{"language": "en", "is_active": "on", "is_superuser": "on", "is_staff": "on"},
        **{"user_permissions": [Permission.objects.first().pk], "username": "admin"},
        "password": "pbkdf2_sha256$1$a$b",
    }
    before = person.password
    assert by_manager.post(page_of(person), crafted).status_code == 302
    person.refresh_from_db()
    assert (person.is_superuser, person.username, person.password) == (False, "mina", before)
    assert person.user_permissions.count() == 0


def test_groups_other_than_the_three_are_not_offered_and_refused(by_manager, make_staff):
    stranger = Group.objects.create(name="Root")
    person = make_staff("mina", EDITORS)
    offered = by_manager.get(page_of(person)).context["adminform"].form.fields["groups"].queryset
    assert set(offered.values_list("name", flat=True)) == set(PERMISSIONS)
    crafted = {"language": "en", "is_active": "on", "groups": [stranger.pk]}
    assert list(errors(by_manager.post(page_of(person), crafted))) == ["groups"]
    assert list(person.groups.values_list("name", flat=True)) == [EDITORS]


def test_a_manager_cannot_change_their_own_access(by_manager, manager):
    crafted = {"language": "bn", "is_active": "", "groups": [], "is_superuser": "on"}
    assert by_manager.post(page_of(manager), crafted).status_code == 302
    manager.refresh_from_db()
    assert (manager.language, manager.is_active, manager.is_superuser) == ("bn", True, False)
    assert list(manager.groups.values_list("name", flat=True)) == [MANAGERS]


def test_a_superuser_cannot_change_their_own_access(make_staff, log_in):
    person = make_staff("root", is_superuser=True)
    crafted = {"language": "bn", "is_active": "", "is_superuser": ""}
    assert log_in(person).post(page_of(person), crafted).status_code == 302
    person.refresh_from_db()
    assert (person.language, person.is_active, person.is_superuser) == ("bn", True, True)


@pytest.mark.parametrize("name", ["change", "password", "reset-second-factor"])
def test_a_manager_cannot_touch_a_superuser(by_manager, make_staff, name):
    root = make_staff("root", is_superuser=True)
    TOTPDevice.objects.create(user=root, name="app")
    before = User.objects.values().get(pk=root.pk)
    answers = {"language": "bn", "password1": TEMPORARY, "password2": TEMPORARY}
    assert by_manager.post(page_of(root, name), answers).status_code == 403
    assert User.objects.values().get(pk=root.pk) == before
    assert TOTPDevice.objects.filter(user=root).count() == 1


def test_a_manager_reads_a_superusers_page_without_form_or_buttons(by_manager, make_staff):
    root = make_staff("root", is_superuser=True)
    page = by_manager.get(page_of(root))
    assert page.status_code == 200
    assert list(page.context["adminform"].form.fields) == []
    assert page_of(root, "password") not in page.content.decode()
    assert root.password not in page.content.decode()


def test_a_superuser_makes_another_superuser(make_staff, log_in):
    person = make_staff("mina")
    root = log_in(make_staff("root", is_superuser=True))
    answers = {"language": "en", "is_active": "on", "is_superuser": "on"}
    assert root.post(page_of(person), answers).status_code == 302
    person.refresh_from_db()
    assert person.is_superuser is True


@pytest.mark.parametrize("by", [MANAGERS, "superuser"])
def test_nobody_deletes_an_account(make_staff, log_in, by):
    person = make_staff("mina")
    client = log_in(make_staff("boss", by, is_superuser=by == "superuser"))
    assert client.get(page_of(person, "delete")).status_code == 403
    assert client.post(page_of(person, "delete"), {"post": "yes"}).status_code == 403
    action = {"action": "delete_selected", "_selected_action": [person.pk], "post": "yes"}
    client.post(LIST, action)
    assert User.objects.filter(pk=person.pk).count() == 1


@pytest.mark.parametrize("group", [EDITORS, APPOINTMENT_STAFF])
def test_accounts_are_for_managers_only(make_staff, log_in, group):
    person = make_staff("mina")
    client = log_in(make_staff("rina", group))
    pages = [LIST, f"{LIST}add/"]
    pages += [page_of(person, name) for name in ("change", "password", "history")]
    assert [client.get(page).status_code for page in pages] == [403] * 5
    assert client.post(page_of(person, "reset-second-factor")).status_code == 403


# Passwords and phones of others


def test_a_password_given_by_a_manager_must_be_changed(by_manager, make_staff):
    person = make_staff("mina")
    answers = {"password1": TEMPORARY, "password2": TEMPORARY}
    response = by_manager.post(page_of(person, "password"), answers)
    assert response.headers["Location"] == page_of(person)
    person.refresh_from_db()
    assert (person.must_change_password, person.check_password(TEMPORARY)) == (True, True)
    entry = LogEntry.objects.get(object_id=str(person.pk))
    assert (entry.user.username, entry.get_change_message()) == ("manager", "Changed password.")


@pytest.mark.parametrize("crafted", [{"unset-password": "1"}, {"usable_password": "false"}])
def test_a_manager_cannot_take_the_password_away(by_manager, make_staff, crafted):
    person = make_staff("mina")
    before = person.password
    response = by_manager.post(page_of(person, "password"), crafted)
    assert list(response.context["form"].fields) == ["password1", "password2"]
    assert list(response.context["form"].errors) == ["password1", "password2"]
    person.refresh_from_db()
    assert (person.password, person.must_change_password) == (before, False)


def test_a_password_given_by_a_manager_ends_the_lockout_of_that_person_only(by_manager, make_staff):
    person = make_staff("mina")
    for name in ("mina", "tina"):
        for _try in range(10):
            Client().post("/admin/login/", {"username": name, "password": "wrong"})
    answers = {"password1": TEMPORARY, "password2": TEMPORARY}
    by_manager.post(page_of(person, "password"), answers)
    assert list(AccessAttempt.objects.values_list("username", flat=True)) == ["tina"]
    login = Client().post("/admin/login/", {"username": "mina", "password": TEMPORARY})
    assert login.status_code == 302


@pytest.mark.parametrize("key", ["{}", "0{}", " {}"])
def test_ones_own_password_is_not_changed_without_the_old_one(by_manager, manager, key):
    path = f"{LIST}{key.format(manager.pk)}/password/"
    answers = {"password1": TEMPORARY, "password2": TEMPORARY}
    assert by_manager.get(path).headers["Location"] == "/admin/password_change/"
    assert by_manager.post(path, answers).headers["Location"] == "/admin/password_change/"
    manager.refresh_from_db()
    assert manager.check_password(TEMPORARY) is False


def test_resetting_a_phone_deletes_that_persons_device_and_is_logged(by_manager, make_staff):
    person, other = make_staff("mina"), make_staff("tina")
    for each in (person, other):
        TOTPDevice.objects.create(user=each, name="app")
    response = by_manager.post(page_of(person, "reset-second-factor"))
    assert response.headers["Location"] == page_of(person)
    assert [device.user for device in TOTPDevice.objects.all()] == [other]
    entry = LogEntry.objects.get()
    assert (entry.user.username, entry.object_id) == ("manager", str(person.pk))
    assert entry.get_change_message() == "The phone for logging in was reset."


def test_the_reset_button_is_there_when_there_is_a_phone(by_manager, make_staff):
    person = make_staff("mina")
    button = f'<form method="post" action="{page_of(person, "reset-second-factor")}">'
    assert button not in by_manager.get(page_of(person)).content.decode()
    TOTPDevice.objects.create(user=person, name="app")
    assert button in by_manager.get(page_of(person)).content.decode()


@pytest.mark.parametrize("key", ["9999", "abc"])
def test_resetting_the_phone_of_nobody_is_not_found(by_manager, key):
    assert by_manager.post(f"{LIST}{key}/reset-second-factor/").status_code == 404


def test_a_deactivated_account_loses_its_session_at_the_next_request(
    by_manager, make_staff, log_in
):
    person = make_staff("mina")
    client = log_in(person)
    assert client.get("/admin/").status_code == 200
    by_manager.post(page_of(person), {"language": "en", "is_active": ""})
    assert client.get("/admin/").headers["Location"] == "/admin/login/?next=/admin/"


def test_a_right_taken_away_is_gone_at_the_next_request(by_manager, make_staff, log_in):
    colleague = make_staff("mina", MANAGERS)
    client = log_in(colleague)
    assert client.get(LIST).status_code == 200
    by_manager.post(page_of(colleague), {"language": "en", "is_active": "on"})
    assert client.get(LIST).status_code == 403


# Lists


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_takes_the_same_queries_for_one_and_for_three(
    by_manager, make_staff, django_assert_num_queries, people
):
    for number in range(people - 1):
        make_staff(f"person{number}", EDITORS)
    with django_assert_num_queries(8):
        response = by_manager.get(LIST)
    assert response.context["cl"].result_count == people


def test_the_list_names_groups_in_the_readers_language_and_filters_by_them(by_manager, make_staff):
    person = make_staff("mina", EDITORS, first_name="Mina", last_name="Khatun")
    changelist = by_manager.get(LIST, {"group": EDITORS}).context["cl"]
    assert list(changelist.result_list) == [person]
    model_admin = admin.site.get_model_admin(User)
    assert model_admin.full_name(person) == "Mina Khatun"
    assert model_admin.group_names(person) == "Content editors"


def test_managers_see_accounts_but_no_list_of_axes_or_otp(by_manager):
    names = {
        (app["app_label"], model["object_name"])
        for app in by_manager.get("/admin/").context["app_list"]
        for model in app["models"]
        if app["app_label"] in {"clinic_site", "axes", "otp_totp", "auth"}
    }
    assert names == {("clinic_site", "User")}
    pages = ("axes/accessattempt", "axes/accesslog", "axes/accessfailurelog")
    assert [by_manager.get(f"/admin/{page}/").status_code for page in pages] == [403] * 3


def test_managers_see_who_has_set_up_a_phone(by_manager, make_staff):
    for name, confirmed in (("mina", True), ("tina", False)):
        TOTPDevice.objects.create(user=make_staff(name), name="app", confirmed=confirmed)
    rows = by_manager.get(LIST).context["cl"].result_list
    assert {row.username: row.phone for row in rows} == {
        **{"manager": False, "mina": True, "tina": False}
    }


def test_keys_of_phones_are_in_no_page_of_the_admin(make_staff, log_in):
    client = log_in(make_staff("root", is_superuser=True))
    assert admin.site.is_registered(TOTPDevice) is False
    assert client.get("/admin/otp_totp/totpdevice/").status_code == 404


def test_superusers_read_who_logged_in(make_staff, log_in):
    root = make_staff("root", is_superuser=True)
    client = log_in(root)
    log_in(make_staff("mina"))
    page = client.get("/admin/axes/accesslog/")
    assert [row.username for row in page.context["cl"].result_list] == ["mina", "root"]
    record = page.context["cl"].result_list[0]
    paths = ("add/", f"{record.pk}/change/", f"{record.pk}/delete/")
    codes = [client.get(f"/admin/axes/accesslog/{path}").status_code for path in paths]
    assert codes == [404] * 3


def test_groups_are_code_and_not_in_the_admin():
    assert admin.site.is_registered(Group) is False


# The first account


def test_the_first_account_is_made_once(db):
    username, password = ensure_first_account()
    person = User.objects.get()
    assert (username, person.username, person.check_password(password)) == ("admin", "admin", True)
    assert (person.is_superuser, person.is_staff) == (True, True)
    assert (person.must_change_password, person.language) == (True, "bn")
    assert ensure_first_account() is None
    assert User.objects.count() == 1


def test_no_first_account_beside_any_other(make_staff):
    make_staff("mina", is_active=False)
    assert ensure_first_account() is None


def test_the_command_prints_the_password_once(db):
    first, second = StringIO(), StringIO()
    call_command("first_account", stdout=first)
    call_command("first_account", stdout=second)
    name, password = re.search(r"account: (\S+) / (\S+)", first.getvalue()).groups()
    assert User.objects.get(username=name).check_password(password) is True
    assert second.getvalue() == "There are staff accounts already.\n"
    assert AccessLog.objects.count() == 0


def test_a_readable_password_has_sixteen_random_letters_and_no_lookalikes():
    password = readable_password()
    assert re.fullmatch(rf"([{READABLE}]{{4}}-){{3}}[{READABLE}]{{4}}", password)
    assert set(READABLE) & set("0oO1iIl5sS2zZuv") == set()
    assert password != readable_password()
