"""Outgoing mail: a row in the caller's transaction, sent later by whoever claims it."""

import logging
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from email.utils import format_datetime, quote

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation

from appointments import mail_texts
from appointments.messages import Failure, Message, State, Template
from appointments.models import AppointmentRequest
from appointments.texts import Text, language_for
from pages.clinic import Clinic

logger = logging.getLogger(__name__)

# For whom sends a claimed message. About fifteen steps with a mail server may take EMAIL_TIMEOUT
# (10 s) each, and looking up its name as long as the resolver likes: a slow server that lives
# is done by then, and after a crash nobody waits longer.
LEASE = timedelta(minutes=10)
# After the first, second … failure; then the last one for ever.
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180)]
MAILS_AN_HOUR = 5  # to one family
# With these the server is at fault: the messages behind need not find that out one by one.
SERVER_FAILS = (Failure.NO_CONNECTION, Failure.TIMEOUT, Failure.LOGIN, Failure.ENCRYPTION)


def queue(
    template: Template,
    recipient: str,
    language: str,
    request: AppointmentRequest | None = None,
) -> Message:
    """Store a message to be sent once the caller's transaction has gone through."""
    return Message.objects.create(
        template=template, recipient=recipient, language=language, request=request
    )


def queue_text(
    request: AppointmentRequest, text: Text, language: str = "", by: AbstractUser | None = None
) -> Message:
    """Store a text of the clinic as it reads now; it goes out in just these words."""
    language = language or language_for(request)
    subject, body = text.written(request, language)
    return Message.objects.create(
        template=Template.TEXT,
        name=str(text),
        by=by,
        language=language,
        recipient=request.email,
        request=request,
        subject=subject,
        text=body,
    )


def announce(request: AppointmentRequest) -> None:
    """Queue what follows from a new request: a mail to the family and one to each in triage.

    A program could write to strangers that way, so what looks automatic brings the family no mail,
    nor does the sixth request with one address in an hour.
    """
    if request.email and not request.suspicious and not _written_to_often(request.email):
        queue(Template.RECEIVED, request.email, request.page_language, request)
    for address in settings.TRIAGE_EMAILS:
        queue(Template.NEW_REQUEST, address, settings.LANGUAGE_CODE, request)


def _written_to_often(address: str) -> bool:
    since = timezone.now() - timedelta(hours=1)
    written = Message.objects.filter(recipient__iexact=address, created_at__gt=since)
    return written.filter(template=Template.RECEIVED).count() >= MAILS_AN_HOUR


def deliver_due(limit: int = 20, stopping: Callable[[], bool] = lambda: False) -> int:
    """Try up to `limit` due messages, fewer once `stopping()` or the server fails; those sent.

    Without a mail server (EMAIL_URL) nothing is touched. Must not run inside a transaction.
    """
    sent = 0
    for _turn in range(limit if settings.EMAIL_HOST else 0):
        message = None if stopping() else _claim()
        if message is None:
            break
        failure = _deliver(message)
        sent += failure is None
        if failure in SERVER_FAILS:
            break
    return sent


def _claim() -> Message | None:
    """The message that is due longest, now ours until its lease ends; None if nothing is due."""
    while message := Message.objects.due().select_related("request").first():
        lease_ends = timezone.now() + LEASE
        untouched = Message.objects.filter(
            pk=message.pk, state=State.QUEUED, next_try_at=message.next_try_at
        )
        with transaction.atomic(durable=True):  # the others must see the claim before we send
            claimed = untouched.update(next_try_at=lease_ends, attempts=F("attempts") + 1)
        if claimed:
            message.next_try_at = lease_ends
            message.attempts += 1
            return message
    return None


def _deliver(message: Message) -> Failure | None:
    """Send a claimed message and write down how it went; None if it was sent."""
    try:
        subject, text = mail_texts.render(message)
    except Exception:  # a broken template may raise anything; the row says that it is broken
        return _note_failure(message, Failure.TEMPLATE)
    try:
        _send(message, subject, text)
    except Exception as error:  # nor may one strange address stop the mails behind it
        return _note_failure(message, _failure(error))
    # Whoever holds the lease by now: it has been sent.
    Message.objects.filter(pk=message.pk).update(
        state=State.SENT, sent_at=timezone.now(), subject=subject, text=text, error=""
    )
    return None


def _send(message: Message, subject: str, text: str) -> None:
    connection = get_connection()
    mail = EmailMessage(
        subject,
        text,
        from_email=_sender(message.language),
        to=[message.recipient],
        connection=connection,
        headers={
            "Message-ID": f"<{message.key}@{settings.MAIL_DOMAIN}>",
            "Date": format_datetime(timezone.localtime()),
            "Auto-Submitted": "auto-generated",  # no out-of-office notes in return
        },
    )
    try:
        connection.open()
        mail.send()
    finally:
        # Whatever the server says to a farewell, a mail that it took is sent.
        with suppress(OSError):
            connection.close()


def _sender(language: str) -> str:
    with translation.override(language):
        name = " ".join(Clinic.load().sender_name.split())  # a header is one line
    return f'"{quote(name)}" <{settings.DEFAULT_FROM_EMAIL}>'


def _failure(error: Exception) -> Failure:
    """The code that staff see; the server's own words may name people."""
    # smtplib reports a silent server as a closed connection; its errors are OSErrors, too.
    timed_out = isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)
    match error:
        case smtplib.SMTPAuthenticationError():
            return Failure.LOGIN
        case smtplib.SMTPNotSupportedError() | ssl.SSLError():
            return Failure.ENCRYPTION
        case smtplib.SMTPRecipientsRefused(recipients=replies):
            final = all(code >= 500 for code, _words in replies.values())
            return Failure.ADDRESS if final else Failure.REFUSED
        case smtplib.SMTPServerDisconnected():
            return Failure.TIMEOUT if timed_out else Failure.NO_CONNECTION
        case smtplib.SMTPException():
            return Failure.REFUSED
        case OSError():
            return Failure.TIMEOUT if timed_out else Failure.NO_CONNECTION
    return Failure.UNEXPECTED


def _note_failure(message: Message, failure: Failure) -> Failure:
    logger.warning("Message %s not sent: %s", message.pk, failure.value)
    pause = PAUSES[min(message.attempts, len(PAUSES)) - 1]
    # Only while the lease is ours: whoever took over knows better.
    still_ours = Message.objects.filter(
        pk=message.pk, state=State.QUEUED, next_try_at=message.next_try_at
    )
    still_ours.update(error=failure, next_try_at=timezone.now() + pause)
    return failure
