"""Sends what waits in the outbox, reminds of visits and late calls, forgets old attempts."""

import logging
import os
import signal
import threading
import time
import traceback
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections, connection

from appointments import late_calls, limits, outbox, reminders

logger = logging.getLogger(__name__)

PAUSE = 5  # seconds between rounds
PAUSE_AFTER_ERROR = 30
GRACE = 3  # seconds for the mail in hand once the process is told to end
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Command(BaseCommand):
    help = "Sends mail from the outbox until SIGTERM or Ctrl-C; gunicorn starts it by itself."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do one round and exit (for cron)")
        parser.add_argument(
            "--with-parent",
            type=int,
            metavar="PID",
            help="end when this process, which started the command, is gone",
        )

    def handle(self, *, once: bool, with_parent: int | None, **options: Any) -> None:
        self.stopping = False
        # One connection is enough; a pool would wait 30 s and then hide why it cannot connect.
        connection.settings_dict["OPTIONS"].pop("pool", None)
        if once:
            if not self.do_round():
                raise CommandError("Not everything could be done; the log says what.")
            return
        for number in SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:  # as with nohup
                signal.signal(number, self.stop)
        if with_parent:
            threading.Thread(target=end_with, args=[with_parent], daemon=True).start()
        while not self.stopping:
            pause = PAUSE if self.do_round() else PAUSE_AFTER_ERROR
            close_old_connections()  # none is held meanwhile, and a broken one is made anew
            self.rest(pause)

    def stop(self, *_signal: Any) -> None:
        """End after the mail in hand; if that takes too long, as in a crash."""
        self.stopping = True
        signal.alarm(GRACE)  # nobody handles it: the process ends there

    def do_round(self) -> bool:
        """Everything that is due now; whether that went well."""
        try:
            outbox.deliver_due(stopping=lambda: self.stopping)
            late_calls.report()
            reminders.queue_due()
            limits.forget_old_attempts()
        except Exception as error:  # a full disk or a lost database passes; this goes on
            # Where, not what: the words of a database can quote the row.
            place = traceback.extract_tb(error.__traceback__)[-1]
            name = type(error).__name__
            logger.error("Outbox: %s in %s, line %s", name, place.filename, place.lineno)
            return False
        return True

    def rest(self, seconds: float) -> None:
        """In short naps: a signal does not wake a sleeper."""
        until = time.monotonic() + seconds
        while not self.stopping and time.monotonic() < until:
            time.sleep(0.2)


def end_with(parent: int) -> None:
    """Tell this process to end once `parent` is no longer its parent."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)  # looking up a name, the main thread hears no signal
