"""Erasing and keeping from erasure: in two steps, with a reason, by managers only."""

import pytest
from django.test import Client
from django.urls import reverse

from appointments import erasure
from appointments.models import AppointmentRequest, Status
from clinic_site.groups import MANAGERS
from clinic_site.models import User
from tests.appointments.desk import address, news, press, refusals, saved, trail
from tests.makers import make_request, make_user
from tests.page import links, parse, text, values

pytestmark = pytest.mark.django_db

SURE = {"reason": "The family asked for it", "understood": "on"}
MOVED_ON = (
    "Somebody else changed this request while it was open here. What is new stands below, and "
    "what you typed is kept. If it still fits, save once more."
)


@pytest.fixture
def manager() -> User:
    return make_user("manager", MANAGERS)


@pytest.fixture
def desk(manager) -> Client:
    """The manager's browser."""
    client = Client()
    client.force_login(manager)
    return client


@pytest.fixture
def settled(manager) -> AppointmentRequest:
    request = make_request(reference="7K3M9Q2X")
    request.move_to(Status.ANSWERED, by=manager)
    return request


def page_of(client: Client, request: AppointmentRequest, name: str):
    return parse(client.get(reverse(f"admin:appointments_request_{name}", args=[request.pk])))


def paragraphs(page) -> list[str]:
    (content,) = (each for each in page.iter("div") if each.get("id") == "content")
    return [text(each) for each in content.iter("p")]


def presses(page) -> list[tuple[str, str]]:
    return [(link, words) for link, words in links(page, "press")]


# Erasing


def test_first_step_says_what_goes_and_what_stays(desk, settled):
    page = page_of(desk, settled, "erase")
    assert paragraphs(page)[:2] == [
        "Erased for good: names, age, phones, addresses, signs and messages, notes, and what was "
        "written to the family.",
        "Kept for the figures: reference, days, status, concern, language, and who did what when.",
    ]
    assert presses(page) == [(address(settled), "Back, erase nothing")]


def test_first_step_changes_nothing(desk, settled, stored):
    before = stored()
    page_of(desk, settled, "erase")
    page_of(desk, settled, "hold")
    assert stored() == before


def test_first_step_names_what_goes_along_and_what_does_not(desk, manager, settled):
    twin = make_request(phone="01811111111")
    twin.move_to(Status.DUPLICATE, by=manager, duplicate_of=settled)
    same_phone = make_request(child_name="Sister")
    same_as_twin = make_request(child_name="Brother", phone="01811111111")
    make_request(phone="01911111111")
    assert presses(page_of(desk, settled, "erase")) == [
        (address(twin), str(twin)),
        (address(same_phone), str(same_phone)),
        (address(same_as_twin), str(same_as_twin)),
        (address(settled), "Back, erase nothing"),
    ]


def test_kept_one_is_named_beside_what_was_sent_twice(desk, manager, settled):
    twin = make_request(phone="01911111111")
    twin.move_to(Status.DUPLICATE, by=manager, duplicate_of=settled)
    assert presses(page_of(desk, twin, "erase")) == [
        (address(settled), str(settled)),
        (address(twin), "Back, erase nothing"),
    ]


def test_second_step_erases_and_leads_to_the_request(desk, settled):
    response = press(desk, settled, "erase", **SURE)
    assert (saved(response), response["Location"]) == (True, address(settled))
    row = AppointmentRequest.objects.get()
    assert (row.child_name, row.version) == ("", settled.version + 1)
    assert trail(row)[-1] == ("erased", "", "", "", "The family asked for it", "manager")
    page = desk.get(response["Location"])
    assert (page.status_code, "erased on" in page.content.decode()) == (200, True)


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ({}, ["Write the reason.", "Tick this box if it is to be erased for good."]),
        ({**SURE, "reason": "  "}, ["Write the reason."]),
        ({**SURE, "reason": "x" * 201}, ["Shorten this to 200 characters."]),
        ({"reason": "Asked"}, ["Tick this box if it is to be erased for good."]),
    ],
)
def test_without_reason_and_tick_nothing_is_erased(typed, sentences, desk, settled, stored):
    before = stored()
    response = press(desk, settled, "erase", **typed)
    assert (response.status_code, refusals(parse(response))) == (200, sentences)
    assert stored() == before


def test_reason_that_was_typed_is_kept(desk, settled):
    page = parse(press(desk, settled, "erase", reason="The family asked"))
    assert values(page, ".//input[@name='reason']", "value") == ["The family asked"]


def test_open_request_has_no_form_to_erase_it(desk, stored):
    request = make_request(reference="7K3M9Q2X")
    before = stored()
    for response in (page_of(desk, request, "erase"), parse(press(desk, request, "erase", **SURE))):
        assert paragraphs(response)[0] == "7K3M-9Q2X is still open. Settle it first."
        assert values(response, ".//input[@name='reason']", "name") == []
        assert presses(response) == [(address(request), "Back to the request")]
    assert stored() == before


