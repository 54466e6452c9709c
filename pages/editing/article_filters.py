"""What the table of articles can be narrowed to."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pages import languages, states
from pages.states import State


class StateFilter(admin.SimpleListFilter):
    """Where one language stands."""

    language: str

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return State.choices

    def queryset(self, request: HttpRequest, articles: QuerySet) -> QuerySet:
        if self.value() not in State.values:
            return articles
        return articles.filter(states.in_state(State(self.value()), self.language))


class BengaliFilter(StateFilter):
    title, parameter_name, language = languages.SPOKEN["bn"], "bn", "bn"


class EnglishFilter(StateFilter):
    title, parameter_name, language = languages.SPOKEN["en"], "en", "en"


class BehindFilter(admin.SimpleListFilter):
    """Which language the other one has left behind."""

    title, parameter_name = _("translation"), "behind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("bn", _("Bengali is behind")), ("en", _("English is behind"))]

    def queryset(self, request: HttpRequest, articles: QuerySet) -> QuerySet:
        if self.value() not in languages.CODES:
            return articles
        return articles.filter(states.behind(self.value()))


class ReviewFilter(admin.SimpleListFilter):
    """Public text whose approval is missing or overdue, in either language."""

    title, parameter_name = _("medical review"), "review"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("missing", _("public, but not approved")), ("overdue", _("overdue"))]

    def queryset(self, request: HttpRequest, articles: QuerySet) -> QuerySet:
        match self.value():
            case "missing":
                return articles.unreviewed()
            case "overdue":
                return articles.review_overdue()
        return articles
