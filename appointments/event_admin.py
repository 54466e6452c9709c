"""Who read, exported and erased what, for managers."""

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from appointments.models import Event
from appointments.staff_actions import called
from appointments.triage.paginator import BoundedPaginator
from pages.bengali import moment


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    """To be read only, without a word of the families."""

    list_display = ("when", "who", "kind", "request_link")
    list_display_links = None
    list_filter = ("kind",)
    list_select_related = ("by", "request")
    ordering = ("-at", "-pk")
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    fields = ("when", "who", "kind", "request_link")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return False

    @admin.display(description=_("when"), ordering="at")
    def when(self, event: Event) -> str:
        return moment(event.at)

    @admin.display(description=_("who"))
    def who(self, event: Event) -> str:
        return called(event.by) or gettext("the family, or the site")

    @admin.display(description=_("appointment request"))
    def request_link(self, event: Event) -> SafeString:
        address = reverse("admin:appointments_appointmentrequest_change", args=[event.request_id])
        return format_html('<a href="{}">{}</a>', address, event.request)
