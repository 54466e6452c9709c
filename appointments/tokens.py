"""Signed tokens: one in the form, so that sending twice stores once, one for the received page."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.utils import timezone
from django.utils.crypto import salted_hmac

FORM_LIFETIME = timedelta(hours=24)
RECEIVED_LIFETIME = timedelta(hours=24)
# No person reads and fills the form faster.
FASTEST = timedelta(seconds=3)

FORM_SALT = "appointments.form"
RECEIVED_SALT = "appointments.received"
SUBMISSION_SALT = "appointments.submission"


@dataclass(frozen=True)
class FormToken:
    """What a form's token says: which form it was and how long ago it was handed out."""

    nonce: str
    age: timedelta

    @property
    def is_too_fast(self) -> bool:
        return self.age < FASTEST


def new_form_token() -> str:
    return signing.dumps([secrets.token_urlsafe(12), timezone.now().timestamp()], salt=FORM_SALT)


def read_form_token(token: str) -> FormToken | None:
    """None for a missing, foreign or old token."""
    try:
        nonce, issued_at = signing.loads(token, salt=FORM_SALT, max_age=FORM_LIFETIME)
    except signing.BadSignature:
        return None
    return FormToken(nonce, timedelta(seconds=timezone.now().timestamp() - issued_at))


def received_token(key: int) -> str:
    return signing.dumps(key, salt=RECEIVED_SALT)


def read_received_token(token: str) -> int | None:
    """The key of the request that was sent; None after a day, or for anything else."""
    try:
        return signing.loads(token, salt=RECEIVED_SALT, max_age=RECEIVED_LIFETIME)
    except signing.BadSignature:
        return None


def submission_key(nonce: str, answers: str) -> str:
    """The same for the same form with the same answers, and for nothing else (64 hex digits)."""
    text = f"{nonce}\n{answers}"
    return salted_hmac(SUBMISSION_SALT, text, algorithm="sha256").hexdigest()
