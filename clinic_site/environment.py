"""Reads the environment; every bad value is refused with a sentence that says the fix."""

import os
import secrets
from collections.abc import Collection
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import environ
from django.core.exceptions import ImproperlyConfigured

SQLITE = "django.db.backends.sqlite3"
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def words(name: str) -> list[str]:
    """A comma-separated list, empty when the variable is unset."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def hosts(name: str) -> list[str]:
    """Host names, without scheme or path."""
    for host in words(name):
        if "/" in host:
            raise ImproperlyConfigured(
                f"{name} has {host!r}. Give host names only, for example clinic.example."
            )
    return words(name)


def switch(name: str, default: str = "off") -> bool:
    """On or off."""
    value = text(name, default).lower()
    if value in {"1", "on", "true", "yes"}:
        return True
    if value in {"0", "off", "false", "no"}:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}. Set it to on or off.")


def whole_number(name: str, default: int, *, lowest: int, highest: int) -> int:
    value = text(name, str(default))
    try:
        number = int(value)
    except ValueError:
        number = None
    if number is None or not lowest <= number <= highest:
        raise ImproperlyConfigured(
            f"{name} is {value!r}. Set it to a whole number from {lowest} to {highest}."
        )
    return number


def whole_number_or_off(name: str, default: int, *, lowest: int, highest: int) -> int | None:
    """None when switched off."""
    if text(name).lower() == "off":
        return None
    try:
        return whole_number(name, default, lowest=lowest, highest=highest)
    except ImproperlyConfigured as error:
        raise ImproperlyConfigured(f"{str(error).rstrip('.')}, or to off.") from None


def choice(name: str, options: Collection[str], default: str) -> str:
    value = text(name, default)
    if value not in options:
        raise ImproperlyConfigured(f"{name} is {value!r}. Set it to {' or '.join(options)}.")
    return value


def site_url(host: str, port: int) -> str:
    """The public address without a trailing slash: scheme, host and port only."""
    host = f"[{host}]" if ":" in host and not host.startswith("[") else host
    value = text("SITE_URL", f"http://{host}:{port}").rstrip("/")
    try:
        parts = urlsplit(value)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or value != f"{parts.scheme}://{parts.netloc}" or "@" in parts.netloc:
        raise ImproperlyConfigured(
            f"SITE_URL is {value!r}. Give the public address of the site, "
            "for example https://clinic.example."
        )
    return value


def time_zone(default: str) -> str:
    value = text("TIME_ZONE", default)
    if value not in available_timezones():
        raise ImproperlyConfigured(
            f"TIME_ZONE is {value!r}. Give a name such as Asia/Dhaka or Asia/Kolkata."
        )
    return value


def data_dir(default: Path) -> Path:
    """The folder for database and media, created if missing."""
    path = Path(text("DATA_DIR", str(default))).expanduser().absolute()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)  # families' data: nobody else's
        writable = os.access(path, os.W_OK | os.X_OK)
    except OSError:
        writable = False
    if not writable:
        raise ImproperlyConfigured(
            f"DATA_DIR {path} cannot be written. Set DATA_DIR to a folder that this user may write."
        )
    return path


def secret_key(folder: Path, *, required: bool) -> str:
    """SECRET_KEY, or outside production a random one kept in `folder`."""
    value = text("SECRET_KEY")
    if value:
        if len(value) < 50 or len(set(value)) < 5:
            raise ImproperlyConfigured(
                "SECRET_KEY is too short. Give at least 50 random characters."
            )
        return value
    if required:
        raise ImproperlyConfigured(
            "SECRET_KEY is missing. With an https SITE_URL, set it to 50 or more random characters "
            "and keep it secret."
        )
    path = folder / "secret_key"
    if not path.exists():
        draft = folder / f"secret_key.{os.getpid()}"
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, path)  # whole, and never over the key that another process made
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()


def database(folder: Path, *, threads: int) -> dict:
    """Django's DATABASES entry for SQLite (the default) or PostgreSQL."""
    url = text("DATABASE_URL")
    if not url:
        return _sqlite({"ENGINE": SQLITE, "NAME": str(folder / "clinic.sqlite3")})
    try:
        parts = urlsplit(url)
        scheme, name, _port = parts.scheme, parts.path[1:], parts.port
    except ValueError:
        scheme, name = "", ""
    relative = scheme == "sqlite" and not name.startswith("/")
    if scheme not in {"sqlite", "postgres", "postgresql"} or relative or not name.strip("/"):
        raise ImproperlyConfigured(
            "DATABASE_URL cannot be read. Write sqlite:////absolute/path.sqlite3 or "
            "postgres://user:password@host:5432/name."
        )
    config = environ.Env.db_url_config(url)
    return _sqlite(config) if scheme == "sqlite" else _postgresql(config, threads)


def _sqlite(config: dict) -> dict:
    # Measured with 8 writing processes: WAL with IMMEDIATE has no lock errors, WAL alone many.
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,  # seconds
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA secure_delete=ON;"  # what was erased is not left lying in free pages
        ),
    }
    return {**config, "OPTIONS": options}


def _postgresql(config: dict, threads: int) -> dict:
    if find_spec("psycopg") is None:
        raise ImproperlyConfigured(
            "DATABASE_URL names PostgreSQL, but its driver is missing. Start the site with "
            "make run, or install requirements-postgres.txt."
        )
    options = {
        "connect_timeout": 10,  # seconds
        **config.get("OPTIONS", {}),
        # Seconds: a database that is gone must not hold every thread for the default of thirty, and
        # one that is back must be found at once, not with pauses that have grown to minutes.
        "pool": {"min_size": 1, "max_size": threads, "timeout": 5, "reconnect_timeout": 3},
    }
    # The pool keeps connections, dead ones too unless they are checked; Django refuses CONN_MAX_AGE
    # beside it.
    return {**config, "OPTIONS": options, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}


def cache() -> dict:
    """Django's CACHES entry: Redis when several nodes share a cache, else process memory."""
    url = text("CACHE_URL")
    if not url:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if urlsplit(url).scheme not in {"redis", "rediss"}:
        raise ImproperlyConfigured("CACHE_URL cannot be read. Write redis://host:6379/0.")
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
