"""The outbox as staff see it: what was written to whom, and what does not get through."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from appointments.messages import Channel, Message, State
from appointments.phones import grouped
from appointments.staff_actions import called
from appointments.triage.paginator import BoundedPaginator
from pages.bengali import local_digits, moment


@admin.register(Message)
class MessageAdmin(admin.ModelAdmin):
    """To be read only: the outbox tries by itself until a mail is sent."""

    list_display = (
        *("shown_created", "what", "channel", "request_link", "to", "shown_state"),
        *("who", "shown_attempts", "error", "shown_next_try", "shown_sent"),
    )
    list_display_links = ("shown_created",)
    list_filter = ("state", "channel", "template")
    list_select_related = ("request", "by")
    paginator = BoundedPaginator
    show_full_result_count = False
    fields = (
        *("what", "channel", "who", "request_link", "to", "language", "shown_created"),
        *("shown_state", "shown_attempts", "error", "shown_next_try", "shown_sent"),
        *("subject", "text"),
    )
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not settings.EMAIL_HOST and self.has_view_permission(request):
            messages.warning(
                request,
                _(
                    "No mail goes out: no mail server is set. Whoever runs this site sets "
                    "EMAIL_URL (see the README) and starts it again; then all waiting mail is sent."
                ),
            )
        return super().changelist_view(request, extra_context)

    @admin.display(description=_("written"), ordering="created_at")
    def shown_created(self, message: Message) -> str:
        return moment(message.created_at)

    @admin.display(description=_("what"))
    def what(self, message: Message) -> str:
        return message.name or message.get_template_display()

    @admin.display(description=_("who"))
    def who(self, message: Message) -> str:
        return called(message.by) or gettext("the site")

    @admin.display(description=_("appointment request"))
    def request_link(self, message: Message) -> SafeString | str:
        if message.request is None:
            return "–"
        address = reverse("admin:appointments_appointmentrequest_change", args=[message.request_id])
        return format_html('<a href="{}">{}</a>', address, message.request)

    @admin.display(description=_("to"), ordering="recipient")
    def to(self, message: Message) -> str:
        """A number as it is read out; an address as it is; nobody once it was erased."""
        if message.channel == Channel.MAIL or not message.recipient:
            return message.recipient or "–"
        return grouped(message.recipient)

    @admin.display(description=_("status"), ordering="state")
    def shown_state(self, message: Message) -> SafeString:
        """In words and with a sign, for those who do not see the colour."""
        if message.state != State.QUEUED:
            return format_html("✓ {}", message.get_state_display())
        if message.error:
            return format_html("<strong>⚠ {}</strong>", _("Does not get through"))
        return format_html("… {}", State.QUEUED.label)

    @admin.display(description=_("tries"), ordering="attempts")
    def shown_attempts(self, message: Message) -> str:
        return local_digits(message.attempts)

    @admin.display(description=_("next try"), ordering="next_try_at")
    def shown_next_try(self, message: Message) -> str:
        return moment(message.next_try_at) if message.state == State.QUEUED else "–"

    @admin.display(description=_("sent"), ordering="sent_at")
    def shown_sent(self, message: Message) -> str:
        return moment(message.sent_at) if message.sent_at else "–"
