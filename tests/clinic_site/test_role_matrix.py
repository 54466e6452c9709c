"""Every address of the admin, for everybody who may come: who gets in, and what nobody else reads.

An address that is added without a line in the table fails the test.
"""

import re
from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver

from appointments.models import AppointmentRequest, Text
from clinic_site.groups import APPOINTMENT_STAFF, EDITORS, MANAGERS
from clinic_site.models import User
from pages.models import Article
from tests.makers import (
    make_article,
    make_clinic,
    make_person,
    make_picture,
    make_request,
    make_term,
    make_user,
)

pytestmark = pytest.mark.django_db

GROUPS = {
    "visitor": None,
    "staff": [],
    "editor": [EDITORS],
    "nurse": [APPOINTMENT_STAFF],
    "manager": [MANAGERS],
}
ROLES = [*GROUPS]
ANYBODY, STAFF = {*ROLES}, {*ROLES} - {"visitor"}
WRITE, ANSWER, MANAGE, NOBODY = {"editor", "manager"}, {"nurse", "manager"}, {"manager"}, set()


def model(name: str, **allowed: set[str]) -> dict[str, set[str]]:
    """The five addresses of a model; what is not named is for nobody."""
    actions = ("changelist", "add", "history", "delete", "change")
    return {f"{name}_{action}": allowed.get(action, NOBODY) for action in actions}


def all_of(roles: set[str], *but: str) -> dict[str, set[str]]:
    actions = {"changelist", "add", "history", "delete", "change"} - {*but}
    return dict.fromkeys(actions, roles)


# Who is let in. Everybody else is led to the login (visitors), or refused.
TABLE = {
    **{"login": ANYBODY, "logout": ANYBODY},
    **dict.fromkeys(
        (
            *("index", "password_change", "password_change_done", "jsi18n"),
            *("second_factor", "language"),
        ),
        STAFF,
    ),
    **{"autocomplete": NOBODY, "view_on_site": NOBODY},
    **model("pages_section", **all_of(WRITE, "add", "delete"), add=MANAGE, delete=MANAGE),
    **model("pages_article", **all_of(WRITE)),
    **model("pages_teammember", **all_of(WRITE, "add", "delete"), add=MANAGE, delete=MANAGE),
    **model("pages_glossaryterm", **all_of(WRITE, "add", "delete"), add=MANAGE, delete=MANAGE),
    **model("pages_picture", **all_of(WRITE)),
    **{f"pages_picture_{name}": WRITE for name in ("picker", "figures", "thumbnail")},
    **{"pages_section_move": MANAGE, "pages_teammember_move": MANAGE},
    **model("pages_clinic", **all_of(MANAGE, "add", "delete")),
    **{
        f"pages_article_{name}": WRITE
        for name in (
            *("move", "preview", "check", "link_choices", "make_preview_link", "end_preview_link"),
            *(
                "offline",
                "correction",
                "up_to_date",
                "version",
                "bring_back",
                "deleted",
                "undelete",
            ),
        )
    },
    **{"pages_article_review": MANAGE, "pages_article_end_review": MANAGE},
    **model("clinic_site_user", **all_of(MANAGE, "delete")),
    **{"auth_user_password_change": MANAGE, "reset_second_factor": MANAGE},
    **dict.fromkeys(
        (f"axes_access{kind}_changelist" for kind in ("attempt", "log", "failurelog")), NOBODY
    ),
    **model("appointments_appointmentrequest", **all_of(ANSWER, "delete")),
    **model("appointments_message", **all_of(ANSWER, "add", "delete")),
    **model("appointments_event", **all_of(MANAGE, "add", "delete")),
    **model("appointments_text", **all_of(MANAGE)),
    **{
        f"appointments_request_{name}": ANSWER
        for name in (
            *("find", "next", "call", "move", "note", "contact", "assign", "priority"),
            *("same_child", "tell", "day", "day_calendar"),
        )
    },
    **{"appointments_request_hold": MANAGE, "appointments_request_erase": MANAGE},
}
# Where fewer may change than read.
CHANGE = {
    "pages_section_change": MANAGE,
    "pages_teammember_change": MANAGE,
    "pages_glossaryterm_change": MANAGE,
    "appointments_message_change": NOBODY,
    "appointments_event_change": NOBODY,
}
CANARIES = ("Canary", "CANARY", "01799887766", "799-887766", "1799887766")


def walk(patterns: list, prefix: str = "") -> Iterator[tuple[str | None, str]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, route)
        else:
            yield pattern.name, route


ROUTES = [
    (name, route)
    for name, route in walk(admin.site.get_urls())
    if name and "(?P<" not in route  # those without a name only lead on
]


