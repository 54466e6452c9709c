"""Health checks: answered before host, redirect and language, and honest about what fails."""

import json
from datetime import timedelta
from unittest import mock

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import OperationalError
from django.test import Client
from django.utils import timezone

from appointments.messages import Message, State, Template
from appointments.outbox import queue
from clinic_site import health

ALL_WELL = {"database": True, "migrations": True, "cache": True, "outbox_seconds": 0}


def broken(*_args, **_kwargs):
    raise OperationalError("could not connect to server: password=secret")


def answer(response) -> tuple[int, dict]:
    return response.status_code, json.loads(response.content)


@pytest.mark.parametrize("host", ["testserver", "evil.example", "127.0.0.1:8000", "", "a b"])
def test_alive_whatever_the_host(host):
    # No database mark: it would fail if it asked.
    response = Client().get("/healthz", headers={"Host": host})
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response.headers["Content-Type"] == "text/plain"
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["testserver", "evil.example", ""])
def test_ready_whatever_the_host(host):
    response = Client().get("/readyz", headers={"Host": host})
    assert answer(response) == (200, ALL_WELL)
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Type"] == "application/json"


@pytest.mark.django_db
def test_not_ready_while_a_migration_is_missing():
    MigrationRecorder(connection).migration_qs.filter(app="pages").delete()
    assert answer(Client().get("/readyz")) == (503, ALL_WELL | {"migrations": False})


@pytest.mark.django_db
def test_not_ready_while_the_database_fails(monkeypatch):
    monkeypatch.setattr(connection, "cursor", broken)
    response = Client().get("/readyz")
    failing = {"database": False, "migrations": False, "outbox_seconds": None}
    assert answer(response) == (503, ALL_WELL | failing)
    assert "secret" not in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["get", "set"])
def test_not_ready_while_the_cache_fails(monkeypatch, name):
    monkeypatch.setattr(cache, name, broken)
    assert answer(Client().get("/readyz")) == (503, ALL_WELL | {"cache": False})


@pytest.mark.django_db
def test_not_ready_while_the_cache_forgets(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert answer(Client().get("/readyz")) == (503, ALL_WELL | {"cache": False})


@pytest.mark.django_db
def test_waiting_mail_is_reported_and_nothing_else():
    now = timezone.now()
    for age, fields in [
        (900, {"state": State.SENT, "sent_at": now}),
        (600, {"error": "timeout", "next_try_at": now + timedelta(hours=3)}),
        (300, {}),
    ]:
        message = queue(Template.LATE, "manager@clinic.example", "bn")
        written = {"created_at": now - timedelta(seconds=age)}
        Message.objects.filter(pk=message.pk).update(**written, **fields)
    with mock.patch("django.utils.timezone.now", return_value=now):
        assert answer(Client().get("/readyz")) == (200, ALL_WELL | {"outbox_seconds": 600})


def test_still_alive_while_nothing_else_works(monkeypatch):
    monkeypatch.setattr(health, "ready", broken)
    monkeypatch.setattr(connection, "cursor", broken)
    assert Client().get("/healthz").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"), [("/healthz", 200), ("/readyz", 200), ("/bn/", 301), ("/", 301)]
)
def test_behind_https_only_the_health_checks_are_not_redirected(settings, path, status):
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["clinic.example"]
    response = Client().get(path, headers={"Host": "clinic.example"})
    assert response.status_code == status
    assert response.headers.get("Location") == (
        f"https://clinic.example{path}" if status == 301 else None
    )


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_checks_take_head_and_set_no_cookie(path):
    response = Client().head(path)
    assert (response.status_code, response.content, response.cookies) == (200, b"", {})
    assert "Vary" not in response.headers


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz/", "/readyz/", "/healthz/x", "/bn/healthz"])
def test_other_addresses_are_no_health_check(path):
    assert Client().get(path).status_code in (301, 404)
