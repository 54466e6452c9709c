"""A real mail server on loopback, which keeps what it takes and refuses on demand."""

import email
import email.policy
from collections.abc import Iterator
from contextlib import contextmanager
from email.header import decode_header, make_header
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class Inbox:
    """What was delivered; `refuse` names the step at which an address gets which reply."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.refuse: dict[tuple[str, str], str] = {}

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if reply := self.refuse.get(("RCPT", address)):
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        if reply := self.refuse.get(("DATA", envelope.rcpt_tos[0])):
            return reply
        self.recipients.append(envelope.rcpt_tos)
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.SMTP))
        return "250 OK"

    def addresses(self) -> list[str]:
        """To whom the mails went, in the order in which they arrived."""
        return [address for addresses in self.recipients for address in addresses]


class Server(Controller):
    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # the system chose a free one
        super()._trigger_server()


@contextmanager
def mail_server(port: int = 0, **options: Any) -> Iterator[tuple[Inbox, int]]:
    """An inbox and the port of its server."""
    inbox = Inbox()
    server = Server(inbox, hostname="127.0.0.1", port=port, **options)
    server.start()
    try:
        yield inbox, server.port
    finally:
        server.stop()


def decoded(header: str) -> str:
    """A header as its reader sees it."""
    return str(make_header(decode_header(header))).strip()  # long ones are folded
