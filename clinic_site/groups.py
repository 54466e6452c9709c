"""The three staff groups and what each may do; kept right after every migration."""

from django.apps import apps as project
from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

OUR_APPS = ("pages", "appointments", "clinic_site")

EDITORS = "Content editors"
APPOINTMENT_STAFF = "Appointment staff"
MANAGERS = "Clinic managers"

EDIT_CONTENT = {
    "pages": [
        *("view_section", "view_source", "add_source", "change_source", "delete_source"),
        *("view_article", "add_article", "change_article", "delete_article"),
        *("view_picture", "add_picture", "change_picture", "delete_picture"),
        *("view_glossaryterm", "view_teammember"),
    ],
}
TRIAGE = {
    "appointments": [
        *("view_appointmentrequest", "add_appointmentrequest", "change_appointmentrequest"),
        "view_message",
    ],
}
MANAGE = {
    "appointments": [
        *("hear_of_late_calls", "export_appointmentrequest", "erase_appointmentrequest"),
        *(f"{action}_text" for action in ("view", "add", "change", "delete")),
        "view_event",
    ],
    "pages": [
        *("add_section", "change_section", "delete_section"),
        *("view_clinic", "change_clinic"),
        *(f"{action}_emergencynumber" for action in ("view", "add", "change", "delete")),
        *(f"{action}_holiday" for action in ("view", "add", "change", "delete")),
        *(f"{action}_teammember" for action in ("add", "change", "delete")),
        *(f"{action}_glossaryterm" for action in ("add", "change", "delete")),
        "approve_medical_text",
    ],
    "clinic_site": ["view_user", "add_user", "change_user"],
}

PERMISSIONS = {
    EDITORS: [EDIT_CONTENT],
    APPOINTMENT_STAFF: [TRIAGE],
    MANAGERS: [EDIT_CONTENT, TRIAGE, MANAGE],
}


def sync_groups(apps: Apps = project, **_signal) -> None:
    """Create the groups and give each exactly its permissions; safe to repeat.

    After a partial migration `apps` lacks what is not migrated yet: then nothing is done.
    """
    if not all(label in apps.app_configs for label in ("auth", *OUR_APPS)):
        return
    for label in OUR_APPS:
        # Django makes permissions app by app, in an order that is not ours.
        create_permissions(project.get_app_config(label), verbosity=0)
    existing = {
        (permission.content_type.app_label, permission.codename): permission
        for permission in Permission.objects.select_related("content_type")
    }
    for name, bundles in PERMISSIONS.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.set(
            existing[label, codename]
            for bundle in bundles
            for label, codenames in bundle.items()
            for codename in codenames
        )
