"""Tokens say what they said, for a day, to this site only."""

import time
from datetime import timedelta
from unittest import mock

import pytest
from django.core import signing
from django.utils import timezone

from appointments import tokens
from tests.makers import make_form_token

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def later(by: timedelta) -> mock._patch:
    return mock.patch("time.time", return_value=time.time() + by.total_seconds())


def test_fresh_form_token_tells_its_form_and_its_age():
    one, other = (make_form_token(age=timedelta(seconds=40)) for _ in range(2))
    first, again, second = map(tokens.read_form_token, (one, one, other))
    assert first.nonce == again.nonce != second.nonce
    age = timezone.now() - first.issued_at
    assert timedelta(seconds=39) < age < timedelta(seconds=42)


@pytest.mark.parametrize(("seconds", "too_fast"), [(0, True), (2, True), (4, False), (600, False)])
def test_a_form_sent_within_three_seconds_is_too_fast(seconds, too_fast):
    token = make_form_token(age=timedelta(seconds=seconds))
    assert tokens.read_form_token(token).is_too_fast == too_fast


def test_form_token_lasts_a_day():
    assert tokens.read_form_token(make_form_token(age=DAY - MINUTE)) is not None
    assert tokens.read_form_token(make_form_token(age=DAY + MINUTE)) is None


def test_received_token_lasts_a_day():
    token = tokens.received_token("key")
    assert tokens.read_received_token(token) == "key"
    with later(DAY - MINUTE):
        assert tokens.read_received_token(token) == "key"
    with later(DAY + MINUTE):
        assert tokens.read_received_token(token) is None


def tampered(token: str) -> list[str]:
    payload, stamp, signature = token.split(":")
    return [
        "",
        "x",
        ":",
        "::",
        token[:-1],
        token + "A",
        token.swapcase(),
        f"{payload}:{stamp}",
        f"{payload}:{stamp}:",
        f"{payload}A:{stamp}:{signature}",
        f"{payload}:{stamp}A:{signature}",
        f" {token}",
        f"{token}\x00",
        "টোকেন:১:২",
        "a" * 100_000,
    ]


@pytest.mark.parametrize("number", range(15))
def test_tampered_token_is_none(number):
    assert tokens.read_form_token(tampered(make_form_token())[number]) is None
    assert tokens.read_received_token(tampered(tokens.received_token("key"))[number]) is None


def test_one_kind_of_token_is_none_as_the_other():
    assert tokens.read_form_token(tokens.received_token("key")) is None
    assert tokens.read_received_token(make_form_token()) is None
    assert tokens.read_received_token(signing.dumps("key")) is None
    assert tokens.read_form_token(signing.dumps(["nonce", time.time()])) is None


def test_token_of_another_site_is_none(settings):
    form, received = make_form_token(), tokens.received_token("key")
    settings.SECRET_KEY = "another site " * 5
    assert tokens.read_form_token(form) is None
    assert tokens.read_received_token(received) is None
