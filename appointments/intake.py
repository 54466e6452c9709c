"""Storing what a form sent: exactly once, tied to what came before, with its mails."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from appointments import limits, outbox, promises, tokens
from appointments.models import AppointmentRequest, EventKind, Priority
from appointments.statuses import CLOSED, Status
from appointments.tokens import FormToken
from pages.bengali import latin_digits

# New requests with one phone number in a day; more are flagged only, since doctors and charities
# send many.
PHONE_MOST = 5
PHONE_WINDOW = timedelta(days=1)


def store(
    request: AppointmentRequest,
    token: FormToken,
    answers: dict[str, Any],
    *,
    address: str = "",
    by: AbstractUser | None = None,
) -> AppointmentRequest:
    """Store `request` with its first event and mails; or find the one that has these answers.

    `answers` is everything the family said, cleaned. It sent them itself from `address`, or told
    them to `by`. Raises LimitReached when that address has sent too many.
    """
    digest = answers_digest(answers)
    key = submission_key(token.nonce, digest)
    request.submission_key = key
    request.form_nonce = token.nonce
    request.answers_digest = digest
    try:
        with transaction.atomic():
            return _sent_already(key, digest, token.issued_at) or _store_new(request, address, by)
    except limits.LimitReached:
        # The same answers, sent in parallel, may have been what used up the limit.
        if stored := _with_key(key):
            return stored
        raise
    except IntegrityError:
        pass
    # Not inside `except`: PostgreSQL's message can quote the row, and a log would show it.
    return AppointmentRequest.objects.get(submission_key=key)


def answers_digest(answers: dict[str, Any]) -> str:
    """The same for the same answers, in whichever digits or capitals (64 hex digits)."""
    text = json.dumps(answers, sort_keys=True, default=str, ensure_ascii=False)
    return _keyed("appointments.answers", latin_digits(text).casefold())


def submission_key(nonce: str, digest: str) -> str:
    """The same for the same form with the same answers, and for nothing else (64 hex digits)."""
    return _keyed("appointments.submission", f"{nonce}\n{digest}")


def _keyed(salt: str, text: str) -> str:
    return salted_hmac(salt, text, algorithm="sha256").hexdigest()


def _with_key(key: str) -> AppointmentRequest | None:
    return AppointmentRequest.objects.filter(submission_key=key).first()


def _sent_already(key: str, digest: str, opened_at: datetime) -> AppointmentRequest | None:
    """The same answers from the same form, or from one that was opened again afterwards.

    Going back and sending unchanged answers is the latter. Two forms that were open side by side
    are two requests, and so is what is sent again once the first is settled.
    """
    repeated = AppointmentRequest.objects.filter(
        answers_digest=digest,
        received_at__lt=opened_at,
        received_at__gt=timezone.now() - tokens.FORM_LIFETIME,
    ).exclude(status__in=(*CLOSED, Status.WITHDRAWN))
    return _with_key(key) or repeated.order_by("pk").first()


def _store_new(
    request: AppointmentRequest, address: str, by: AbstractUser | None
) -> AppointmentRequest:
    if by is None:
        limits.REQUESTS.check(address)
    same_phone = AppointmentRequest.objects.filter(phone_e164=request.phone_e164)
    today = same_phone.filter(received_at__gt=timezone.now() - PHONE_WINDOW)
    request.many_from_phone = today.count() >= PHONE_MOST
    request.related_to = _same_form(request.form_nonce) or same_phone.open().order_by("pk").first()
    if request.urgent_signs:
        request.priority = Priority.EMERGENCY
    due = promises.due(request.priority, request.received_at)
    request.answer_due = due
    request.save()
    request.events.create(kind=EventKind.RECEIVED, by=by, detail=due.isoformat() if due else "")
    if by is None:
        limits.REQUESTS.count(address)
    outbox.announce(request)
    return request


def _same_form(nonce: str) -> AppointmentRequest | None:
    return AppointmentRequest.objects.filter(form_nonce=nonce).order_by("pk").first()
