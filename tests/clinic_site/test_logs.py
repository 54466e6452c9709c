"""Tokens that open a family's request and what it searched for stay out of every log line."""

import io
import logging
import logging.config
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client

from appointments import views
from clinic_site.logs import RedactTokens

TOKEN = "MTI:1sBcDe:abcdefGHIJ_k-lmno"
PATHS = [f"/{language}/appointment/received/{TOKEN}/" for language in ("bn", "en")]


def logged(message: str, *args: object) -> str:
    record = logging.LogRecord("name", logging.WARNING, "path", 1, message, args, None)
    assert RedactTokens().filter(record)
    return record.getMessage()


@pytest.mark.parametrize(
    ("message", "args", "line"),
    [
        ("Gone: %s", (PATHS[0],), "Gone: /bn/appointment/received/…/"),
        ("Gone: %s", (PATHS[1],), "Gone: /en/appointment/received/…/"),
        (f"Gone: {PATHS[0]}", (), "Gone: /bn/appointment/received/…/"),
        (
            '"%s" %s %d',
            (f"GET {PATHS[0]} HTTP/1.1", "Mozilla", 200),
            '"GET /bn/appointment/received/…/ HTTP/1.1" Mozilla 200',
        ),
        ("%s?x=1", (PATHS[0][:-1],), "/bn/appointment/received/…?x=1"),
        (
            f"{PATHS[0]} and {PATHS[1]}",
            (),
            "/bn/appointment/received/…/ and /en/appointment/received/…/",
        ),
        ("Not Found: %s", ("/bn/appointment/",), "Not Found: /bn/appointment/"),
        (
            '"%s" %s %d',
            ("GET /bn/search/?q=%E0%A6%95+x/y HTTP/1.1", "Mozilla", 200),
            '"GET /bn/search/?… HTTP/1.1" Mozilla 200',
        ),
        ("Error handling request /en/search/?q=a?b", (), "Error handling request /en/search/?…"),
        ("100%", (), "100%"),
    ],
)
def test_a_line_is_written_without_the_token(message, args, line):
    assert logged(message, *args) == line


@pytest.fixture
def written(request) -> Iterator[io.StringIO]:
    """What the site's own logging writes while the test runs."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    config = {
        **settings.LOGGING,
        "handlers": {"console": dict(settings.LOGGING["handlers"]["console"])},
    }
    config["handlers"]["console"]["stream"] = stream
    logging.config.dictConfig(config)
    yield stream
    logging.config.dictConfig(settings.LOGGING)
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
def test_the_site_logs_a_refused_token_without_it(written, path):
    assert Client().get(path).status_code == 410
    [line] = written.getvalue().splitlines()
    assert line.endswith(f"WARNING django.request Gone: {path[:4]}appointment/received/…/")


@pytest.mark.django_db
def test_the_site_logs_a_crash_without_the_token(written, monkeypatch):
    def crash(*_args):
        raise RuntimeError("broken")

    monkeypatch.setattr(views.tokens, "read_received_token", crash)
    response = Client(raise_request_exception=False).get(PATHS[0])
    assert response.status_code == 500
    assert "RuntimeError: broken" in written.getvalue()
    assert TOKEN not in written.getvalue()
