"""Actions on several requests: the same gate for each, and every refusal told by row."""

from collections.abc import Iterable

import pytest
from django.http import HttpResponse
from django.test import Client

from appointments.models import AppointmentRequest
from clinic_site.groups import EDITORS, MANAGERS
from tests.appointments.desk import trail
from tests.makers import make_request, make_user
from tests.page import has_class, parse, text

pytestmark = pytest.mark.django_db

QUEUE = "/admin/appointments/appointmentrequest/?tab=all"


def choose(client: Client, action: str, requests: Iterable[AppointmentRequest]) -> HttpResponse:
    chosen = [request.pk for request in requests]
    return client.post(QUEUE, {"action": action, "_selected_action": chosen}, follow=True)


def told(response: HttpResponse) -> list[str]:
    page = parse(response)
    (messages,) = (each for each in page.iter("ul") if has_class(each, "messagelist"))
    return [text(each) for each in messages.iter("li")]


def test_chosen_requests_are_taken(nurse, staff):
    requests = [make_request(), make_request()]
    left = make_request()
    assert told(choose(staff, "assign_to_me", requests)) == ["Done with 2 requests."]
    owners = AppointmentRequest.objects.order_by("pk").values_list("assigned_to", flat=True)
    assert list(owners) == [nurse.pk, nurse.pk, None]
    assert trail(requests[0]) == [("assigned", "", "nurse", "", "", "nurse")]
    assert trail(left) == []


def test_each_refusal_is_told_by_row_and_the_others_are_done(staff):
    junk = [make_request(), make_request()]
    visit = make_request(status="missed", reference="7K0M1Q9D")
    settled = make_request(status="spam", reference="7K0M1Q9E")
    response = choose(staff, "mark_as_spam", [*junk, visit, settled])
    assert sorted(told(response)) == [
        "7K0M-1Q9D: A request that is “Did not come” cannot become “Not a real request”.",
        "7K0M-1Q9E: A request that is “Not a real request” cannot become “Not a real request”.",
        "Done with 2 requests.",
    ]
    statuses = AppointmentRequest.objects.order_by("pk").values_list("status", flat=True)
    assert list(statuses) == ["spam", "spam", "missed", "spam"]
    assert visit.events.count() == settled.events.count() == 0


def test_nothing_done_says_nothing_of_it(staff):
    settled = make_request(status="spam", reference="7K0M1Q9E")
    assert len(told(choose(staff, "mark_as_spam", [settled]))) == 1


def test_export_is_offered_to_those_with_its_permission_only(staff, client, stored):
    request = make_request()
    before = stored()
    assert b'value="export"' not in staff.get(QUEUE).content
    refused = staff.post(QUEUE, {"action": "export", "_selected_action": [request.pk]})
    assert (refused.status_code, stored()) == (302, before)
    client.force_login(make_user("boss", MANAGERS))
    assert b'value="export"' in client.get(QUEUE).content
    response = client.post(QUEUE, {"action": "export", "_selected_action": [request.pk]})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert trail(request) == []
    assert list(request.events.values_list("kind", "by__username")) == [("exported", "boss")]


def test_editor_cannot_do_any(client, stored):
    client.force_login(make_user("editor", EDITORS))
    request = make_request()
    before = stored()
    for action in ("assign_to_me", "mark_as_spam", "export"):
        assert choose(client, action, [request]).status_code == 403
    assert stored() == before
