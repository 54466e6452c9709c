"""How often one address may do something: counted in the database, without keeping the address."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection, models
from django.utils import timezone
from django.utils.crypto import salted_hmac

IPV6_HOUSEHOLD = 64  # bits; a single phone changes the rest as it likes


class Attempt(models.Model):
    """One counted act of one address; deleted once it no longer counts."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["key", "at"], name="attempt_window")]

    def __str__(self) -> str:
        return f"{self.pk}"


class LimitReached(Exception):
    """Too often; `retry_after` is how long to wait."""

    def __init__(self, retry_after: timedelta) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


@dataclass(frozen=True)
class Limit:
    """At most `most` acts within any `window`; None for no limit."""

    name: str
    most: int | None
    window: timedelta

    def check(self, address: str) -> None:
        """Raise LimitReached when this address has used up its acts.

        Until the transaction ends, nobody else at this address gets past here.
        """
        key = self._key(address)
        if connection.vendor == "postgresql":  # SQLite's transactions wait for each other anyway
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(key[:15], 16)])
        if self.most is None:
            return
        since = timezone.now() - self.window
        # The act that has to leave the window before there is room for one more.
        nth = Attempt.objects.filter(key=key, at__gt=since).order_by("-at")
        if blocking := nth.values_list("at", flat=True)[self.most - 1 : self.most].first():
            raise LimitReached(blocking - since)

    def count(self, address: str) -> None:
        """Count one act."""
        if self.most is not None:
            Attempt.objects.create(key=self._key(address))

    def _key(self, address: str) -> str:
        text = f"{self.name}\n{_household(address)}"
        return salted_hmac("appointments.limits", text, algorithm="sha256").hexdigest()


def _household(address: str) -> str:
    """The address, of IPv6 the part that belongs to one connection."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, IPV6_HOUSEHOLD), strict=False))


REQUESTS = Limit("requests", settings.REQUEST_LIMIT, timedelta(hours=1))
# Wrong pairs of reference and phone: 10^12 references leave a guesser no hope at this pace.
LOOKUPS = Limit("lookups", 10, timedelta(minutes=15))


def forget_old_attempts() -> None:
    """Delete what counts for no limit any more."""
    longest = max(REQUESTS.window, LOOKUPS.window)
    Attempt.objects.filter(at__lte=timezone.now() - longest).delete()
