"""Staff to test with; they come in through the login page, as in life."""

import re
from collections.abc import Callable

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import URLResolver, reverse

from clinic_site.models import User

PASSWORD = "correct horse battery"


@pytest.fixture
def make_staff(db) -> Callable[..., User]:
    def make_staff(username: str = "rina", *groups: str, **fields) -> User:
        fields = {"language": "en", "is_staff": True, **fields}
        person = User.objects.create_user(username, password=PASSWORD, **fields)
        person.groups.set(Group.objects.filter(name__in=groups))
        return person

    return make_staff


@pytest.fixture
def log_in() -> Callable[..., Client]:
    """The password alone: what else a test needs to pass, it says."""

    def log_in(person: User) -> Client:
        client = Client()
        answer = {"username": person.username, "password": PASSWORD}
        response = client.post(reverse("admin:login"), answer)
        assert response.headers.get("Location") == reverse("admin:index")
        return client

    return log_in


@pytest.fixture
def admin_paths() -> list[str]:
    """Every address of the admin, one example each, and one that is none."""

    def walk(patterns: list, prefix: str) -> list[str]:
        found = []
        for entry in patterns:
            route = prefix + str(entry.pattern)
            inner = isinstance(entry, URLResolver)
            found += walk(entry.url_patterns, route) if inner else [route]
        return found

    routes = walk(admin.site.get_urls(), "/admin/")
    plain = (re.sub(r"<[^>]+>", "1", route) for route in routes if "(?P" not in route)
    return [*plain, "/admin/clinic_site/", "/admin/no-such-page"]
