"""The project as an app (accounts, groups) and the admin site it serves."""

from axes.apps import AppConfig as AxesConfig
from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ClinicSiteConfig(AppConfig):
    name = "clinic_site"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from clinic_site.groups import sync_groups

        # After every migration: inside one, new permissions do not exist yet.
        post_migrate.connect(sync_groups, sender=self)


class LoginsConfig(AxesConfig):
    verbose_name = _("Logins")


class ClinicAdminConfig(AdminConfig):
    default_site = "clinic_site.admin_site.ClinicAdminSite"
