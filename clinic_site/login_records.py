"""Who logged in and who failed to: lists that superusers read, in the site's words."""

from axes.models import AccessAttempt, AccessBase, AccessFailureLog, AccessLog
from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _

from pages.bengali import moment


@admin.register(AccessLog, AccessFailureLog)
class LoginAdmin(admin.ModelAdmin):
    """A list and nothing more: a page of one record would only repeat its row."""

    list_display = ("when", "username", "ip_address")
    list_display_links = None
    search_fields = ("username", "ip_address")
    actions = None

    def get_urls(self) -> list[URLPattern]:
        return [each for each in super().get_urls() if str(each.name).endswith("_changelist")]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AccessBase | None = None) -> bool:
        return False

    @admin.display(description=_("time"), ordering="attempt_time")
    def when(self, record: AccessBase) -> str:
        return moment(record.attempt_time)


@admin.register(AccessAttempt)
class FailedLoginAdmin(LoginAdmin):
    """What still counts towards a lockout; a new password from a manager ends one."""

    list_display = (*LoginAdmin.list_display, "failures_since_start")
