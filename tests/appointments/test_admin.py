"""The queue: what stands in it, what is found, and who may look."""

from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appointments.models import AppointmentRequest, Priority, Status
from appointments.statuses import CLOSED
from appointments.triage.tabs import Tab
from clinic_site.groups import APPOINTMENT_STAFF, EDITORS, MANAGERS
from tests.appointments.family import in_language
from tests.makers import make_request, make_user
from tests.page import has_class, links, parse, text

pytestmark = pytest.mark.django_db

QUEUE = "/admin/appointments/appointmentrequest/"
NOON = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # in Dhaka, a Monday


def in_hours_from_noon(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


def listed(client: Client, **query: str) -> list[str]:
    """The children in the list, in its order."""
    page = parse(client.get(QUEUE, query))
    cells = (each for each in page.iter("th") if has_class(each, "field-child"))
    return [text(next(s for s in cell.iter("span") if has_class(s, "name"))) for cell in cells]


def in_hours(hours: float) -> datetime:
    return timezone.now() + timedelta(hours=hours)


@pytest.fixture
def _noon():
    """Noon in Dhaka, so that hours around it are of the same day."""
    with mock.patch("django.utils.timezone.now", return_value=NOON):
        yield


def make_request_at_noon(**fields: Any) -> AppointmentRequest:
    """A field's default is the true time, whatever the clock of the test says."""
    times = {"received_at": in_hours(-1)}
    if fields.get("status") not in CLOSED:
        times["next_action_at"] = NOON
    return make_request(**{**times, **fields})


# Order, tabs and filters


def test_queue_is_the_sickest_first_then_the_longest_waiting(staff):
    make_request(child_name="second", next_action_at=in_hours(-1))
    make_request(child_name="routine", priority=Priority.ROUTINE, next_action_at=in_hours(-9))
    make_request(child_name="first", next_action_at=in_hours(-2))
    make_request(child_name="emergency", priority=Priority.EMERGENCY, next_action_at=in_hours(0))
    assert listed(staff) == ["emergency", "first", "second", "routine"]


@pytest.mark.usefixtures("_noon")
def test_every_open_request_is_in_a_tab_and_each_where_it_belongs(staff):
    kept = make_request_at_noon(child_name="kept", status=Status.ANSWERED, closed_at=in_hours(-9))
    kept_fields = {"duplicate_of": kept}
    for name, fields in {
        "new": {},
        "again later": {"status": "contacted", "next_action_at": in_hours(1)},
        "late but to be tried later": {"next_action_at": in_hours(1), "answer_due": in_hours(-1)},
        "in a week": {"status": "unreachable", "next_action_at": in_hours(100)},
        "missed": {"status": "missed", "visit_at": in_hours(-50)},
        "withdrawn": {"status": "withdrawn"},
        "visit this morning": {"status": "scheduled", "visit_at": in_hours(-2)},
        "visit tonight": {
            "status": "scheduled", "visit_at": in_hours(11.9), "next_action_at": in_hours(11.9)
        },
        "visit after midnight": {
            "status": "scheduled", "visit_at": in_hours(12.1), "next_action_at": in_hours(12.1)
        },
        "visit yesterday": {"status": "scheduled", "visit_at": in_hours(-12.1)},
        "came today": {"status": "attended", "visit_at": in_hours(-1)},
        "program": {"suspicious": True, "answer_due": in_hours(1)},
        "program, late": {"suspicious": True, "answer_due": in_hours(-1)},
        "sent twice": {"status": "duplicate", **kept_fields},
        "confirmed": {"status": "withdrawn", "next_action_at": None, "closed_at": in_hours(-1)},
    }.items():  # fmt: skip
        make_request_at_noon(**{"child_name": name, **fields})
    tabs = {tab: sorted(listed(staff, tab=tab)) for tab in Tab}
    assert tabs == {
        "now": ["missed", "new", "program, late", "visit yesterday", "withdrawn"],
        "today": ["came today", "visit this morning", "visit tonight"],
        "waiting": [
            *("again later", "in a week", "late but to be tried later", "visit after midnight")
        ],
        "suspicious": ["program", "program, late"],
        "closed": ["came today", "confirmed", "kept", "sent twice"],
        "all": sorted(AppointmentRequest.objects.values_list("child_name", flat=True)),
    }
    shown = set().union(*(tabs[tab] for tab in ("now", "today", "waiting", "suspicious")))
    assert shown >= set(AppointmentRequest.objects.open().values_list("child_name", flat=True))
    page = parse(staff.get(QUEUE))
    counts = {address: words.split()[-1] for address, words in links(page) if "?tab=" in address}
    assert counts == {f"?tab={tab}": str(len(children)) for tab, children in tabs.items()}


def test_tab_that_is_none_is_the_first(staff):
    make_request(child_name="new")
    make_request(child_name="later", next_action_at=in_hours(1))
    assert listed(staff, tab="no-such-tab") == ["new"]


def test_settled_ones_are_listed_newest_first_and_visits_by_their_time(staff):
    for hours in (-3, -1, -2):
        make_request(child_name=str(hours), status="answered", closed_at=in_hours(hours))
    for minutes in (3, 1, 2):
        visit = timezone.localtime().replace(hour=12, minute=minutes)
        make_request(child_name=f"visit {minutes}", status="scheduled", visit_at=visit)
    assert listed(staff, tab="closed") == ["-1", "-2", "-3"]
    assert listed(staff, tab="today") == ["visit 1", "visit 2", "visit 3"]


@pytest.mark.parametrize(
    ("query", "children"),
    [
        ({"owner": "mine"}, ["mine"]),
        ({"owner": "nobody"}, ["left behind", "nobody's"]),
        ({"owner": "others"}, ["others'"]),
        ({"owner": "x"}, ["left behind", "mine", "nobody's", "others'"]),
    ],
)
def test_filter_by_whose_hands_it_is_in(query, children, nurse, staff):
    gone = make_user("gone", APPOINTMENT_STAFF, is_active=False)
    make_request(child_name="mine", assigned_to=nurse)
    make_request(child_name="others'", assigned_to=make_user("other", APPOINTMENT_STAFF))
    make_request(child_name="nobody's")
    make_request(child_name="left behind", assigned_to=gone)
    assert sorted(listed(staff, **query)) == children


@pytest.mark.parametrize(
    ("query", "children"),
    [
        ({"overdue": "yes"}, ["late"]),
        ({"concern__exact": "eye"}, ["eye"]),
        ({"priority__exact": "1"}, ["sick"]),
        ({"source__exact": "letter"}, ["letter"]),
        ({"language": "en"}, ["speaks English", "wrote English"]),
        ({"status__exact": "contacted"}, ["contacted"]),
    ],
)
def test_filter_shows_those_that_fit(query, children, staff):
    for name, fields in {
        "late": {"answer_due": in_hours(-1)},
        "in time": {"answer_due": in_hours(1)},
        "eye": {"concern": "eye"},
        "sick": {"priority": Priority.EMERGENCY},
        "letter": {"source": "letter"},
        "wrote English": {"page_language": "en"},
        "speaks English": {"preferred_language": "en"},
        "wrote English, speaks Bengali": {"page_language": "en", "preferred_language": "bn"},
        "contacted": {"status": "contacted"},
    }.items():
        make_request(child_name=name, **fields)
    assert sorted(listed(staff, **query)) == children


@pytest.mark.usefixtures("_noon")
@pytest.mark.parametrize(
    ("visit", "children"),
    [("today", [1, 11.9]), ("tomorrow", [12.1, 35]), ("week", [1, 11.9, 12.1, 35, 150])],
)
def test_filter_by_day_of_the_visit(visit, children, staff):
    for hours in (-13, 1, 11.9, 12.1, 35, 150, 157):
        make_request(child_name=str(hours), status="scheduled", visit_at=in_hours(hours))
    assert sorted(map(float, listed(staff, tab="all", visit=visit))) == children


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
    assert listed(staff, q=term, tab="now") == ["open"]


@pytest.mark.parametrize(
    "term", ["no such name", "99999", "17", "%", "_", "'", '"', "\x00", "²", "x" * 5000, "👶"]
)
def test_search_that_finds_nothing_is_a_page(term, staff):
    make_request(reference="7K0M1Q9D", child_name="রাফি", phone="01812-555555")
    assert listed(staff, q=term) in ([], ["রাফি"])
    assert "রাফি" not in listed(staff, q="no such name")


def find(client: Client, typed: str) -> HttpResponse:
    return client.post(f"{QUEUE}find/", {"q": typed})


def test_what_is_searched_for_is_in_no_address(staff):
    first, second = make_request(), make_request(child_name="রাফি")
    make_request(child_name="সাদিয়া", guardian_name="শিরিন", phone="01911223344")
    assert find(staff, "রাফি")["Location"] == f"{QUEUE}?id__in={second.pk},{first.pk}"
    assert listed(staff, id__in=f"{second.pk},{first.pk}") == ["রাফি", "রাফি হাসান"]


def test_the_only_one_found_is_opened_at_once(staff):
    request = make_request(status=Status.SPAM, reference="7K0M1Q9D")
    make_request()
    for typed in ("7kom 1q9d", "৭K০M১Q৯D"):
        assert find(staff, typed)["Location"] == f"{QUEUE}{request.pk}/change/"


@pytest.mark.parametrize("typed", ["no such name", "", "\x00", "'", "%", "x" * 100_000])
def test_search_that_finds_nothing_says_what_to_try(typed, staff):
    make_request()
    response = staff.post(f"{QUEUE}find/", {"q": typed}, follow=True)
    assert response.redirect_chain == [(QUEUE, 302)]
    assert "Nothing was found. Try fewer words, or another spelling." in text(parse(response))


def test_many_found_are_the_newest_and_it_says_so(staff, monkeypatch):
    monkeypatch.setattr("appointments.search.MOST", 2)
    requests = [make_request() for _number in range(3)]
    response = staff.post(f"{QUEUE}find/", {"q": "রাফি"}, follow=True)
    newest = ",".join(str(request.pk) for request in (requests[2], requests[1]))
    assert response.redirect_chain == [(f"{QUEUE}?id__in={newest}", 302)]
    assert "Only the newest are shown." in text(parse(response))


def test_long_list_has_pages_and_says_how_many(staff):
    for number in range(51):
        make_request(child_name=f"child {number}")
    first, second = (text(parse(staff.get(QUEUE, {"p": page}))) for page in (1, 2))
    assert ("51 requests · page 1 of 2 Next" in first) is True
    assert ("Back 51 requests · page 2 of 2" in second) is True


# Cost


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_database_as_often_for_many_rows_as_for_one(
    rows, staff, django_assert_num_queries
):
    first = make_request(status=Status.WITHDRAWN)
    for _ in range(rows - 1):
        make_request(related_to=first, suspicious=True, urgent_signs=["fit"])
    staff.get(QUEUE)  # content types are read once in a process
    with django_assert_num_queries(12):
        assert len(listed(staff, tab="all")) == rows


# Rows


@pytest.mark.usefixtures("_noon")
def test_row_says_what_matters(staff):
    make_request_at_noon(
        child_name="রাফি", child_age_days=91, guardian_name="রহিমা", reference="7K0M1Q9D",
        priority=Priority.URGENT, suspicious=True, form_nonce="same", urgent_signs=["fit"],
        related_to=make_request(child_name="other", form_nonce="same"),
        status=Status.WITHDRAWN, answer_due=in_hours(-3), source="telephone",
        assigned_to=make_user("mina", APPOINTMENT_STAFF, first_name="Mina"),
    )  # fmt: skip
    page = parse(staff.get(QUEUE))
    (row,) = (each for each in page.iter("tr") if "7K0M-1Q9D" in text(each))
    assert [text(cell) for cell in row][1:] == [
        *("Urgent", "7K0M-1Q9D রাফি 3 months", "⚠ late by 3 hours Withdrawn by the family"),
        "A swollen belly, or blood in the urine⚠ The child is having a fit, or has just had one",
        *("রহিমা 01712-345678", "Bengali", "Mina"),
        "sent again, changed looks automatic withdrawn: confirm by phone Telephone",
    ]
    assert ("tel:+8801712345678", "01712-345678") in links(row)


@pytest.mark.usefixtures("_noon")
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"answer_due": in_hours_from_noon(0.5)}, "⏳ call by today, 12:30 pm New"),
        ({"answer_due": in_hours_from_noon(21)}, "◷ call by tomorrow, 9 am New"),
        ({"answer_due": in_hours_from_noon(-50)}, "⚠ late by 2 days New"),
        ({"next_action_at": in_hours_from_noon(3)}, "↻ again today, 3 pm New"),
        (
            {"status": "scheduled", "visit_at": in_hours_from_noon(93)},
            "▣ Friday 27 November, 9 am Visit arranged",
        ),
        (
            {"status": "answered", "closed_at": in_hours_from_noon(-24)},
            "Answered by advice yesterday",
        ),
    ],
)
def test_column_says_what_is_due_when(fields, words, staff):
    make_request_at_noon(**fields)
    page = parse(staff.get(QUEUE, {"tab": "all"}))
    (cell,) = (each for each in page.iter("td") if has_class(each, "field-waiting"))
    assert text(cell) == words


