"""gunicorn's settings: one foreground process group that `serve` turns into."""

import logging
import os
import signal
import subprocess
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic_site.settings")

from django.conf import settings
from gunicorn.arbiter import Arbiter

from clinic_site.logs import RedactTokens

bind = f"{settings.HOST}:{settings.PORT}"
worker_class = "gthread"
workers = settings.WEB_CONCURRENCY
threads = settings.WEB_THREADS

# Families' addresses and the tokens in their links are nobody's business: no access log, and
# no warnings about broken requests, which name the address.
accesslog = None
errorlog = "-"
loglevel = "error"

# Only Django decides about proxies (TRUSTED_PROXIES): gunicorn believes no header of theirs.
forwarded_allow_ips = ""
forwarder_headers = ""
secure_scheme_headers = {}

# Room for a long Bengali search in the address (9 bytes a letter), not for floods.
limit_request_line = 4094
limit_request_fields = 64
limit_request_field_size = 8000

timeout = 30  # seconds until a worker that shows no sign of life is replaced
graceful_timeout = 10  # seconds for requests under way when the site is stopped
keepalive = 5  # seconds; slow phones need not connect again for each picture

# The heartbeat's file belongs into memory: a slow disk would stop a worker.
MEMORY = "/dev/shm"  # noqa: S108  gunicorn makes the file there safely
worker_tmp_dir = MEMORY if os.access(MEMORY, os.W_OK | os.X_OK) else None
# It would lie in the home folder and let anyone who can write there steer the server.
control_socket_disable = True

SENDER_ENDS_IN = 5  # seconds; it gives the mail in hand three itself
HANGUP_IGNORED = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN  # started with nohup


def on_starting(server: Arbiter) -> None:
    logging.getLogger("gunicorn.error").addFilter(RedactTokens())


def when_ready(server: Arbiter) -> None:
    server.outbox_sender = start_outbox_sender()
    server.handle_chld = server.handle_cld = lambda: when_child_ends(server)
    # A closed terminal ends the site: gunicorn alone would reload and stay behind.
    if not HANGUP_IGNORED:
        signal.signal(signal.SIGHUP, lambda _signal, frame: server.signal(signal.SIGTERM, frame))


def start_outbox_sender() -> subprocess.Popen:
    """A process of its own, in our group; it ends by itself when this one is gone."""
    command = ["manage.py", "send_outbox", "--with-parent", str(os.getpid())]
    return subprocess.Popen(
        [sys.executable, *command], cwd=settings.BASE_DIR, stdin=subprocess.DEVNULL
    )


def when_child_ends(server: Arbiter) -> None:
    """What gunicorn does for its workers, and the same for the sender, of which it knows nothing.

    Instead of its handler, not of the signal's: this runs in gunicorn's main loop, where it is
    safe to log and to start a process, and not while the site is being stopped.
    """
    status = server.outbox_sender.poll()  # before gunicorn reaps it
    type(server).handle_chld(server)
    if status is not None:
        server.log.error("The sender of mail ended with status %s and is started again", status)
        server.outbox_sender = start_outbox_sender()


def on_exit(server: Arbiter) -> None:
    server.outbox_sender.terminate()
    try:
        server.outbox_sender.wait(SENDER_ENDS_IN)
    except subprocess.TimeoutExpired:
        server.outbox_sender.kill()
        server.outbox_sender.wait()
