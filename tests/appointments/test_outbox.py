"""The outbox against a real mail server: sent once, never dropped, nobody waits for it."""

import logging
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from appointments import mail_texts, outbox
from appointments.messages import Failure, Message, State, Template
from appointments.models import AppointmentRequest
from tests.appointments.family import filled, send
from tests.mail_server import Inbox, decoded, mail_server
from tests.makers import make_clinic, make_request

pytestmark = pytest.mark.django_db

FAMILY = "rahima@example.org"
MINUTE = timedelta(minutes=1)


def use_server(settings, port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port


@pytest.fixture
def inbox(settings) -> Iterator[Inbox]:
    with mail_server() as (inbox, port):
        use_server(settings, port)
        yield inbox


@pytest.fixture
def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.fixture
def silent(settings) -> Iterator[socket.socket]:
    """A server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        use_server(settings, listener.getsockname()[1])
        settings.EMAIL_TIMEOUT = 0.2
        yield listener


def queue(recipient: str = FAMILY, language: str = "en") -> Message:
    """A message that needs no request."""
    return outbox.queue(Template.LATE, recipient, language)


def pass_time(time: timedelta) -> None:
    """As if it were so much later for all messages."""
    Message.objects.update(next_try_at=F("next_try_at") - time)


def state(message: Message) -> tuple[str, int, str]:
    """Where it stands, how often it was tried, and why it failed last."""
    message.refresh_from_db()
    return message.state, message.attempts, message.error


# Queueing


def test_new_request_is_announced_to_the_family_and_to_each_in_triage(settings) -> None:
    settings.TRIAGE_EMAILS = ["a@clinic.example", "b@clinic.example"]
    request = make_request(email=FAMILY, page_language="en")
    outbox.announce(request)
    rows = Message.objects.order_by("pk").values_list("template", "recipient", "language")
    assert list(rows) == [
        ("received", FAMILY, "en"),
        ("new_request", "a@clinic.example", "bn"),
        ("new_request", "b@clinic.example", "bn"),
    ]
    assert set(Message.objects.values_list("request", flat=True)) == {request.pk}


def test_family_without_an_email_gets_none() -> None:
    outbox.announce(make_request())
    assert not Message.objects.exists()


def test_what_looks_automatic_brings_a_stranger_no_mail_but_staff_hear_of_it(settings) -> None:
    settings.TRIAGE_EMAILS = ["a@clinic.example"]
    outbox.announce(make_request(email=FAMILY, suspicious=True))
    assert list(Message.objects.values_list("recipient", flat=True)) == ["a@clinic.example"]


def test_family_gets_five_mails_an_hour_and_no_more() -> None:
    for _ in range(7):
        outbox.announce(make_request(email=FAMILY.upper()))
    assert Message.objects.count() == 5
    Message.objects.update(created_at=timezone.now() - timedelta(minutes=61))
    outbox.announce(make_request(email=FAMILY))
    assert Message.objects.count() == 6


def test_message_is_gone_with_the_transaction_that_queued_it() -> None:
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)
    assert not Message.objects.exists()


def test_family_does_not_wait_for_a_silent_mail_server(silent: socket.socket) -> None:
    response = send(filled(email=FAMILY))
    assert response.status_code == 302
    assert list(Message.objects.values_list("template", "attempts")) == [("received", 0)]
    silent.setblocking(False)
    with pytest.raises(BlockingIOError):
        silent.accept()  # nobody called


# Sending


def test_mail_arrives_as_it_was_meant(inbox: Inbox, settings) -> None:
    settings.MAIL_DOMAIN = "clinic.example"
    settings.DEFAULT_FROM_EMAIL = "hello@clinic.example"
    make_clinic(discreet_name_bn="রহিমা ক্লিনিক")
    message = outbox.queue(
        Template.RECEIVED, FAMILY, "bn", make_request(email=FAMILY, reference="7K3M9Q2X")
    )
    assert outbox.deliver_due() == 1
    (mail,) = inbox.mails
    assert decoded(mail["Subject"]) == "আপনার অনুরোধ পেয়েছি: 7K3M-9Q2X"
    assert decoded(mail["From"]) == "রহিমা ক্লিনিক <hello@clinic.example>"
    assert mail["To"] == FAMILY
    assert mail["Message-ID"] == f"<{message.key}@clinic.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "text/plain"
    assert timezone.now() - parsedate_to_datetime(mail["Date"]) < MINUTE
    assert mail["Date"].endswith("+0600")
    assert inbox.addresses() == [FAMILY]

    assert state(message) == (State.SENT, 1, "")
    assert timezone.now() - message.sent_at < MINUTE
    assert message.subject == "আপনার অনুরোধ পেয়েছি: 7K3M-9Q2X"
    assert mail.get_content().replace("\r\n", "\n") == message.text
    assert message.text.startswith("ধন্যবাদ, আপনার অনুরোধ পেয়েছি।\n")


def test_what_the_server_says_after_taking_a_mail_does_not_matter(inbox: Inbox) -> None:
    async def farewell(_server, _session, _envelope) -> str:
        return "221 " + 9000 * "x"  # too long a line for smtplib

    inbox.handle_QUIT = farewell
    message = queue()
    assert outbox.deliver_due() == 1
    assert state(message) == (State.SENT, 1, "")


def test_sent_mail_is_not_sent_again(inbox: Inbox) -> None:
    queue()
    assert [outbox.deliver_due(), outbox.deliver_due()] == [1, 0]
    pass_time(timedelta(days=365))
    assert outbox.deliver_due() == 0
    assert inbox.addresses() == [FAMILY]


def test_oldest_first_and_no_more_than_asked_for(inbox: Inbox) -> None:
    for number in range(3):
        queue(f"{number}@example.org")
    assert outbox.deliver_due(limit=2) == 2
    assert inbox.addresses() == ["0@example.org", "1@example.org"]


def test_told_to_stop_it_begins_no_further_mail(inbox: Inbox) -> None:
    for number in range(3):
        queue(f"{number}@example.org")
    assert outbox.deliver_due(stopping=lambda: len(inbox.mails) == 2) == 2
    assert Message.objects.filter(state=State.QUEUED, attempts=0).count() == 1


def test_without_a_mail_server_mail_waits_untouched() -> None:
    message = queue()
    assert outbox.deliver_due() == 0
    assert state(message) == (State.QUEUED, 0, "")


def test_newline_in_the_discreet_name_adds_no_header(inbox: Inbox) -> None:
    make_clinic(discreet_name_en='Clinic "A"\r\nBcc: thief@example.org')
    message = queue()
    assert outbox.deliver_due() == 1
    assert state(message) == (State.SENT, 1, "")
    (mail,) = inbox.mails
    assert mail["From"].addresses[0].display_name == 'Clinic "A" Bcc: thief@example.org'
    assert mail["Bcc"] is None
    assert inbox.addresses() == [FAMILY]


def test_long_bengali_name_of_the_sender_arrives_whole(inbox: Inbox) -> None:
    name = "শিশু ও পরিবারের জন্য ক্লিনিক, " * 3 + "ঢাকা"
    make_clinic(discreet_name_en=name)
    queue()
    assert outbox.deliver_due() == 1
    raw = dict(inbox.mails[0].raw_items())["From"]
    assert decoded(raw) == f"{name} <clinic@127.0.0.1>"


# Failing


@pytest.mark.parametrize(
    ("step", "reply", "failure"),
    [
        ("RCPT", "550 5.1.1 No Rahima here", Failure.ADDRESS),
        ("RCPT", "450 4.2.0 Greylisted", Failure.REFUSED),
        ("DATA", "451 4.3.0 Try again, rahima@example.org", Failure.REFUSED),
        ("DATA", "554 5.7.1 Spam", Failure.REFUSED),
    ],
)
def test_refused_mail_is_kept_and_does_not_block_those_behind_it(
    inbox: Inbox, step: str, reply: str, failure: Failure
) -> None:
    refused, other = queue(), queue("other@example.org")
    inbox.refuse[step, FAMILY] = reply
    assert outbox.deliver_due() == 1
    assert inbox.addresses() == ["other@example.org"]
    assert state(other) == (State.SENT, 1, "")
    assert state(refused) == (State.QUEUED, 1, failure)
    assert list(Message.objects.failing()) == [refused]

    inbox.refuse.clear()
    assert outbox.deliver_due() == 0
    pass_time(MINUTE)
    assert outbox.deliver_due() == 1
    assert state(refused) == (State.SENT, 2, "")
    assert inbox.addresses() == ["other@example.org", FAMILY]


def test_unreachable_server_is_found_out_once_a_round(settings, closed_port: int) -> None:
    first, second = queue(), queue("other@example.org")
    use_server(settings, closed_port)
    assert outbox.deliver_due() == 0
    assert state(first) == (State.QUEUED, 1, Failure.NO_CONNECTION)
    assert state(second) == (State.QUEUED, 0, "")
    assert outbox.deliver_due() == 0
    assert state(second) == (State.QUEUED, 1, Failure.NO_CONNECTION)

    pass_time(MINUTE)
    with mail_server() as (inbox, port):
        use_server(settings, port)
        assert outbox.deliver_due() == 2
    assert inbox.addresses() == [FAMILY, "other@example.org"]


def test_silent_server_costs_its_timeout_once(silent: socket.socket) -> None:
    first, second = queue(), queue()
    started = timezone.now()
    assert outbox.deliver_due() == 0
    assert timezone.now() - started < timedelta(seconds=2)
    assert state(first) == (State.QUEUED, 1, Failure.TIMEOUT)
    assert state(second) == (State.QUEUED, 0, "")


def test_server_without_the_encryption_asked_for_gets_no_mail(inbox: Inbox, settings) -> None:
    message = queue()
    settings.EMAIL_USE_TLS = True
    assert outbox.deliver_due() == 0
    assert state(message) == (State.QUEUED, 1, Failure.ENCRYPTION)
    assert inbox.mails == []


def test_refused_password_is_told_as_such(settings) -> None:
    message = queue()
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "me", "wrong"

    def refuse(*_arguments) -> AuthResult:
        return AuthResult(success=False, handled=False)

    with mail_server(authenticator=refuse, auth_require_tls=False) as (inbox, port):
        use_server(settings, port)
        assert outbox.deliver_due() == 0
    assert state(message) == (State.QUEUED, 1, Failure.LOGIN)
    assert inbox.mails == []


def test_address_that_no_mail_can_have_does_not_block_those_behind_it(inbox: Inbox) -> None:
    strange = queue("a@b@example.org")
    queue("other@example.org")
    assert outbox.deliver_due() == 1
    assert state(strange) == (State.QUEUED, 1, Failure.UNEXPECTED)
    assert inbox.addresses() == ["other@example.org"]


def test_broken_template_is_kept_until_it_is_mended(inbox: Inbox, settings, tmp_path: Path) -> None:
    broken, other = queue(), queue("other@example.org", "bn")
    whole = settings.TEMPLATES
    template = tmp_path / "appointments" / "mail" / "late.en.txt"
    template.parent.mkdir(parents=True)
    template.write_text("{% if %}")
    settings.TEMPLATES = [{**whole[0], "DIRS": [tmp_path, *whole[0]["DIRS"]]}]
    assert outbox.deliver_due() == 1
    assert state(broken) == (State.QUEUED, 1, Failure.TEMPLATE)
    assert state(other) == (State.SENT, 1, "")

    settings.TEMPLATES = whole
    pass_time(MINUTE)
    assert outbox.deliver_due() == 1
    assert inbox.addresses() == ["other@example.org", FAMILY]


def test_pauses_grow_and_it_never_gives_up(settings, closed_port: int) -> None:
    use_server(settings, closed_port)
    message = queue()
    pauses = []
    for _attempt in range(7):
        started = timezone.now()
        outbox.deliver_due()
        message.refresh_from_db()
        pauses.append(round((message.next_try_at - started) / MINUTE))
        pass_time(pauses[-1] * MINUTE)
        assert not Message.objects.filter(next_try_at__lt=started).exists()
        pass_time(MINUTE)
    assert pauses == [1, 5, 15, 60, 180, 180, 180]
    assert state(message) == (State.QUEUED, 7, Failure.NO_CONNECTION)


def test_log_has_the_number_of_the_message_and_the_code_only(
    inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    message = queue()
    inbox.refuse["RCPT", FAMILY] = f"550 5.1.1 No such person: {FAMILY}"
    outbox.deliver_due()
    (line,) = (record for record in caplog.records if record.levelno >= logging.INFO)
    assert (line.levelname, line.getMessage(), line.exc_info) == (
        *("WARNING", f"Message {message.pk} not sent: rejected_address"),
        None,
    )
    assert FAMILY not in repr(vars(line))


# Several senders, and one that dies


@pytest.mark.django_db(transaction=True)
def test_four_senders_at_once_send_each_mail_once(inbox: Inbox) -> None:
    for number in range(20):
        queue(f"{number}@example.org")
    start, sent = threading.Barrier(4), []

    def sender() -> None:
        start.wait(timeout=10)
        try:
            sent.append(outbox.deliver_due())
        finally:
            connection.close()

    threads = [threading.Thread(target=sender) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sum(sent) == 20
    assert Counter(inbox.addresses()) == {f"{number}@example.org": 1 for number in range(20)}
    assert set(Message.objects.values_list("state", "attempts")) == {(State.SENT, 1)}


class Crash(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("taken", [False, True])
def test_crash_is_made_good_after_the_lease_with_the_same_id(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch, taken: bool
) -> None:
    message = queue()
    with monkeypatch.context() as patch:
        send = outbox._send

        def crash(*arguments) -> None:
            if taken:
                send(*arguments)
            raise Crash

        patch.setattr(outbox, "_send", crash)
        with pytest.raises(Crash):
            outbox.deliver_due()
    assert state(message) == (State.QUEUED, 1, "")

    pass_time(outbox.LEASE - MINUTE)
    assert outbox.deliver_due() == 0
    pass_time(MINUTE)
    assert [outbox.deliver_due(), outbox.deliver_due()] == [1, 0]
    assert state(message) == (State.SENT, 2, "")
    expected = f"<{message.key}@127.0.0.1>"
    assert [mail["Message-ID"] for mail in inbox.mails] == [expected] * (2 if taken else 1)


def test_failure_after_the_lease_does_not_undo_what_another_sender_did(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = queue()

    def too_late(_message: Message) -> None:
        Message.objects.update(state=State.SENT, sent_at=timezone.now())
        raise ValueError

    monkeypatch.setattr(mail_texts, "render", too_late)
    assert outbox.deliver_due() == 0
    assert state(message) == (State.SENT, 1, "")


@pytest.mark.django_db(transaction=True)
def test_inside_a_transaction_nothing_is_sent(inbox: Inbox) -> None:
    queue()
    with pytest.raises(RuntimeError), transaction.atomic():
        outbox.deliver_due()
    assert inbox.mails == []


def test_lease_outlasts_a_slow_server(settings) -> None:
    assert timedelta(seconds=15 * settings.EMAIL_TIMEOUT) * 2 < outbox.LEASE


def test_mail_of_an_erased_request_goes_with_it() -> None:
    request = make_request(email=FAMILY)
    outbox.announce(request)
    AppointmentRequest.objects.all().delete()
    assert not Message.objects.exists()
