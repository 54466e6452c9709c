"""Brings the database up to date and becomes gunicorn: what `make run` ends in."""

import errno
import os
import socket
import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection
from django.urls import reverse

from clinic_site import schema
from clinic_site.management.commands.first_account import ensure_first_account

GUNICORN = ["-m", "gunicorn", "-c", "clinic_site/gunicorn.conf.py", "clinic_site.wsgi"]
BACKUPS = "backups"
ANY_ADDRESS = ("0.0.0.0", "::", "[::]")  # noqa: S104  compared, not listened on


def require_free(host: str, port: int) -> None:
    """Refuse an address that gunicorn could not take, before anything is changed."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
    except OSError as error:
        raise CommandError(_refusal(error, host, port)) from error


def _refusal(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is taken. End what listens there or set PORT to another."
    if error.errno == errno.EACCES:
        return f"Port {port} is reserved for the administrator. Set PORT to 1024 or above."
    return f"HOST {host} is not an address of this machine. Set HOST to 127.0.0.1 or 0.0.0.0."


def where() -> str:
    """The database, as the operator knows it and without its password."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(database["NAME"])
    return f"{database['NAME']} on {database['HOST'] or 'localhost'}:{database['PORT'] or 5432}"


def reason(error: DatabaseError) -> str:
    """The driver's own words in one line, without the password."""
    words = " ".join(str(error).split()).rstrip(".?")
    password = connection.settings_dict["PASSWORD"]
    return words.replace(password, "…") if password else words


def require_reachable() -> None:
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        raise CommandError(
            f"The database {where()} cannot be opened: {reason(error)}. "
            "Check DATABASE_URL and that the database runs."
        ) from error


class Command(BaseCommand):
    help = "Prepares the database and serves the site; ends with SIGTERM or Ctrl-C."
    requires_system_checks = []  # `make test` runs them; here they would only cost a start's time

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--autoreload", action="store_true", help="serve with Django's reloading server"
        )

    def handle(self, *, autoreload: bool, **options) -> None:
        # A single process prepares; a pool would wait 30 s and then hide why it cannot connect.
        connection.settings_dict["OPTIONS"].pop("pool", None)

        require_free(settings.HOST, settings.PORT)
        self.say(f"Port {settings.PORT} on {settings.HOST} is free")
        require_reachable()
        self.say(f"Database: {where()}")
        self.upgrade()
        call_command("load_starter", stdout=self.stdout)
        call_command("load_texts", stdout=self.stdout)
        account = ensure_first_account()

        self.say(f"Site:  {settings.SITE_URL}/")
        self.say(f"Admin: {settings.SITE_URL}{reverse('admin:index')}")
        if settings.HOST in ANY_ADDRESS:
            self.say("Reached by a name or another address? Set SITE_URL to it, or ALLOWED_HOSTS.")
        if account:
            username, password = account
            self.say(f"First staff account, shown only now: {username}, password {password}")
            self.say("The password must be changed at the first login.")
        connection.close()
        become_server(autoreload=autoreload)

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()  # exec drops what is still buffered

    def upgrade(self) -> None:
        """Migrate an older or new database, an older one after a copy; refuse a newer one."""
        state = schema.compare(connection)
        if state.unknown:
            raise CommandError(
                f"The database is newer than this code (it has {state.unknown[-1]}). "
                "Run the newer code, or restore a copy made before the upgrade."
            )
        if not state.pending:
            self.say("Schema: current")
            return
        if state.applied:
            self.copy_aside()
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except DatabaseError as error:
            raise CommandError(
                f"The database cannot be brought up to date: {reason(error)}."
            ) from error
        self.say(f"Schema: {len(state.pending)} migrations applied")

    def copy_aside(self) -> None:
        if connection.vendor != "sqlite":
            self.say("No copy is made of PostgreSQL: your own backup is the way back")
            return
        folder = settings.DATA_DIR / BACKUPS
        try:
            copy = schema.copy_aside(connection, folder)
        except (OSError, DatabaseError) as error:
            raise CommandError(
                f"No copy of the database fits into {folder}: {error}. "
                "Nothing was changed. Make room there and run again."
            ) from error
        self.say(f"Copy of the old database: {copy} (personal data: delete it once all is well)")


def become_server(*, autoreload: bool) -> None:
    """Replace this process, so that a signal to it reaches the server and nothing stays behind."""
    os.chdir(settings.BASE_DIR)
    if autoreload:
        command = ["manage.py", "runserver", f"{settings.HOST}:{settings.PORT}"]
    else:
        command = GUNICORN
    os.execv(sys.executable, [sys.executable, *command])
