"""The admin site of the clinic."""

from django.contrib.admin import AdminSite


class ClinicAdminSite(AdminSite):
    """Django's admin."""
