"""A mail server that says nothing, then one that works, and a sender killed with a mail in hand."""

import os
import signal
import socket
import time
from collections import Counter
from collections.abc import Callable

from django.utils import timezone

from appointments.models import Message
from appointments.tokens import FASTEST
from tests.drills.site import Site, free_port
from tests.drills.web import FORM, answers, ask, opened_form, shown_reference
from tests.mail_server import Inbox, Server

FAMILIES = 20
MAILS = 2 * FAMILIES  # one to the family, one to triage
QUICK = 2  # seconds until a family sees its reference
PATIENCE = 40  # seconds


class KillingInbox(Inbox):
    """Takes a mail but kills the sender before it hears so, once; `repeated` is that mail."""

    repeated: str | None = None

    def __init__(self, site: Site) -> None:
        super().__init__()
        self.site = site

    async def handle_DATA(self, server, session, envelope) -> str:
        reply = await super().handle_DATA(server, session, envelope)
        if len(self.mails) == MAILS // 4:
            self.repeated = self.mails[-1]["Message-ID"]
            os.kill(self.site.sender(), signal.SIGKILL)
        return reply


def drill() -> str:
    port = free_port()
    triage = {"EMAIL_URL": f"smtp://127.0.0.1:{port}", "TRIAGE_EMAILS": "triage@clinic.example"}
    with Site(**triage) as site:
        with socket.create_server(("127.0.0.1", port)):  # the system connects, nobody answers
            forms = [filled(site.port, number) for number in range(FAMILIES)]
            time.sleep(FASTEST.total_seconds())
            slowest = max(send(site.port, form) for form in forms)
            assert slowest < QUICK, f"a family waited {slowest:.1f} s"
            wait_until(Message.objects.failing().exists, "staff see no failure")
            assert Message.objects.unsent().count() == MAILS, "mails are missing"
        inbox = KillingInbox(site)
        server = Server(inbox, hostname="127.0.0.1", port=port)
        server.start()
        try:
            wait_until(lambda: inbox.repeated, "no mail arrives")
            wait_until(lambda: not Message.objects.due().exists(), "the rest is not sent")
            # The pauses after failures and the lease of the killed sender, without the waiting.
            Message.objects.unsent().update(next_try_at=timezone.now())
            wait_until(lambda: not Message.objects.unsent().exists(), "mails stay unsent")
        finally:
            server.stop()
    arrived = Counter(mail["Message-ID"] for mail in inbox.mails)
    figures = (
        f"silent server: page within {slowest:.2f} s; then {len(arrived)} of {MAILS} mails "
        f"arrived, {arrived.total() - len(arrived)} repeated after kill -9"
    )
    assert len(arrived) == MAILS, figures
    assert arrived - Counter(set(arrived)) == Counter([inbox.repeated]), figures
    return figures


def filled(port: int, number: int) -> dict[str, str]:
    email = f"family-{number}@clinic.example"
    return {**answers(number), "email": email, "form_token": opened_form(port)}


def send(port: int, form: dict[str, str]) -> float:
    """Seconds until the family has its reference."""
    started = time.monotonic()
    shown_reference(port, ask(port, FORM, form))
    return time.monotonic() - started


def wait_until(condition: Callable[[], object], otherwise: str) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until, otherwise
        time.sleep(0.2)
