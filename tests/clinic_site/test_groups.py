"""The three staff groups: exactly these rights, however often they are set."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from clinic_site.groups import APPOINTMENT_STAFF, EDITORS, MANAGERS, sync_groups
from clinic_site.models import User

pytestmark = pytest.mark.django_db

CONTENT = {
    *("pages.view_article", "pages.add_article", "pages.change_article", "pages.delete_article"),
    *("pages.view_source", "pages.add_source", "pages.change_source", "pages.delete_source"),
    *("pages.view_picture", "pages.add_picture", "pages.change_picture", "pages.delete_picture"),
    *("pages.view_section", "pages.view_teammember", "pages.view_glossaryterm"),
}
TRIAGE = {
    *("appointments.view_appointmentrequest", "appointments.change_appointmentrequest"),
    *("appointments.view_message", "appointments.add_appointmentrequest"),
}
MANAGEMENT = {
    *("appointments.hear_of_late_calls", "appointments.view_event"),
    *("appointments.export_appointmentrequest", "appointments.erase_appointmentrequest"),
    *("appointments.view_text", "appointments.add_text"),
    *("appointments.change_text", "appointments.delete_text"),
    *("pages.add_section", "pages.change_section", "pages.delete_section"),
    *("pages.view_clinic", "pages.change_clinic"),
    *("pages.view_emergencynumber", "pages.add_emergencynumber"),
    *("pages.change_emergencynumber", "pages.delete_emergencynumber"),
    *("pages.view_holiday", "pages.add_holiday", "pages.change_holiday", "pages.delete_holiday"),
    *("pages.add_teammember", "pages.change_teammember", "pages.delete_teammember"),
    *("pages.add_glossaryterm", "pages.change_glossaryterm", "pages.delete_glossaryterm"),
    "pages.approve_medical_text",
    *("clinic_site.view_user", "clinic_site.add_user", "clinic_site.change_user"),
}
RIGHTS = {
    "Content editors": CONTENT,
    "Appointment staff": TRIAGE,
    "Clinic managers": CONTENT | TRIAGE | MANAGEMENT,
}


def rights() -> dict[str, set[str]]:
    """What a member of each group may do."""
    found = {}
    for group in Group.objects.all():
        member = User.objects.create_user(f"member-{group.pk}-{User.objects.count()}")
        member.groups.add(group)
        found[group.name] = member.get_all_permissions()
    return found


def test_after_migrating_each_group_has_exactly_its_rights():
    assert rights() == RIGHTS


def test_the_names_are_those_that_others_rely_on():
    assert tuple(RIGHTS) == (EDITORS, APPOINTMENT_STAFF, MANAGERS)


def test_setting_the_groups_puts_everything_right_and_keeps_the_members():
    editors = Group.objects.get(name=EDITORS)
    member = User.objects.create_user("rina")
    member.groups.add(editors)
    editors.permissions.set(Permission.objects.filter(codename="delete_user"))
    Group.objects.get(name=MANAGERS).delete()
    assert rights() != RIGHTS

    for _time in range(2):
        sync_groups()
        assert rights() == RIGHTS
    assert list(member.groups.all()) == [editors]


def test_rights_that_are_missing_altogether_are_made():
    Permission.objects.all().delete()
    sync_groups()
    assert rights() == RIGHTS


def test_a_group_of_the_clinics_own_is_left_alone():
    own = Group.objects.create(name="Translators")
    own.permissions.set(Permission.objects.filter(codename="change_article"))
    sync_groups()
    assert rights()["Translators"] == {"pages.change_article"}


def test_nobody_may_delete_requests_events_accounts_or_the_clinic():
    every = set().union(*rights().values())
    deletable = {right for right in every if ".delete_" in right}
    assert deletable == {
        *("pages.delete_article", "pages.delete_source", "pages.delete_section"),
        *("pages.delete_picture", "pages.delete_teammember", "pages.delete_glossaryterm"),
        *("pages.delete_emergencynumber", "pages.delete_holiday", "appointments.delete_text"),
    }


def test_the_command_sets_them_and_says_so(capsys):
    Group.objects.all().delete()
    call_command("sync_groups")
    assert rights() == RIGHTS
    assert capsys.readouterr().out == (
        "Groups set: Content editors, Appointment staff, Clinic managers\n"
    )
