"""Reads what the environment says about mail, as environment.py reads the rest."""

from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email
from django.utils.encoding import punycode

from clinic_site.environment import text, words

PORTS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}


def server() -> dict[str, Any]:
    """Django's EMAIL_* settings; EMAIL_HOST is empty while EMAIL_URL is unset."""
    url = text("EMAIL_URL")
    if not url:
        return {"EMAIL_HOST": ""}
    try:
        parts = urlsplit(url)
        usable = parts.scheme in PORTS and parts.hostname and parts.port != 0
        login_is_whole = bool(parts.username) == bool(parts.password)
        rest = parts.path.strip("/") or parts.query or parts.fragment
        usable = usable and login_is_whole and not rest
    except ValueError:
        usable = False
    if not usable:
        raise ImproperlyConfigured(
            "EMAIL_URL cannot be read. Write smtp+tls://user:password@host:587, smtp+ssl:// or "
            "smtp://, and in user and password %23 for #, %25 for %, %2F for /, %3A for :, "
            "%3F for ?, %40 for @."
        )
    config = environ.Env.email_url_config(url)
    config["EMAIL_PORT"] = config["EMAIL_PORT"] or PORTS[parts.scheme]
    return {name: value for name, value in config.items() if value}


def domain_of(public_address: str) -> str:
    """The host of `public_address` as mail headers write it."""
    host = urlsplit(public_address).hostname
    return "localhost" if ":" in host else punycode(host)


def one_address(name: str, default: str) -> str:
    """One plain address, without a name before it."""
    value = text(name, default)
    if value != default and not _is_address(value):
        raise ImproperlyConfigured(
            f"{name} is {value!r}. Give one email address, for example appointments@clinic.example."
        )
    local, _at, domain = value.rpartition("@")
    return f"{local}@{punycode(domain)}"


def addresses(name: str) -> list[str]:
    for address in words(name):
        if not _is_address(address):
            raise ImproperlyConfigured(
                f"{name} has {address!r}, which is no email address. "
                "Give addresses separated by commas."
            )
    return words(name)


def _is_address(value: str) -> bool:
    try:
        validate_email(value)
    except ValidationError:
        return False
    return len(value) <= 254  # what the outbox has room for