@pytest.fixture
def objects() -> dict[str, int]:
    """One of everything that an address can name; the family has canaries everywhere."""
    make_clinic()
    request = make_request(
        child_name="CanaryChild", guardian_name="CanaryGuardian", message="CanaryMessage",
        phone="01799887766", reference="CANARY00", email="canary@example.com",
        district="CanaryDistrict", status="scheduled", visit_at="2026-11-26T06:00:00Z",
    )  # fmt: skip
    other = make_request(child_name="CanaryChild", phone="01799887766")
    nurse = make_user("somebody")
    request.add_note("CanaryNote", by=nurse)
    message = request.messages.create(
        template="text", language="bn", recipient="canary@example.com", text="CanaryText"
    )
    text = Text.objects.create(
        name_bn="লেখা", name_en="Text", body_bn="আসুন", body_en="Come", subject_bn="", subject_en=""
    )
    make_article(slug="gone").delete()
    article = make_article()
    return {
        "request": request.pk,
        "other": other.pk,
        "message": message.pk,
        "text": text.pk,
        "event": request.events.latest("pk").pk,
        "article": article.pk,
        "version": article.history.get().history_id,
        "deleted": Article.history.get(history_type="-").history_id,
        "link": article.preview_links.create(made_by=nurse).pk,
        "section": article.section_id,
        "person": make_person().pk,
        "word": make_term().pk,
        "picture": make_picture().pk,
        "user": nurse.pk,
        "clinic": 1,
    }


def filled(name: str | None, route: str, objects: dict[str, int]) -> str:
    """The address with the ids of real rows."""
    kinds = {
        **{"appointmentrequest": "request", "message/": "message", "event/": "event"},
        **{"/text/": "text", "article": "article", "section": "section", "user/": "user"},
        **{"teammember": "person", "glossaryterm": "word", "picture": "picture"},
        **{"clinic/": "clinic"},
    }
    kind = next((value for key, value in kinds.items() if key in route), "request")
    route = route.replace("<int:other>", str(objects["other"]))
    route = route.replace("<int:text>", str(objects["text"])).replace("<str:status>", "spam")
    route = route.replace("deleted/<int:version>", f"deleted/{objects['deleted']}")
    route = route.replace("<int:version>", str(objects["version"])).replace("<str:language>", "bn")
    route = route.replace("<int:link>", str(objects["link"]))
    return "/admin/" + re.sub(r"<[^>]+>", str(objects[kind]), route)


def client_of(role: str) -> Client:
    client = Client()
    if GROUPS[role] is not None:
        client.force_login(user_of(role))
    return client


def let_in(response: HttpResponse) -> bool:
    to_login = response.status_code == 302 and response["Location"].startswith("/admin/login/")
    return not to_login and response.status_code not in (403, 404)


def test_table_has_every_address():
    assert {name for name, _route in ROUTES} == {*TABLE}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", ROLES)
def test_who_is_let_in_and_what_nobody_else_reads(role, method, objects):
    found, leaked, codes = {}, [], set()
    for name, route in ROUTES:
        if name == "logout":
            continue
        client = client_of(role)  # anew: some addresses end a session
        path = filled(name, route, objects)
        response = getattr(client, method)(path)
        if response.status_code == 405:  # told before or after it is asked who comes
            continue
        found[name] = let_in(response)
        if not found[name]:
            codes.add(response.status_code)
        body = response.content.decode() + str(response.headers)
        if role in ("visitor", "staff", "editor") and any(each in body for each in CANARIES):
            leaked.append(name)
    table = TABLE | CHANGE if method == "post" else TABLE
    expected = {name: role in roles for name, roles in table.items() if name in found}
    assert found == expected
    assert len(found) > 60
    assert leaked == []
    assert codes <= ({302} if role == "visitor" else {403, 404})


def user_of(role: str) -> User:
    return User.objects.filter(username=role).first() or make_user(role, *GROUPS[role])


@pytest.mark.parametrize("role", ["staff", "editor"])
def test_start_page_and_lists_of_others_tell_nothing_of_requests(role, objects):
    client = client_of(role)
    for path in ("/admin/", "/admin/appointments/", "/admin/pages/", "/admin/clinic_site/"):
        body = client.get(path).content.decode()
        assert [each for each in (*CANARIES, "appointmentrequest") if each in body] == []


def test_rights_that_are_taken_away_end_with_the_next_request(objects):
    client = client_of("nurse")
    path = f"/admin/appointments/appointmentrequest/{objects['request']}/note/"
    assert client.post(path, {"note": "x"}).status_code == 302
    person = user_of("nurse")
    person.groups.clear()
    assert client.post(path, {"note": "x"}).status_code == 403
    person.is_active = False
    person.save()
    assert client.post(path, {"note": "x"})["Location"].startswith("/admin/login/")
    assert AppointmentRequest.objects.get(pk=objects["request"]).events.count() == 2
