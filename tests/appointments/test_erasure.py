"""Erasing leaves what counts and no word of the family, in any table."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone
from django.utils.translation import override

from appointments import erasure, tokens
from appointments.models import AppointmentRequest, Event, MovedOn, MoveRefused, Priority
from clinic_site.models import User
from tests.appointments.family import in_language
from tests.makers import make_call, make_request
from tests.page import parse, text

pytestmark = pytest.mark.django_db

CANARY = "Canary"
PHONES = ("01799887766", "01899887766", "01699887766", "01599887766")
TRACES = (CANARY, CANARY.lower(), *(phone[1:] for phone in PHONES), *(p[:0:-1] for p in PHONES))


def make_settled(**fields: Any) -> AppointmentRequest:
    return make_request(**{"status": "answered", **fields})


@pytest.fixture
def full(nurse: User) -> AppointmentRequest:
    """A settled request with something of the family in every place that there is."""
    request = make_request(
        child_name="CanaryChild", child_age="Canary 3 years", guardian_name="CanaryMother",
        phone=PHONES[0], phone_alternative=PHONES[1], email="canary@example.com",
        urgent_signs=["fit"], filled_by="doctor", filled_by_name="CanaryDoctor",
        filled_by_phone=PHONES[2], relationship="child", phone_owner="own", district="CanaryTown",
        message="CanaryMessage", preferred_date=timezone.localdate(), best_time="morning",
        known_patient="yes", contact_method="phone", preferred_language="en",
    )  # fmt: skip
    request.add_note("CanaryNote", by=nurse)
    request.log_call("reached", by=nurse, number="+8801799887766", note="CanaryCall")
    request.correct_contact({"guardian_name": "CanaryAunt", "phone": PHONES[3]}, by=nurse)
    request.move_to(
        "referred", by=nurse, referred_to="CanaryPlace", referral_urgency="planned",
        referral_told="CanaryTold", note="CanaryReason",
    )  # fmt: skip
    for state, channel in (("queued", "mail"), ("opened", "whatsapp"), ("read_out", "call")):
        request.messages.create(
            template="text", channel=channel, state=state, language="bn", by=nurse,
            recipient="canary@example.com", subject="CanarySubject", text="CanaryText",
            sent_at=None if state == "queued" else timezone.now(),
        )  # fmt: skip
    LogEntry.objects.create(
        user=nurse, content_type=ContentType.objects.get_for_model(AppointmentRequest),
        object_id=request.pk, object_repr="CanaryRepr", action_flag=2, change_message="CanaryLog",
    )  # fmt: skip
    return request


def traces() -> list[tuple[str, str]]:
    """(table, column) wherever a word of the family is still stored."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for column in connection.introspection.get_table_description(cursor, table):
                name = connection.ops.quote_name(column.name)
                cursor.execute(
                    f"SELECT CAST({name} AS TEXT) FROM {connection.ops.quote_name(table)}"  # noqa: S608
                )
                stored = "\n".join(str(value) for (value,) in cursor.fetchall())
                if any(trace in stored for trace in TRACES):
                    found.append((table, column.name))
    return found


def test_no_word_of_the_family_is_left_in_any_table(full, nurse):
    assert len(traces()) > 10
    erasure.erase(full, by=nurse, reason="Asked for it by phone")
    assert traces() == []


def test_what_counts_is_left_as_it_was(full, nurse):
    kept = (
        *("reference", "status", "source", "received_at", "first_reached_at", "closed_at"),
        *("concern", "page_language", "preferred_language", "priority", "consent_version"),
    )
    before = {name: getattr(full, name) for name in kept}
    story = list(full.events.values_list("kind", "at", "by"))
    codes = list(full.events.filter(kind__in=("status", "call")).values_list("old", "new"))
    messages = set(full.messages.exclude(state="queued").values_list("channel", "state", "by"))
    erasure.erase(full, by=nurse, reason="Asked for it")
    stored = AppointmentRequest.objects.get(pk=full.pk)
    assert {name: getattr(stored, name) for name in kept} == before
    *events, last = full.events.all()
    assert [(event.kind, event.at, event.by_id) for event in events] == story
    assert (last.kind, last.by, last.text) == ("erased", nurse, "Asked for it")
    assert list(full.events.filter(kind__in=("status", "call")).values_list("old", "new")) == codes
    assert set(full.messages.values_list("channel", "state", "by")) == messages
    entry = LogEntry.objects.get()
    assert (entry.object_repr, entry.change_message) == (str(full), "")


def test_a_waiting_mail_does_not_go_out_any_more(full, nurse):
    erasure.erase(full, by=nurse, reason="x")
    assert full.messages.filter(state="queued").count() == 0


