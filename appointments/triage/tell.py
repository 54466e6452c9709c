"""Telling the family: the text as they will read it, and one press for each way to tell it."""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from appointments import outbox, reminders
from appointments.choices import Language
from appointments.messages import Channel, Message, State, Template
from appointments.models import AppointmentRequest, Status
from appointments.phones import grouped
from appointments.texts import Purpose, Text, language_for
from appointments.triage.gate import admin_page, needs
from appointments.triage.links import prepared

SECOND_PRESS = timedelta(minutes=10)
BY_NUMBER = (Channel.WHATSAPP, Channel.SMS, Channel.CALL)
# The channel alone: notices must not name a family.
DONE = {
    Channel.WHATSAPP: gettext_lazy("WhatsApp was opened with the text. Press send there."),
    Channel.SMS: gettext_lazy("The text message was opened. Press send there."),
    Channel.CALL: gettext_lazy("Noted: read out on the telephone."),
    Channel.MAIL: gettext_lazy("The mail is in the outbox."),
}


@dataclass(frozen=True)
class Letter:
    """A text for one family as it reads now, in one language."""

    request: AppointmentRequest
    text: Text
    language: str
    subject: str
    body: str

    @property
    def seen(self) -> str:
        """What a press carries: it holds for this state of the request and these words only."""
        state = f"{self.request.version}\n{self.language}\n{self.subject}\n{self.body}"
        return sha256(state.encode()).hexdigest()

    @property
    def why_not(self) -> str:
        """Why nobody can be told this; empty when they can."""
        return why_not(self.request, self.text) or (
            ""
            if self.body
            else _(
                "Nothing is left of this text: what its placeholders stand for is missing. "
                "Ask a manager to complete the clinic's particulars."
            )
        )

    def address(self, recipient: str) -> "Address":
        """A number or mail address with the ways that lead there."""
        channels = (Channel.MAIL,) if "@" in recipient else BY_NUMBER
        shown = recipient if "@" in recipient else grouped(recipient)
        ways = [(each, prepared(each, recipient, self.body)) for each in channels]
        return Address(recipient, shown, ways)

    @property
    def addresses(self) -> list["Address"]:
        """The family's own number first, the mail address last."""
        first = self.request.phone_e164
        numbers = sorted(self.request.numbers, key=lambda number: (number != first, number))
        return [self.address(each) for each in (*numbers, self.request.email) if each]

    def can_go(self, channel: str, recipient: str) -> bool:
        """Whether that is one of the ways offered."""
        return any(
            recipient == each.recipient and channel in dict(each.ways) for each in self.addresses
        )


@dataclass(frozen=True)
class Address:
    recipient: str
    shown: str
    ways: list[tuple[Channel, str]]  # with the prepared link, or empty


def letter(request: AppointmentRequest, text: Text, language: str | None) -> Letter:
    """In `language` if it is one of ours, else in the family's."""
    code = language if language in Language.values else language_for(request)
    subject, body = ("", "") if request.erased_at else text.written(request, code)
    return Letter(request, text, code, subject, body)


def offers(request: AppointmentRequest) -> list[Text]:
    """The texts that the family can be told now, the one that fits best first; one query."""
    usable = [text for text in Text.objects.to_send() if not why_not(request, text)]
    is_near = reminders.is_near(request) and request.reminded_of != request.visit_at
    own = (Purpose.REMINDER, Purpose.VISIT) if is_near else (Purpose.VISIT, Purpose.REMINDER)
    return sorted(usable, key=lambda text: [*own, Purpose.OTHER].index(text.purpose))


def why_not(request: AppointmentRequest, text: Text) -> str:
    """Why this text cannot be told now; empty when it can."""
    if request.erased_at:
        return _("This request was erased: nobody is left to be told.")
    if request.status == Status.SPAM:
        return _("This is marked as not a real request. Take it up again first.")
    if not text.in_use or text.purpose == Purpose.SOMEONE_ELSE:
        return _("This text is not in use.")
    if text.needs_visit() and not reminders.has_visit_ahead(request):
        return _("This text says when to come, but no visit lies ahead. Arrange one first.")
    return ""


