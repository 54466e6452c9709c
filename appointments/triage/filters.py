"""The filters of the queue."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from appointments import erasure, reminders, visits
from appointments.choices import Language
from appointments.statuses import Status
from appointments.triage.tabs import Tab, requests_in


class TabFilter(admin.SimpleListFilter):
    """What the tabs above the list choose; a search looks everywhere."""

    title = _("tab")
    parameter_name = "tab"
    template = "admin/appointments/triage/no_filter.html"  # the tabs stand above the list

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        return Tab.choices

    def value(self) -> str:
        return tab_of(self.request)

    def choices(self, changelist: Any) -> Iterator[dict]:
        return iter(())

    def queryset(self, request: HttpRequest, requests: QuerySet) -> QuerySet:
        return requests_in(Tab(self.value()), requests)


def tab_of(request: HttpRequest) -> Tab:
    """The tab that is asked for, without a valid one the first; all after a search."""
    asked = request.GET.get("tab")
    if asked in Tab.values:
        return Tab(asked)
    searched = request.GET.get(SEARCH_VAR) or "id__in" in request.GET
    return Tab.ALL if searched else Tab.NOW


class OwnerFilter(admin.SimpleListFilter):
    title = _("in whose hands")
    parameter_name = "owner"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        return [("mine", _("Mine")), ("nobody", _("Nobody's")), ("others", _("Somebody else's"))]

    def queryset(self, request: HttpRequest, requests: QuerySet) -> QuerySet:
        match self.value():
            case "mine":
                return requests.filter(assigned_to=request.user)
            case "nobody":
                return requests.in_nobodys_hands()
            case "others":
                others = requests.filter(assigned_to__is_active=True)
                return others.exclude(assigned_to=request.user)
            case _:
                return requests


class OverdueFilter(admin.SimpleListFilter):
    title = _("promised call")
    parameter_name = "overdue"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        return [("yes", _("Late"))]

    def queryset(self, request: HttpRequest, requests: QuerySet) -> QuerySet:
        return requests.late() if self.value() else requests


class LanguageFilter(admin.SimpleListFilter):
    """The language the family wants to speak, else the one it wrote in."""

    title = _("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        return Language.choices

    def queryset(self, request: HttpRequest, requests: QuerySet) -> QuerySet:
        code = self.value()
        if code not in Language.values:
            return requests
        return requests.filter(
            Q(preferred_language=code) | Q(preferred_language="", page_language=code)
        )


class VisitFilter(admin.SimpleListFilter):
    title = _("visit")
    parameter_name = "visit"
    DAYS = {"today": (0, 1), "tomorrow": (1, 1), "week": (0, 7)}  # from today on, how many

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        return [("today", _("Today")), ("tomorrow", _("Tomorrow")), ("week", _("In seven days"))]

    def queryset(self, request: HttpRequest, requests: QuerySet) -> QuerySet:
        if self.value() not in self.DAYS:
            return requests
        offset, days = self.DAYS[self.value()]
        first = timezone.localdate() + timedelta(days=offset)
        return visits.between(first, days, requests)


class RemindedFilter(admin.SimpleListFilter):
    title = _("reminder")
    parameter_name = "reminded"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        return [("no", _("Not reminded yet"))]

    def queryset(self, request: HttpRequest, requests: QuerySet) -> QuerySet:
        if self.value() != "no":
            return requests
        return requests.filter(reminders.NOT_REMINDED, status=Status.SCHEDULED)


class AgeFilter(admin.SimpleListFilter):
    """What managers decide about; others need not look for it."""

    title = _("age of the request")
    parameter_name = "age"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        if not request.user.has_perm("appointments.erase_appointmentrequest"):
            return []
        return [
            ("open_too_long", _("Open for more than 180 days")),
            ("to_erase", _("To be erased")),
        ]

    def queryset(self, request: HttpRequest, requests: QuerySet) -> QuerySet:
        match self.value():
            case "open_too_long":
                return requests.filter(pk__in=erasure.too_long_open())
            case "to_erase":
                return requests.filter(pk__in=erasure.past_retention())
            case _:
                return requests
