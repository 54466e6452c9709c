"""The queue of requests in the admin; the rest of triage is in appointments/triage/."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ERROR_FLAG, ORDER_VAR, PAGE_VAR, SEARCH_VAR
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.text import capfirst

from appointments import search
from appointments.event_admin import EventAdmin
from appointments.message_admin import MessageAdmin
from appointments.models import AppointmentRequest
from appointments.text_admin import TextAdmin
from appointments.triage import bulk, by_hand, request_views, rows, tabs, urls
from appointments.triage.columns import Columns
from appointments.triage.filters import (
    AgeFilter,
    LanguageFilter,
    OverdueFilter,
    OwnerFilter,
    RemindedFilter,
    TabFilter,
    VisitFilter,
    tab_of,
)
from appointments.triage.paginator import MOST, BoundedPaginator

__all__ = ["AppointmentRequestAdmin", "EventAdmin", "MessageAdmin", "TextAdmin"]


@admin.register(AppointmentRequest)
class AppointmentRequestAdmin(Columns, admin.ModelAdmin):
    """The queue; a request is changed on its page only, through its own methods."""

    actions = [bulk.assign_to_me, bulk.mark_as_spam, bulk.export]
    list_per_page = 50
    paginator = BoundedPaginator
    sortable_by = ()  # the order of each tab is its point, and has an index
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # each would count all requests
    list_filter = [
        *(TabFilter, OwnerFilter, OverdueFilter, "priority", "concern", LanguageFilter),
        *(VisitFilter, RemindedFilter, "status", "source", AgeFilter),
    ]
    list_display = (
        *("shown_priority", "child", "waiting", "shown_concern", "guardian"),
        *("shown_language", "owner", "notices"),
    )
    list_display_links = ("child",)
    search_fields = ("reference",)  # any: what is searched is said in appointments/search.py

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return rows.requests()

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return tabs.order(tab_of(request))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        if not search_term.strip():
            return queryset, False
        return queryset.filter(pk__in=search.found(search_term)), False

    def get_urls(self) -> list[URLPattern]:
        return [*urls.urls(self.admin_site), *super().get_urls()]

    def has_delete_permission(
        self, request: HttpRequest, obj: AppointmentRequest | None = None
    ) -> bool:
        return False

    def has_export_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("appointments.export_appointmentrequest")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        chosen = tab_of(request)
        others = request.GET.copy()
        for name in ("tab", "id__in", SEARCH_VAR, PAGE_VAR, ORDER_VAR, ERROR_FLAG):
            others.pop(name, None)
        filtered, shown = bool(others), []
        for tab in tabs.Tab:
            others["tab"] = tab
            number = tabs.count(tabs.requests_in(tab, AppointmentRequest.objects.all()))
            shown.append((tab.label, f"?{others.urlencode()}", number, tab == chosen))
        context = {
            "title": capfirst(AppointmentRequest._meta.verbose_name_plural),
            "is_nav_sidebar_enabled": False,  # the list needs the room
            "tabs": shown,
            "filtered": filtered,
            "most": MOST,
        }
        return super().changelist_view(request, context | (extra_context or {}))

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return by_hand.add(request)

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        return request_views.show(request, _number(object_id))

    def history_view(self, request: HttpRequest, object_id: str, *args: Any) -> HttpResponse:
        return request_views.trail(request, _number(object_id))


def _number(object_id: str) -> int:
    if not object_id.isdecimal():
        raise Http404
    return int(object_id)