@needs("change_appointmentrequest")
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, pk: int, text: int) -> HttpResponse:
    chosen = get_object_or_404(Text, pk=text)
    if request.method == "POST":
        return press(request, pk, chosen)
    stored = get_object_or_404(AppointmentRequest, pk=pk)
    if request.method == "GET":
        stored.record_view(request.user)
    to_read = letter(stored, chosen, request.GET.get("language"))
    return preview(request, to_read, opened=opened_before(to_read, request.GET.get("opened", "")))


def preview(
    request: HttpRequest, to_read: Letter, *, opened: Message | None = None, refusal: str = ""
) -> HttpResponse:
    """What the family will read, and the buttons; `opened` was noted and can be opened again."""
    return admin_page(
        request,
        "tell.html",
        str(to_read.text),
        stored=to_read.request,
        letter=to_read,
        languages=Language.choices,
        opened=opened,
        opened_link=opened and prepared(opened.channel, opened.recipient, opened.text),
        refusal=refusal,
    )


def opened_before(to_read: Letter, pk: str) -> Message | None:
    """What was noted under this number, if it is still what the family would be told, and where."""
    if not pk.isdecimal():
        return None
    opened = to_read.request.messages.filter(
        pk=pk, template=Template.TEXT, state=State.OPENED, text=to_read.body
    ).first()
    return opened if opened and to_read.can_go(opened.channel, opened.recipient) else None


def press(request: HttpRequest, pk: int, text: Text) -> HttpResponse:
    """Note what was opened or read out, or queue the mail: the words that were read, or none."""
    channel, recipient = request.POST.get("channel", ""), request.POST.get("recipient", "")
    with transaction.atomic():
        # Locked, so that the request stays as it was read until the message is stored.
        stored = get_object_or_404(AppointmentRequest.objects.select_for_update(), pk=pk)
        to_read = letter(stored, text, request.POST.get("language"))
        is_as_seen = request.POST.get("seen") == to_read.seen and not to_read.why_not
        if not is_as_seen or not to_read.can_go(channel, recipient):
            return preview(request, to_read, refusal=moved_on())
        message = tell_once(to_read, Channel(channel), recipient, request)
        reminders.note_told(stored, text)
    return told(request, message, text)


def moved_on() -> str:
    return _(
        "Something changed while this page was open, so nothing was noted. Read the text once "
        "more. If WhatsApp or your messages opened with the earlier text, do not send it."
    )


def tell_once(to_read: Letter, channel: Channel, recipient: str, request: HttpRequest) -> Message:
    """The message, stored; a second press does not write the mail twice, sent by now or not."""
    if channel == Channel.MAIL:
        same = to_read.request.messages.filter(
            template=Template.TEXT, channel=channel, recipient=recipient, text=to_read.body
        )
        just_now = Q(created_at__gt=timezone.now() - SECOND_PRESS)
        return same.filter(Q(state=State.QUEUED) | just_now).first() or outbox.queue_text(
            to_read.request, to_read.text, to_read.language, by=request.user
        )
    return Message.objects.create(
        request=to_read.request,
        template=Template.TEXT,
        channel=channel,
        name=str(to_read.text),
        by=request.user,
        language=to_read.language,
        recipient=recipient,
        subject=to_read.subject,
        text=to_read.body,
        state=State.READ_OUT if channel == Channel.CALL else State.OPENED,
        sent_at=timezone.now(),
    )


def told(request: HttpRequest, message: Message, text: Text) -> HttpResponse:
    """Back to the request; where no script has opened the link, to a page with a button for it."""
    again = reverse("admin:appointments_request_tell", args=[message.request_id, text.pk])
    again = f"{again}?opened={message.pk}&language={message.language}"
    if message.state == State.OPENED and not request.POST.get("link_opened"):
        return redirect(again)
    words = DONE[Channel(message.channel)]
    if message.state == State.OPENED:
        link = format_html('<a href="{}">{}</a>', again, _("Nothing opened?"))
        words = format_html("{} {}", words, link)
    messages.success(request, words)
    return redirect("admin:appointments_appointmentrequest_change", message.request_id)
