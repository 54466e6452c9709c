"""The queue: what stands in it, what is found, and who may look."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appointments.models import AppointmentRequest, Priority, Status
from appointments.queue import QUEUE_ORDER
from clinic_site.groups import APPOINTMENT_STAFF, EDITORS, MANAGERS
from tests.appointments.family import in_language
from tests.makers import make_request, make_user
from tests.page import has_class, links, parse, text

pytestmark = pytest.mark.django_db

QUEUE = "/admin/appointments/appointmentrequest/"


def listed(client: Client, **query: str) -> list[str]:
    """The children in the list, in its order."""
    page = parse(client.get(QUEUE, query))
    cells = (each for each in page.iter("td") if has_class(each, "field-child_name"))
    return [text(each) for each in cells]


# Order and filters


def test_queue_is_the_sickest_first_then_the_longest_waiting_then_the_undated(staff):
    now = timezone.now()
    make_request(child_name="undated", next_action_at=None)
    make_request(child_name="later", next_action_at=now + timedelta(hours=1))
    make_request(child_name="routine", priority=Priority.ROUTINE, next_action_at=now)
    make_request(child_name="first", next_action_at=now)
    make_request(child_name="second", next_action_at=now)
    tomorrow = now + timedelta(days=1)
    make_request(child_name="emergency", priority=Priority.EMERGENCY, next_action_at=tomorrow)
    assert listed(staff) == ["emergency", "first", "second", "later", "undated", "routine"]
    by_hand = [request.child_name for request in AppointmentRequest.objects.order_by(*QUEUE_ORDER)]
    assert listed(staff) == by_hand


OPEN = ["new", "contacted", "unreachable", "scheduled", "missed", "withdrawn"]
CLOSED = ["attended", "answered", "referred", "declined", "duplicate", "spam"]


@pytest.mark.parametrize(
    ("query", "children"),
    [
        ({}, OPEN),
        ({"state": "open"}, OPEN),
        ({"state": "closed"}, CLOSED),
        ({"state": "all"}, [*Status]),
        ({"status__exact": "spam"}, ["spam"]),
        ({"status__exact": "new"}, ["new"]),
        ({"status__exact": "spam", "state": "open"}, []),
        ({"page_language__exact": "en"}, []),
        ({"concern__exact": "belly"}, OPEN),
        ({"q": "a"}, [name for name in Status if "a" in name]),
        ({"q": "spam", "state": "open"}, []),
    ],
)
def test_queue_is_open_requests_unless_something_else_is_asked_for(query, children, staff):
    kept = make_request(child_name="kept", reference="00000000", priority=Priority.ROUTINE)
    for status in Status:
        make_request(
            status=status, child_name=status, visit_at=timezone.now(), duplicate_of=kept,
            guardian_name="x", reference=f"{status:0<8.8}".upper(),
        )  # fmt: skip
    assert sorted(name for name in listed(staff, **query) if name != "kept") == sorted(children)


@pytest.mark.parametrize(
    ("query", "chosen"),
    [({}, "Open"), ({"state": "closed"}, "Closed"), ({"q": "x"}, "All"), ({"state": "x"}, None)],
)
def test_filter_shows_what_is_chosen(query, chosen, staff):
    page = parse(staff.get(QUEUE, query))
    (box,) = (each for each in page.iter("details") if each.get("data-filter-title") == "state")
    choices = {text(each): has_class(each, "selected") for each in box.iter("li")}
    assert choices == {name: name == chosen for name in ("Open", "Closed", "All")}


def test_empty_queue_is_a_page(staff):
    assert listed(staff) == []


# Search


@pytest.mark.parametrize(
    "term",
    [
        "7K0M-1Q9D",
        "7k0m1q9d",
        "7KOM IQ9D",
        "7kom-lq9d",
        "৭K০M-১Q৯D",
        "01712345678",
        "০১৭১২৩৪৫৬৭৮",
        "০১৭১২-৩৪৫ ৬৭৮",
        "+8801712345678",
        "+৮৮০ ১৭১২ ৩৪৫৬৭৮",
        "8801712345678",
        "345678",
        "রা\u09dfহান",
        "রায়হান",
        "রায়হান হো",
        "rahima",
        "KHATUN",
    ],
)
def test_request_is_found_in_any_spelling(term, staff):
    make_request(
        child_name="রায়হান হোসেন",
        guardian_name="Rahima Khatun",
        reference="7K0M1Q9D",
        phone="01712-345678",
        status=Status.SPAM,
    )
    make_request(
        child_name="another", guardian_name="y", reference="7K0M1Q9E", phone="01812-555555"
    )
    assert listed(staff, q=term) == ["রায়হান হোসেন"]


@pytest.mark.parametrize("term", ["", "  "])
def test_empty_search_is_the_queue(term, staff):
    make_request(child_name="open")
    make_request(child_name="closed", status=Status.SPAM)
    assert listed(staff, q=term)[:1] == ["open"]


@pytest.mark.parametrize(
    "term", ["no such name", "99999", "17", "%", "_", "'", '"', "\x00", "²", "x" * 5000, "👶"]
)
def test_search_that_finds_nothing_is_a_page(term, staff):
    make_request(reference="7K0M1Q9D", child_name="রাফি", phone="01812-555555")
    assert listed(staff, q=term) in ([], ["রাফি"])
    assert "রাফি" not in listed(staff, q="no such name")


# Cost


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_database_as_often_for_many_rows_as_for_one(
    rows, staff, django_assert_num_queries
):
    first = make_request(status=Status.WITHDRAWN)
    for _ in range(rows - 1):
        make_request(related_to=first, suspicious=True, urgent_signs=["fit"])
    staff.get(QUEUE)  # content types are read once in a process
    with django_assert_num_queries(7):
        assert len(listed(staff)) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_page_of_a_request_asks_as_often_for_many_events_as_for_one(
    rows, staff, nurse, django_assert_num_queries
):
    request = make_request()
    for _ in range(rows):
        request.add_note("note", by=nurse)
        request.events.create(kind="viewed", by=nurse)
    address = f"{QUEUE}{request.pk}/change/"
    staff.get(address)
    with django_assert_num_queries(10):
        assert staff.get(address).status_code == 200


# Rows


def test_row_says_what_matters(staff):
    now = timezone.now().replace(year=2050, month=1, day=5, hour=4, minute=30)
    make_request(
        child_name="রাফি", child_age_days=91, guardian_name="রহিমা", reference="7K0M1Q9D",
        priority=Priority.URGENT, suspicious=True, form_nonce="same",
        related_to=make_request(child_name="other", form_nonce="same"),
        status=Status.WITHDRAWN, next_action_at=now,
    )  # fmt: skip
    page = parse(staff.get(QUEUE))
    (row,) = (each for each in page.iter("tr") if "7K0M-1Q9D" in text(each))
    assert [text(cell) for cell in row] == [
        *("7K0M-1Q9D", "Urgent", "Withdrawn by the family", "রাফি", "3 months"),
        *("A swollen belly, or blood in the urine", "রহিমা", "01712-345678", "Bengali"),
        "5 January 2050, 10:30 am",
        "sent again, changed, looks automatic, withdrawn: confirm by phone",
    ]
    assert ("tel:+8801712345678", "01712-345678") in links(row)


def test_bengali_staff_read_bengali(nurse, staff):
    nurse.language = "bn"
    nurse.save()
    make_request(child_age_days=91, reference="7K0M1Q9D")
    page = parse(staff.get(QUEUE))
    (row,) = (each for each in page.iter("tr") if "7K0M-1Q9D" in text(each))
    soon, new = in_language("bn", "Soon"), in_language("bn", "New")
    assert [text(cell) for cell in row][1:5] == [soon, new, "রাফি হাসান", "৩ মাস"]


# Who may look


def addresses(request: AppointmentRequest) -> dict[str, str]:
    names = ("change", "history", "delete")
    return {
        "list": QUEUE,
        "search": f"{QUEUE}?q=Canary",
        "add": f"{QUEUE}add/",
        **{
            name: reverse(f"admin:appointments_appointmentrequest_{name}", args=[request.pk])
            for name in names
        },
    }


@pytest.fixture
def canary(db) -> AppointmentRequest:
    return make_request(
        child_name="CanaryChild",
        guardian_name="CanaryGuardian",
        message="CanaryMessage",
        phone="01799887766",
        reference="CANARY00",
    )


def statuses(client: Client, request: AppointmentRequest) -> dict[str, int]:
    return {name: client.get(path).status_code for name, path in addresses(request).items()}


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ([APPOINTMENT_STAFF], [200, 200, 403, 200, 200, 403]),
        ([MANAGERS], [200, 200, 403, 200, 200, 403]),
        ([EDITORS, APPOINTMENT_STAFF], [200, 200, 403, 200, 200, 403]),
        ([EDITORS], [403, 403, 403, 403, 403, 403]),
        ([], [403, 403, 403, 403, 403, 403]),
    ],
)
def test_who_may_open_what(groups, expected, canary, client):
    client.force_login(make_user("person", *groups))
    assert list(statuses(client, canary).values()) == expected


@pytest.mark.parametrize("groups", [[EDITORS], []])
def test_person_without_the_right_reads_and_changes_nothing(groups, canary, client, stored):
    client.force_login(make_user("person", *groups))
    before = stored()
    answer = {"seen_version": 1, "move": "spam", "note": "x"}
    for path in addresses(canary).values():
        for response in (client.get(path), client.post(path, answer)):
            body = response.content.decode()
            assert response.status_code == 403
            assert [trace for trace in ("Canary", "CANARY", "887766") if trace in body] == []
    assert client.get("/admin/").status_code == 200
    assert (b"appointmentrequest" in client.get("/admin/").content, stored()) == (False, before)


@pytest.mark.parametrize("is_family_of_staff", [False, True])
def test_whoever_is_not_staff_is_led_to_the_login(is_family_of_staff, canary, client, stored):
    if is_family_of_staff:
        client.force_login(make_user("person", APPOINTMENT_STAFF, is_staff=False))
    before = stored()
    for path in addresses(canary).values():
        for response in (client.get(path), client.post(path, {"move": "spam"})):
            assert response.status_code == 302
            assert response["Location"].startswith("/admin/login/?next=")
            assert response.content == b""
    assert stored() == before


def test_person_whose_right_was_taken_away_is_refused_at_once(canary, nurse, staff):
    assert statuses(staff, canary)["change"] == 200
    nurse.groups.clear()
    assert statuses(staff, canary)["change"] == 403
    nurse.is_active = False
    nurse.save()
    assert statuses(staff, canary)["change"] == 302


def test_nothing_is_added_or_deleted(canary, staff, stored):
    before = stored()
    paths = addresses(canary)
    assert staff.post(paths["add"], {"child_name": "x"}).status_code == 403
    assert staff.post(paths["delete"], {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [canary.pk], "post": "yes"}
    assert staff.post(paths["list"], chosen).status_code == 200
    assert stored() == before


def test_personal_pages_are_kept_by_no_cache_and_name_nobody_in_their_address(canary, staff):
    for name, path in addresses(canary).items():
        response = staff.get(path)
        assert (name, "no-store" in response["Cache-Control"]) == (name, True)
    assert "canary" not in "".join(addresses(canary)[name] for name in ("change", "history"))


def test_history_names_the_reference_and_what_was_filled_in_but_no_words(canary, staff):
    path = addresses(canary)["change"]
    staff.post(path, {"seen_version": 1, "move": "contacted", "note": "CanaryNote"})
    entry = LogEntry.objects.get()
    assert entry.object_repr == "CANA-RY00"
    assert entry.get_change_message() == "Changed The request is now and Note."
    assert b"CanaryNote" not in staff.get(addresses(canary)["history"]).content


def test_request_that_came_without_a_form_shows_what_is_known(staff):
    fields = {"child_name": "Rafi", "child_age": "about three", "guardian_name": "Rahima"}
    for phone in ("01712345678", "ask at the shop"):
        AppointmentRequest.objects.create(**fields, phone=phone, concern="lump")
    response = staff.get(QUEUE)
    page = staff.get(f"{QUEUE}{AppointmentRequest.objects.last().pk}/change/").content.decode()
    assert response.status_code == 200
    assert ("about three" in page, "ask at the shop" in page) == (True, True)