def test_bengali_staff_read_bengali(nurse, staff):
    nurse.language = "bn"
    nurse.save()
    make_request(child_age_days=91, reference="7K0M1Q9D")
    page = parse(staff.get(QUEUE))
    (row,) = (each for each in page.iter("tr") if "7K0M-1Q9D" in text(each))
    soon = in_language("bn", "Soon")
    assert [text(cell) for cell in row][1:3] == [soon, "7K0M-1Q9D রাফি হাসান ৩ মাস"]


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
        ([APPOINTMENT_STAFF], [200, 200, 200, 200, 200, 403]),
        ([MANAGERS], [200, 200, 200, 200, 200, 403]),
        ([EDITORS, APPOINTMENT_STAFF], [200, 200, 200, 200, 200, 403]),
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


def test_nothing_is_deleted(canary, staff, stored):
    before = stored()
    paths = addresses(canary)
    assert staff.post(paths["delete"], {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [canary.pk], "post": "yes"}
    assert staff.post(paths["list"], chosen).status_code == 302
    assert stored() == before


def test_personal_pages_are_kept_by_no_cache_and_name_nobody_in_their_address(canary, staff):
    for name, path in addresses(canary).items():
        response = staff.get(path)
        assert (name, "no-store" in response["Cache-Control"]) == (name, True)
    assert "canary" not in "".join(addresses(canary)[name] for name in ("change", "history"))


def test_request_that_came_without_a_form_shows_what_is_known(staff):
    fields = {"child_name": "Rafi", "child_age": "about three", "guardian_name": "Rahima"}
    for phone in ("01712345678", "ask at the shop"):
        AppointmentRequest.objects.create(**fields, phone=phone, concern="lump")
    response = staff.get(QUEUE)
    page = staff.get(f"{QUEUE}{AppointmentRequest.objects.last().pk}/change/").content.decode()
    assert response.status_code == 200
    assert ("about three" in page, "ask at the shop" in page) == (True, True)
