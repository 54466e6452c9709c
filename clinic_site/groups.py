"""The three staff groups and what each may do; kept right after every migration."""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

EDITORS = "Content editors"
APPOINTMENT_STAFF = "Appointment staff"
MANAGERS = "Clinic managers"

EDIT_CONTENT = {
    "pages": [
        *("view_section", "view_source", "add_source", "change_source", "delete_source"),
        *("view_article", "add_article", "change_article", "delete_article"),
    ],
}
TRIAGE = {
    "appointments": ["view_appointmentrequest", "change_appointmentrequest", "view_event"],
}
MANAGE = {
    "pages": [
        *("add_section", "change_section", "delete_section"),
        *("view_clinic", "change_clinic"),
        *(f"{action}_emergencynumber" for action in ("view", "add", "change", "delete")),
    ],
    "clinic_site": ["view_user", "add_user", "change_user"],
}

PERMISSIONS = {
    EDITORS: [EDIT_CONTENT],
    APPOINTMENT_STAFF: [TRIAGE],
    MANAGERS: [EDIT_CONTENT, TRIAGE, MANAGE],
}


def sync_groups(**_signal) -> None:
    """Create the groups and give each exactly its permissions; safe to repeat."""
    for label in ("pages", "appointments", "clinic_site"):
        # Django makes permissions app by app, in an order that is not ours.
        create_permissions(apps.get_app_config(label), verbosity=0)
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
