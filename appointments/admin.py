"""The queue of requests and the page of one request."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from appointments.message_admin import MessageAdmin
from appointments.models import AppointmentRequest, EventKind, Message, MoveRefused
from appointments.phones import grouped
from appointments.queue import QUEUE_ORDER
from appointments.references import normalised, spaced
from appointments.statuses import CLOSED
from appointments.triage import TriageForm
from pages.bengali import clean_text, latin_digits, local_digits, moment

__all__ = ["AppointmentRequestAdmin", "MessageAdmin", "StateFilter"]

ANSWERS = (
    *("spoken_age_typed", "concern", "signs", "message"),
    *("guardian_name", "relationship", "phone_typed", "phone_owner", "phone_alternative"),
    *("contact_method", "best_time", "email", "preferred_language", "preferred_date"),
    *("known_patient", "district", "filled_by", "filled_by_name", "filled_by_phone"),
)


class StateFilter(admin.SimpleListFilter):
    """Open requests, but all of them while searching or when a status was chosen."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        return [("open", _("Open")), ("closed", _("Closed")), ("all", _("All"))]

    def value(self) -> str:
        asked = self.request.GET
        wider = asked.get(SEARCH_VAR) or "status__exact" in asked
        return super().value() or ("all" if wider else "open")

    def choices(self, changelist: Any):
        _without_this_filter, *choices = super().choices(changelist)
        return choices

    def queryset(self, request: HttpRequest, requests: QuerySet) -> QuerySet:
        match self.value():
            case "closed":
                return requests.filter(status__in=CLOSED)
            case "open":
                return requests.open()
            case _:
                return requests


@admin.register(AppointmentRequest)
class AppointmentRequestAdmin(admin.ModelAdmin):
    """Triage: the family's words are read-only, a status changes through its moves only."""

    form = TriageForm
    actions = None
    ordering = QUEUE_ORDER
    list_per_page = 50
    list_filter = [StateFilter, "status", "concern", "page_language"]
    search_fields = ["reference", "child_name", "guardian_name", "phone", "phone_e164"]
    search_help_text = _("Reference, phone number, child's or parent's name")
    list_display = (
        *("shown_reference", "shown_priority", "status", "child_name", "spoken_age", "concern"),
        *("guardian_name", "phone_link", "page_language", "shown_next_action", "flags"),
    )
    list_select_related = ("related_to",)
    readonly_fields = (*ANSWERS, "child_name")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        failing = Message.objects.failing().filter(request=OuterRef("pk"))
        return super().get_queryset(request).annotate(failing_mails=Exists(failing))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: AppointmentRequest | None = None
    ) -> bool:
        return False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Names as typed; references and phones in any spelling and either set of digits."""
        found, duplicates = super().get_search_results(request, queryset, clean_text(search_term))
        digits = latin_digits(search_term).replace(" ", "").replace("-", "").lstrip("+0")
        also = Q(reference=normalised(search_term))
        if digits.isdigit() and len(digits) >= 4:
            also |= Q(phone_e164__contains=digits)
        return found | queryset.filter(also), duplicates

    def get_fieldsets(
        self, request: HttpRequest, obj: AppointmentRequest | None = None
    ) -> list[tuple]:
        told = [name for name in ANSWERS if not hasattr(obj, name) or getattr(obj, name)]
        return [
            (_("What the family wrote"), {"fields": ["child_name", *told]}),
            (
                _("What next"),
                {
                    "fields": [
                        *("seen_version", ("call", "move"), "visit"),
                        *(("sent_to", "same_as"), "new_priority", "note"),
                    ]
                },
            ),
        ]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        try:
            response = super().changeform_view(request, object_id, form_url, extra_context)
        except MoveRefused:
            # Somebody was faster: the form now sees what is new, says so and keeps what was typed.
            response = super().changeform_view(request, object_id, form_url, extra_context)
        return response

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        stored = context["original"]
        stored.record_view(request.user)
        context["timeline"] = stored.events.exclude(kind=EventKind.VIEWED).select_related("by")
        context["mails"] = stored.messages.all()
        context["flags"] = self.flags(stored)
        context["views"] = stored.events.filter(kind=EventKind.VIEWED).select_related("by")
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(
        self, request: HttpRequest, obj: AppointmentRequest, form: TriageForm, change: bool
    ) -> None:
        form.carry_out(by=request.user)

    @admin.display(description=_("reference"), ordering="reference")
    def shown_reference(self, stored: AppointmentRequest) -> str:
        return spaced(stored.reference)

    @admin.display(description=_("priority"), ordering="priority")
    def shown_priority(self, stored: AppointmentRequest) -> SafeString:
        return format_html(
            '<span class="priority priority-{}">{}</span>',
            stored.priority,
            stored.get_priority_display(),
        )

    @admin.display(description=_("age"), ordering="child_age_days")
    def spoken_age(self, stored: AppointmentRequest) -> str:
        return stored.spoken_age

    @admin.display(description=_("age"))
    def spoken_age_typed(self, stored: AppointmentRequest) -> str:
        unit = stored.get_child_age_unit_display()
        return f"{stored.spoken_age} (“{stored.child_age} {unit}”)".replace(" ”", "”")

    @admin.display(description=_("phone"))
    def phone_typed(self, stored: AppointmentRequest) -> SafeString:
        """The number to call, and what the family wrote where that differs."""
        if not stored.phone_e164 or stored.phone == grouped(stored.phone_e164):
            return self.phone_link(stored)
        return format_html("{} (“{}”)", self.phone_link(stored), stored.phone)

    @admin.display(description=_("phone"))
    def phone_link(self, stored: AppointmentRequest) -> SafeString | str:
        if not stored.phone_e164:
            return stored.phone
        return format_html(
            '<a class="phone" href="tel:{}">{}</a>', stored.phone_e164, grouped(stored.phone_e164)
        )

    @admin.display(description=_("urgent signs"))
    def signs(self, stored: AppointmentRequest) -> str:
        return "; ".join(stored.urgent_sign_labels) or local_digits("–")

    @admin.display(description=_("next action"), ordering="next_action_at")
    def shown_next_action(self, stored: AppointmentRequest) -> str:
        return moment(stored.next_action_at) if stored.next_action_at else "–"

    @admin.display(description=_("notice"))
    def flags(self, stored: AppointmentRequest) -> str:
        first = stored.related_to
        flags = {
            _("sent again, changed"): first and first.form_nonce == stored.form_nonce,
            _("same phone as another request"): first and first.form_nonce != stored.form_nonce,
            _("many requests from this phone"): stored.many_from_phone,
            _("looks automatic"): stored.suspicious,
            _("call is late"): stored.is_late,
            _("mail could not be sent yet"): stored.failing_mails,
            _("withdrawn: confirm by phone"): stored.withdrawal_is_open,
        }
        return ", ".join(str(words) for words, present in flags.items() if present)
