"""Whose a request is, and that no bulk change gets around the moves."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from appointments.models import AppointmentRequest, MoveRefused, Status
from clinic_site.groups import APPOINTMENT_STAFF, EDITORS, MANAGERS
from tests.appointments.desk import trail
from tests.makers import ANSWERS, make_form_token, make_request, make_user

pytestmark = pytest.mark.django_db

VISIT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
REFUSAL = "A status changes through move_to() only."
OPEN = ("new", "contacted", "unreachable", "scheduled", "missed", "withdrawn")


def in_hands() -> dict[int, str | None]:
    return dict(AppointmentRequest.objects.values_list("pk", "assigned_to__username"))


# Whose it is


def test_all_open_requests_of_one_person_are_handed_back(nurse, stored):
    mina, kept = make_user("mina", APPOINTMENT_STAFF), make_request()
    theirs = {
        status: make_request(status=status, assigned_to=mina, visit_at=VISIT, duplicate_of=kept)
        for status in Status
    }
    others = make_request(assigned_to=nurse)
    assert AppointmentRequest.objects.hand_back(mina, by=nurse) == len(OPEN)
    assert in_hands() == {
        kept.pk: None,
        **{each.pk: None if status in OPEN else "mina" for status, each in theirs.items()},
        others.pk: "nurse",
    }
    handed_back = ("assigned", "mina", "", "", "", "nurse")
    assert [trail(theirs[status]) for status in OPEN] == [[handed_back]] * len(OPEN)
    before = stored()
    assert AppointmentRequest.objects.hand_back(mina, by=nurse) == 0
    assert stored() == before


@pytest.mark.parametrize(
    ("groups", "still"),
    [([EDITORS], None), ([MANAGERS], "mina"), ([EDITORS, APPOINTMENT_STAFF], "mina")],
)
def test_who_comes_into_another_group_keeps_requests_while_it_answers_them(groups, still, client):
    mina = make_user("mina", APPOINTMENT_STAFF)
    request = make_request(assigned_to=mina)
    client.force_login(make_user("boss", MANAGERS))
    numbers = dict(Group.objects.values_list("name", "pk"))
    path = reverse("admin:clinic_site_user_change", args=[mina.pk])
    answers = {"username": "mina", "language": "en", "is_active": "on"}
    answers["groups"] = [numbers[name] for name in groups]
    assert client.post(path, answers).status_code == 302
    assert in_hands() == {request.pk: still}


def test_in_nobodys_hands_is_what_nobody_has_or_who_has_left(nurse):
    left = make_user("left", APPOINTMENT_STAFF, is_active=False)
    free, orphan = make_request(), make_request(assigned_to=left)
    make_request(assigned_to=nurse)
    assert [*AppointmentRequest.objects.in_nobodys_hands().order_by("pk")] == [free, orphan]


# No way around move_to()

AROUND: dict[str, Callable[[AppointmentRequest], object]] = {
    "save": lambda request: request.save(),
    "save one field": lambda request: request.save(update_fields=["status"]),
    "force": lambda request: request.save(force_update=True),
    "update": lambda request: AppointmentRequest.objects.update(status="spam"),
    "update some": lambda request: AppointmentRequest.objects.filter(pk=request.pk).update(
        child_name="x", status="spam"
    ),
    "update those of another": lambda request: request.related_to.followers.update(status="spam"),
    "bulk_update": lambda request: AppointmentRequest.objects.bulk_update([request], ["status"]),
    "update_or_create": lambda request: AppointmentRequest.objects.update_or_create(
        {"status": "spam"}, pk=request.pk
    ),
    "bulk_create": lambda request: AppointmentRequest.objects.bulk_create(
        [request], update_conflicts=True, update_fields=["status"], unique_fields=["id"]
    ),
    "bulk_create of another": lambda request: request.related_to.followers.bulk_create(
        [request], update_conflicts=True, update_fields=["status"], unique_fields=["id"]
    ),
}


@pytest.mark.parametrize("write", AROUND.values(), ids=AROUND)
def test_status_that_is_written_any_other_way_is_refused(write, stored):
    request = make_request(related_to=make_request())
    before = stored()
    request.status = "spam"
    with override("en"), pytest.raises(MoveRefused) as caught, transaction.atomic():
        write(request)
    sentences = {REFUSAL, "A stored request changes through its own methods only."}
    assert (str(caught.value) in sentences, stored()) == (True, before)


def test_conflicts_are_not_updated_by_position_either(stored):
    request = make_request()
    before = stored()
    request.status = "spam"
    with pytest.raises(TypeError), transaction.atomic():
        AppointmentRequest.objects.bulk_create([request], None, False, True, ["status"], ["id"])
    assert stored() == before


@pytest.mark.parametrize("ignored", [True, False])
def test_row_that_is_there_is_not_created_over(ignored, stored):
    request = make_request()
    before = stored()
    request.status = "spam"
    try:
        with transaction.atomic():
            AppointmentRequest.objects.bulk_create([request], ignore_conflicts=ignored)
    except IntegrityError:
        assert not ignored
    assert stored() == before


def test_new_rows_are_created_in_bulk():
    request = make_request()
    request.pk, request.reference, request.submission_key = None, "7K0M1Q9D", None
    AppointmentRequest.objects.bulk_create([request], 100)
    assert AppointmentRequest.objects.count() == 2


PLACES = [
    pattern.name
    for pattern in admin.site._registry[AppointmentRequest].get_urls()
    if pattern.name and not pattern.name.endswith(("_move", "_same_child", "_erase", "_tell"))
]


@pytest.mark.parametrize("group", [APPOINTMENT_STAFF, MANAGERS])
@pytest.mark.parametrize("place", PLACES)
def test_status_that_is_posted_to_the_admin_changes_nothing(place, group, client):
    request = make_request()
    client.force_login(make_user("mina", group))
    wanted = {"status": "spam", "new_status": "spam", "_save": "Save", "seen_version": "1"}
    wanted |= {"_selected_action": str(request.pk), "action": "delete_selected", "post": "yes"}
    wanted |= {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": str(request.pk)}
    wanted |= {"form-0-status": "spam", "version": "9", "closed_at": "2026-11-23 06:00"}
    per_request = not place.endswith(("_changelist", "_add", "_find", "_next", "_day", "_calendar"))
    client.post(reverse(f"admin:{place}", args=[request.pk] if per_request else []), wanted)
    rows = AppointmentRequest.objects.values_list("pk", "status", "closed_at")
    assert list(rows) == [(request.pk, "new", None)]


def test_request_that_staff_write_down_is_new_whatever_status_is_posted(staff):
    answers = ANSWERS | {"source": "telephone", "priority": "3", "form_token": make_form_token()}
    add = reverse("admin:appointments_appointmentrequest_add")
    assert staff.post(add, answers | {"status": "spam", "version": "7"}).status_code == 302
    assert list(AppointmentRequest.objects.values_list("status", "version")) == [("new", 1)]