def test_what_was_sent_twice_for_the_child_goes_along_and_others_stay(nurse):
    kept = make_request()
    twice = make_request()
    twice.move_to("duplicate", by=nurse, duplicate_of=kept)
    follower = make_request(child_name="Sister", related_to=kept)
    kept.log_call("reached", by=nurse)
    kept.move_to("answered", by=nurse)
    erasure.erase(kept, by=nurse, reason="x")
    twice.refresh_from_db()
    follower.refresh_from_db()
    assert (twice.child_name, twice.erased_at is None, twice.duplicate_of) == ("", False, kept)
    assert (follower.child_name, follower.related_to) == ("Sister", None)


@pytest.mark.parametrize("language", ["en", "bn"])
@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"status": "new"}, "%(reference)s is still open. Settle it first."),
        ({"hold": True}, "%(reference)s is kept from erasure. End that first."),
    ],
)
def test_what_is_open_or_held_is_refused_with_a_sentence(fields, sentence, language, nurse, stored):
    request = make_settled(**fields)
    before = stored()
    words = in_language(language, sentence) % {"reference": request}
    with override(language), pytest.raises(MoveRefused) as caught:
        erasure.erase(request, by=nurse, reason="x")
    assert (str(caught.value), stored()) == (words, before)


def test_a_held_twin_request_keeps_both(nurse, stored):
    kept = make_settled()
    make_settled(status="duplicate", duplicate_of=kept, hold=True)
    before = stored()
    with pytest.raises(MoveRefused):
        erasure.erase(kept, by=nurse, reason="x")
    assert stored() == before


def test_erased_once_is_enough(nurse):
    request = make_settled()
    erasure.erase(request, by=nurse, reason="x")
    with override("en"), pytest.raises(MoveRefused) as caught:
        erasure.erase(request, by=nurse, reason="x")
    assert str(caught.value) == "This request was erased already."


def test_somebody_who_was_faster_stops_it_as_a_whole(nurse, stored):
    kept = make_settled()
    make_settled(status="duplicate", duplicate_of=kept)
    AppointmentRequest.objects.get(pk=kept.pk).set_priority(Priority.URGENT, by=nurse)
    before = stored()
    with pytest.raises(MovedOn):
        erasure.erase(kept, by=nurse, reason="x")
    assert stored() == before


@pytest.mark.parametrize(
    "act",
    [
        lambda request, by: request.move_to("new", by=by, note="x"),
        lambda request, by: request.log_call("reached", by=by),
        lambda request, by: request.add_note("x", by=by),
        lambda request, by: request.assign(by, by=by),
        lambda request, by: request.set_priority(Priority.URGENT, by=by),
        lambda request, by: request.correct_contact({"guardian_name": "x"}, by=by),
        lambda request, by: request.set_hold(True, by=by, reason="x"),
        lambda request, _by: request.ask_for_call(),
    ],
)
def test_nothing_about_it_changes_any_more(act, nurse, stored):
    request = make_settled()
    erasure.erase(request, by=nurse, reason="x")
    request = AppointmentRequest.objects.get(pk=request.pk)
    before = stored()
    with pytest.raises(MoveRefused):
        act(request, nurse)
    assert stored() == before


def test_the_family_is_told_what_an_unknown_pair_is_told(nurse, client):
    request = make_settled()
    token = tokens.received_token(request.submission_key)
    erasure.erase(request, by=nurse, reason="x")
    answers = {"reference": request.reference, "phone": "01712345678"}
    known = text(parse(client.post("/en/appointment/status/", answers)))
    unknown = text(
        parse(client.post("/en/appointment/status/", answers | {"reference": "00000000"}))
    )
    assert known.replace(request.reference, "") == unknown.replace("00000000", "")
    assert client.get(f"/en/appointment/received/{token}/").status_code == 410


def test_what_is_past_its_time_is_told_from_what_is_not(nurse):
    now = timezone.now()
    border = now - timedelta(days=730)
    old = make_settled(closed_at=border - timedelta(minutes=1))
    make_settled(closed_at=border + timedelta(minutes=1))
    make_request(received_at=now - timedelta(days=900))
    assert list(erasure.past_retention()) == [old]
    assert erasure.past_retention(31).count() == 2
    erasure.erase(old, by=None)
    assert list(erasure.past_retention()) == []


def test_open_for_half_a_year_is_for_the_managers():
    now = timezone.now()
    old = make_request(received_at=now - timedelta(days=181))
    make_request(received_at=now - timedelta(days=179))
    make_settled(received_at=now - timedelta(days=300))
    assert list(erasure.too_long_open()) == [old]


def test_story_of_an_erased_request_can_still_be_read(full, nurse, staff):
    make_call(full, nurse)
    erasure.erase(full, by=nurse, reason="Asked for it")
    for page in ("change", "history"):
        path = f"/admin/appointments/appointmentrequest/{full.pk}/{page}/"
        words = text(parse(staff.get(path)))
        assert [trace for trace in TRACES if trace in words] == []
        assert ("Call: Reached" in words, "Erased" in words) == (True, True)
    assert Event.objects.filter(request=full, kind="viewed").exists()
