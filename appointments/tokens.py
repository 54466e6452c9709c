"""Signed tokens: of a form, of the page after it, and of the buttons of the status page."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core import signing
from django.utils import timezone

FORM_LIFETIME = timedelta(hours=24)
RECEIVED_LIFETIME = timedelta(hours=24)
STATUS_LIFETIME = timedelta(minutes=30)
# No person reads and fills the form faster.
FASTEST = timedelta(seconds=3)

FORM_SALT = "appointments.form"
RECEIVED_SALT = "appointments.received"
STATUS_SALT = "appointments.status"


@dataclass(frozen=True)
class FormToken:
    """What a form's token says: which form it was and when it was handed out."""

    nonce: str
    issued_at: datetime

    @property
    def is_too_fast(self) -> bool:
        return timezone.now() - self.issued_at < FASTEST


def new_form_token(opened: timedelta = timedelta(0)) -> str:
    """For a form that is handed out now, or that had been open so long already."""
    issued_at = timezone.now() - opened
    return signing.dumps([secrets.token_urlsafe(12), issued_at.timestamp()], salt=FORM_SALT)


def read_form_token(token: str) -> FormToken | None:
    """None for a missing, foreign or old token."""
    try:
        nonce, issued_at = signing.loads(token, salt=FORM_SALT, max_age=FORM_LIFETIME)
    except signing.BadSignature:
        return None
    return FormToken(nonce, datetime.fromtimestamp(issued_at, tz=UTC))


def received_token(submission_key: str) -> str:
    """For the address of the received page: names no reference and no row."""
    return signing.dumps(submission_key, salt=RECEIVED_SALT)


def read_received_token(token: str) -> str | None:
    """The submission key of the request that was sent; None after a day, or for anything else."""
    return _read(token, RECEIVED_SALT, RECEIVED_LIFETIME)


def status_ticket(reference: str) -> str:
    """For the buttons of the status page: whoever holds it has just proved to be the family."""
    return signing.dumps(reference, salt=STATUS_SALT)


def read_status_ticket(token: str) -> str | None:
    """The reference; None after half an hour, or for anything else."""
    return _read(token, STATUS_SALT, STATUS_LIFETIME)


def _read(token: str, salt: str, lifetime: timedelta) -> str | None:
    try:
        return signing.loads(token, salt=salt, max_age=lifetime)
    except signing.BadSignature:
        return None