def test_request_on_hold_has_no_form_to_erase_it(desk, manager, settled, stored):
    settled.set_hold(True, by=manager, reason="A complaint is open")
    before = stored()
    page = parse(press(desk, settled, "erase", **SURE))
    assert paragraphs(page)[0] == "7K3M-9Q2X is kept from erasure. End that first."
    assert stored() == before


def test_erased_request_has_no_form(desk, settled, stored):
    press(desk, settled, "erase", **SURE)
    settled.refresh_from_db()
    before = stored()
    for name in ("erase", "hold"):
        for page in (page_of(desk, settled, name), parse(press(desk, settled, name, **SURE))):
            assert paragraphs(page)[0] == "This request was erased already."
            assert values(page, ".//input[@name='reason']", "name") == []
    assert stored() == before


def test_newer_state_comes_back_and_is_erased_only_once_it_was_seen(desk, nurse, settled, stored):
    seen_event = settled.events.latest("pk").pk
    AppointmentRequest.objects.get().assign(nurse, by=nurse)
    before = stored()
    page = parse(press(desk, settled, "erase", **SURE, seen_event=seen_event))
    assert refusals(page) == [MOVED_ON]
    assert [line.partition(" ")[0] for line in news(page)] == ["In"]  # whose hands
    assert stored() == before
    seen = dict(
        zip(
            values(page, ".//input[@type='hidden']", "name"),
            values(page, ".//input[@type='hidden']", "value"),
            strict=True,
        )
    )
    path = reverse("admin:appointments_request_erase", args=[settled.pk])
    assert saved(desk.post(path, seen | SURE))


def test_somebody_faster_within_the_press_changes_nothing_unseen(desk, nurse, settled, monkeypatch):
    erase = erasure.erase

    def first_the_nurse(request, **kwargs):
        monkeypatch.undo()
        AppointmentRequest.objects.get().set_priority(1, by=nurse)
        erase(request, **kwargs)

    monkeypatch.setattr(erasure, "erase", first_the_nurse)
    page = parse(press(desk, settled, "erase", **SURE))
    assert refusals(page) == [MOVED_ON]
    assert AppointmentRequest.objects.get().erased_at is None


# Keeping from erasure


def test_hold_is_set_and_ended_with_a_reason(desk, settled):
    for hold, reason in (("on", "A complaint is open"), ("off", "It is settled")):
        page = page_of(desk, settled, "hold")
        assert values(page, ".//input[@name='hold']", "value") == [hold]
        assert saved(press(desk, settled, "hold", hold=hold, reason=reason))
        settled.refresh_from_db()
        assert settled.hold is (hold == "on")
    assert trail(settled)[-2:] == [
        ("hold", "", "on", "", "A complaint is open", "manager"),
        ("hold", "", "off", "", "It is settled", "manager"),
    ]


@pytest.mark.parametrize("typed", [{"hold": "on"}, {"reason": "x"}, {"hold": "?", "reason": "x"}])
def test_hold_needs_a_reason_and_what_is_wanted(typed, desk, settled, stored):
    before = stored()
    assert press(desk, settled, "hold", **typed).status_code == 200
    assert stored() == before


def test_two_who_want_to_keep_it_do_not_undo_each_other(desk, manager, settled, stored):
    AppointmentRequest.objects.get().set_hold(True, by=manager, reason="A complaint is open")
    before = stored()
    wish = {"hold": "on", "reason": "The papers are needed"}
    page = parse(press(desk, settled, "hold", **wish))
    assert refusals(page) == [MOVED_ON]
    assert values(page, ".//input[@name='hold']", "value") == ["on"]
    settled.refresh_from_db()
    page = parse(press(desk, settled, "hold", **wish))
    assert refusals(page) == ["That is how it is already."]
    assert stored() == before


# Who may


@pytest.mark.parametrize("name", ["erase", "hold"])
def test_nurse_may_neither_erase_nor_keep(name, staff, settled, stored):
    before = stored()
    path = reverse(f"admin:appointments_request_{name}", args=[settled.pk])
    assert staff.get(path).status_code == 403
    assert press(staff, settled, name, hold="on", **SURE).status_code == 403
    assert stored() == before


@pytest.mark.parametrize("name", ["erase", "hold"])
def test_other_methods_and_unknown_requests_are_refused(name, desk, settled):
    path = reverse(f"admin:appointments_request_{name}", args=[settled.pk])
    assert desk.put(path).status_code == 405
    assert desk.get(path.replace(f"/{settled.pk}/", "/999/")).status_code == 404
