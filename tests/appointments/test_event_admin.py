"""Who opened, exported and erased what: for managers, in order, without a word of the families."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from appointments.models import Event
from clinic_site.groups import APPOINTMENT_STAFF, EDITORS, MANAGERS
from clinic_site.models import User
from tests.appointments.test_message_admin import rows
from tests.makers import make_request, make_user
from tests.page import parse, values

pytestmark = pytest.mark.django_db

LIST = "/admin/appointments/event/"
NOON = datetime.fromisoformat("2026-11-23T12:00+06:00")


@pytest.fixture
def manager() -> User:
    return make_user("manager", MANAGERS, first_name="Rina", last_name="Akter")


@pytest.fixture
def desk(manager) -> Client:
    """The manager's browser."""
    client = Client()
    client.force_login(manager)
    return client


def make_event(kind: str = "viewed", **fields) -> Event:
    request = fields.pop("request", None) or make_request()
    return request.events.create(**{"kind": kind, "at": NOON, **fields})


def test_list_says_who_did_what_when_and_to_which(desk, manager, nurse):
    request = make_request(reference="7K3M9Q2X")
    make_event(request=request, by=nurse)
    make_event("exported", request=request, by=manager, at=NOON + timedelta(hours=1))
    make_event("erased", request=request, by=None)
    make_event("call_asked", request=request, by=None)
    noon, one = "23 November 2026, 12 noon", "23 November 2026, 1 pm"
    assert rows(desk.get(LIST)) == [
        [noon, "the family", "The family asks for a call", "7K3M-9Q2X"],
        [noon, "the site, by age", "Erased", "7K3M-9Q2X"],
        [one, "Rina Akter", "Exported", "7K3M-9Q2X"],
        [noon, "nurse", "Opened", "7K3M-9Q2X"],
    ]


def test_list_is_in_bengali_for_those_who_read_it(desk, manager):
    manager.language = "bn"
    manager.save()
    make_event("exported", by=manager)
    (row,) = rows(desk.get(LIST))
    assert row[0] == "২৩ নভেম্বর ২০২৬, দুপুর ১২টা"


def test_request_is_one_click_away(desk, nurse):
    event = make_event(by=nurse)
    links = values(parse(desk.get(LIST)), ".//td[@class='field-request_link']/a", "href")
    assert links == [f"/admin/appointments/appointmentrequest/{event.request_id}/change/"]


def test_no_word_of_a_family_is_shown(desk, nurse):
    family = {"child_name": "CanaryChild", "guardian_name": "CanaryGuardian"}
    words = {"old": "CanaryOld", "new": "CanaryNew", "text": "CanaryText"}
    request = make_request(**family, phone="01799887766")
    event = make_event("corrected", request=request, by=nurse, detail="email", **words)
    for address in (LIST, f"{LIST}{event.pk}/change/"):
        response = desk.get(address)
        assert response.status_code == 200
        page = response.content.decode()
        assert [word for word in ("Canary", "99887766") if word in page] == []


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("kind__exact=exported", ["Exported"]),
        ("by={nurse}", ["Opened"]),
        ("by={manager}", ["Exported", "Erased"]),
        ("by=x", ["Exported", "Opened", "Erased"]),
        ("at__gte={today}", ["Exported"]),
        ("q=7k3m-9q2x", ["Exported"]),
        ("q=৭k৩m ৯Q২X", ["Exported"]),
        ("q=+", ["Exported", "Opened", "Erased"]),
    ],
)
def test_list_can_be_narrowed(query, kinds, desk, manager, nurse):
    make_event("erased", by=manager)
    make_event(by=nurse)
    now = timezone.now()
    make_event("exported", by=manager, at=now, request=make_request(reference="7K3M9Q2X"))
    ids = {"nurse": nurse.pk, "manager": manager.pk}
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    query = query.format(**ids, today=today.isoformat().replace("+", "%2B"))
    assert [row[2] for row in rows(desk.get(f"{LIST}?{query}"))] == kinds


def test_part_of_a_reference_finds_nothing(desk):
    make_event(request=make_request(reference="7K3M9Q2X"))
    page = parse(desk.get(f"{LIST}?q=7K3M"))
    assert [each for each in page.iter("table") if each.get("id") == "result_list"] == []


def test_filter_names_all_staff_also_those_who_left(desk, nurse):
    nurse.is_active = False
    nurse.save()
    make_event(by=nurse)
    page = parse(desk.get(LIST))
    people = [each for each in values(page, ".//li/a", "href") if each and each.startswith("?by=")]
    assert len(people) == User.objects.filter(is_staff=True).count() == 2


def test_newest_stands_first_within_a_kind_by_its_time(desk, nurse):
    for hours in (1, 3, 2):
        make_event(by=nurse, at=NOON + timedelta(hours=hours))
    times = [row[0][-4:] for row in rows(desk.get(f"{LIST}?kind__exact=viewed"))]
    assert times == ["3 pm", "2 pm", "1 pm"]


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_database_once_for_all(count, desk, nurse, django_assert_num_queries):
    for number in range(count):
        make_event(by=make_user(f"nurse{number}"))
    with django_assert_num_queries(7):
        desk.get(LIST)


@pytest.mark.parametrize(
    ("group", "status"), [(MANAGERS, 200), (APPOINTMENT_STAFF, 403), (EDITORS, 403)]
)
def test_who_may_read_it(group, status):
    event = make_event()
    client = Client()
    client.force_login(make_user("somebody", group))
    assert client.get(LIST).status_code == status
    assert client.get(f"{LIST}{event.pk}/change/").status_code == status


@pytest.mark.parametrize("address", ["add/", "{}/change/", "{}/delete/"])
def test_nobody_changes_it(address):
    event = make_event()
    client = Client()
    client.force_login(make_user("admin", is_superuser=True))
    before = Event.objects.values().get()
    response = client.post(LIST + address.format(event.pk), {"kind": "note"})
    assert (response.status_code, Event.objects.values().get()) == (403, before)
