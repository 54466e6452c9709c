"""Rows put in order by arrow buttons in their list, by mouse or keyboard."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import models, transaction
from django.db.models import Max, OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from pages.bengali import local_digits

STEPS = {"up": -1, "down": 1}
SIGNS = {"up": "↑", "down": "↓"}


class OrderedAdmin(admin.ModelAdmin):
    """A model whose rows have a `position` that nobody types: the column `order` has the arrows.

    `order_within` names the foreign key that parts the rows into groups with an order each. A
    list template of the model's own includes admin/pages/order_form.html.
    """

    order_within: str | None = None
    change_list_template = "admin/pages/ordered_change_list.html"

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_move"
        move = self.admin_site.admin_view(self.move)
        return [path("move/", move, name=name), *super().get_urls()]

    def get_list_display(self, request: HttpRequest) -> list[str]:
        columns = super().get_list_display(request)
        may_move = self.has_change_permission(request)
        return [each for each in columns if may_move or each != "order"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        group = self.model.objects.all()
        if self.order_within:
            group = group.filter(**{self.order_within: OuterRef(self.order_within)})
        return (
            super()
            .get_queryset(request)
            .annotate(
                first_of_order=Subquery(group.order_by("position", "pk").values("pk")[:1]),
                last_of_order=Subquery(group.order_by("-position", "-pk").values("pk")[:1]),
            )
        )

    @admin.display(description=_("order"))
    def order(self, row: models.Model) -> SafeString:
        return format_html(
            '<div class="arrows">{}{}</div>',
            _arrow(row, "up", gettext("Move up: %(name)s"), row.first_of_order == row.pk),
            _arrow(row, "down", gettext("Move down: %(name)s"), row.last_of_order == row.pk),
        )

    def save_model(
        self, request: HttpRequest, obj: models.Model, form: forms.ModelForm, change: bool
    ) -> None:
        self.put_last(obj, form, change)
        super().save_model(request, obj, form, change)

    def put_last(self, obj: models.Model, form: forms.ModelForm, change: bool) -> None:
        """What is new in its group goes to the end of it."""
        if not change or self.order_within in form.changed_data:
            last = self._group_of(obj).exclude(pk=obj.pk).aggregate(last=Max("position"))["last"]
            obj.position = (last or 0) + 1

    @method_decorator(require_POST)
    def move(self, request: HttpRequest) -> HttpResponse:
        """Moves the row that was pressed, and returns to the list with its arrow in focus."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        direction = next((each for each in STEPS if each in request.POST), None)
        if direction is None:
            raise BadRequest("No direction")
        row = self.get_object(request, request.POST[direction])
        if row is None:
            raise Http404
        place, count = move(self._group_of(row), row.pk, STEPS[direction])
        self.message_user(request, _moved(direction) % _in_words(row, place, count))
        filters = QueryDict(request.POST.get("filters", "")).urlencode()
        arrow = _arrow_to_focus(direction, place, count)
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        return HttpResponseRedirect(f"{address}?{filters}#{arrow}-{row.pk}")

    def _group_of(self, row: models.Model) -> models.QuerySet:
        within = {self.order_within: getattr(row, self.order_within)} if self.order_within else {}
        return self.model.objects.filter(**within)


@transaction.atomic
def move(rows: models.QuerySet, pk: Any, step: int) -> tuple[int, int]:
    """Moves one of `rows` by so many places and numbers all from 1: its place, and their count.

    They are locked by key and put in order afterwards: positions may change while we wait. The
    positions are written past `save()`, which would count a version of an article's text.
    """
    locked = rows.select_for_update().order_by("pk").values_list("position", "pk")
    positions = {each: position for position, each in sorted(locked)}
    order = [*positions]
    place = order.index(pk)
    order.insert(max(0, place + step), order.pop(place))
    rows.model.objects.bulk_update(
        [
            rows.model(pk=each, position=number)
            for number, each in enumerate(order, start=1)
            if positions[each] != number
        ],
        ["position"],
    )
    return order.index(pk) + 1, len(order)


def _arrow(row: models.Model, direction: str, label: str, is_at_end: bool) -> SafeString:
    return format_html(
        '<button form="order-form" name="{0}" value="{1}" id="{0}-{1}" aria-label="{2}"{3}>'
        '<span aria-hidden="true">{4}</span></button>',
        direction,
        row.pk,
        label % {"name": row},
        SafeString(" disabled" if is_at_end else ""),
        SIGNS[direction],
    )


def _moved(direction: str) -> str:
    if direction == "up":
        return gettext("“%(name)s” moved up. It is now number %(place)s of %(count)s.")
    return gettext("“%(name)s” moved down. It is now number %(place)s of %(count)s.")


def _in_words(row: models.Model, place: int, count: int) -> dict[str, str]:
    return {"name": str(row), "place": local_digits(place), "count": local_digits(count)}


def _arrow_to_focus(direction: str, place: int, count: int) -> str:
    """The same one, as long as it can be pressed again."""
    if direction == "up":
        return "down" if place == 1 else "up"
    return "up" if place == count else "down"
