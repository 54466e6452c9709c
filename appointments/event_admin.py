"""Who read, exported and erased what, for managers."""

from collections.abc import Sequence

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from appointments.models import Event, EventKind
from appointments.references import normalised
from appointments.staff_actions import called
from appointments.triage.paginator import BoundedPaginator
from pages.bengali import moment


class PersonFilter(admin.SimpleListFilter):
    """Also those who have left."""

    title = _("who")
    parameter_name = "by"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        people = get_user_model().objects.filter(is_staff=True)
        return sorted(((person.pk, called(person)) for person in people), key=lambda each: each[1])

    def queryset(self, request: HttpRequest, events: QuerySet) -> QuerySet:
        value = self.value() or ""
        return events.filter(by=value) if value.isdecimal() else events


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    """To be read only, without a word of the families."""

    list_display = ("when", "who", "kind", "request_link")
    list_display_links = None
    list_filter = ("kind", PersonFilter, "at")
    list_select_related = ("by", "request")
    search_fields = ("request__reference",)
    search_help_text = _("Reference number")
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    fields = ("when", "who", "kind", "request_link")
    readonly_fields = fields

    def get_ordering(self, request: HttpRequest) -> Sequence[str]:
        """The newest first, so that the database reads no more than a page of it by an index."""
        return ("-at", "-pk") if "kind__exact" in request.GET else ("-pk",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """By the whole reference, forgiving as everywhere."""
        if not search_term.strip():
            return queryset, False
        return queryset.filter(request__reference=normalised(search_term)), False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return False

    @admin.display(description=_("when"))
    def when(self, event: Event) -> str:
        return moment(event.at)

    @admin.display(description=_("who"))
    def who(self, event: Event) -> str:
        if event.by:
            return called(event.by)
        return (
            gettext("the site, by age") if event.kind == EventKind.ERASED else gettext("the family")
        )

    @admin.display(description=_("appointment request"))
    def request_link(self, event: Event) -> SafeString:
        address = reverse("admin:appointments_appointmentrequest_change", args=[event.request_id])
        return format_html('<a href="{}">{}</a>', address, event.request)
