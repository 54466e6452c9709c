"""What staff fill in is done together, or comes back with a sentence and every word kept."""

import threading
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.contrib.admin import ModelAdmin
from django.db import connection
from django.db.models import F
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appointments import triage
from appointments.models import AppointmentRequest, MovedOn, Priority, Status
from appointments.triage import TriageForm
from clinic_site.groups import APPOINTMENT_STAFF
from pages.bengali import TO_BENGALI
from tests.appointments.family import in_language, messages, with_id
from tests.makers import ANSWERS, make_call, make_request, make_user
from tests.page import has_class, parse, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _far_visits(monkeypatch):
    """Visits of these tests lie in 2050, so that they stay ahead."""
    monkeypatch.setattr(triage, "LATEST_VISIT", timedelta(days=100 * 365))


NOTE = "মা স্ক্যান নিয়ে আসবেন।\nঅগ্রহায়ণে"
CLOSE_LOOK = (
    "Somebody else changed this request while it was open here. What is new stands in the "
    "timeline below. Look at it, then save again if it still fits."
)


def address(request: AppointmentRequest) -> str:
    return reverse("admin:appointments_appointmentrequest_change", args=[request.pk])


def save(client: Client, request: AppointmentRequest, **filled_in: str) -> HttpResponse:
    """Save the page as it was read, with these boxes filled in."""
    empty = ("call", "move", "visit_0", "visit_1", "sent_to", "same_as", "new_priority", "note")
    answers = {"seen_version": request.version, **dict.fromkeys(empty, ""), "_continue": "1"}
    return client.post(address(request), {**answers, **filled_in})


def events(request: AppointmentRequest) -> list[tuple]:
    """The trail without the views: kind, before, after, text, who."""
    trail = request.events.exclude(kind="viewed")
    return list(trail.values_list("kind", "old", "new", "text", "by__username"))


def saved(response: HttpResponse) -> bool:
    return response.status_code == 302


def sentences(page) -> list[str]:
    """What stands above the form: the admin's general line, then our own."""
    notes = (each for each in page.iter() if has_class(each, "errornote"))
    lists = (each for each in page.iter("ul") if has_class(each, "nonfield"))
    return [text(each) for each in notes][1:] + [text(each) for each in lists]


def note_kept(page) -> str:
    return with_id(page, "id_note").text.removeprefix("\n").replace("\r\n", "\n")


# Done


def test_move_writes_its_event_with_the_person(staff):
    request = make_request()
    assert saved(save(staff, request, move="contacted", note=NOTE))
    request.refresh_from_db()
    assert (request.status, request.version) == (Status.CONTACTED, 2)
    assert events(request) == [("status", "new", "contacted", NOTE, "nurse")]


@pytest.mark.parametrize("digits", ["Latin", "Bengali"])
def test_visit_is_arranged_in_the_clinics_time(digits, staff):
    request = make_request()
    day, hour = "25/12/2050", "10:30"
    if digits == "Bengali":
        day, hour = day.translate(TO_BENGALI), hour.translate(TO_BENGALI)
    assert saved(save(staff, request, move="scheduled", visit_0=day, visit_1=hour))
    request.refresh_from_db()
    visit = datetime(2050, 12, 25, 4, 30, tzinfo=UTC)
    assert (request.status, request.visit_at, request.next_action_at) == ("scheduled", visit, visit)


def test_family_is_sent_elsewhere(staff):
    request = make_request()
    assert saved(save(staff, request, move="referred", sent_to=" Dhaka  Medical College "))
    request.refresh_from_db()
    assert (request.status, request.referred_to) == ("referred", "Dhaka Medical College")


@pytest.mark.parametrize("spelling", ["7K0M-1Q9D", "7kom lq9d", "৭K০M-১Q৯D"])
def test_duplicate_is_named_by_its_reference_in_any_spelling(spelling, staff):
    kept, request = make_request(reference="7K0M1Q9D"), make_request()
    assert saved(save(staff, request, move="duplicate", same_as=spelling))
    request.refresh_from_db()
    assert (request.status, request.duplicate_of) == ("duplicate", kept)


def test_call_and_decline_go_together(staff):
    request = make_request()
    assert saved(save(staff, request, call="reached", move="declined", note="Lives in Kolkata"))
    request.refresh_from_db()
    assert (request.status, request.version) == ("declined", 3)
    assert events(request) == [
        ("call", "", "reached", "", "nurse"),
        ("status", "new", "declined", "Lives in Kolkata", "nurse"),
    ]


def test_third_failed_call_and_giving_up_go_together(nurse, staff):
    request = make_request()
    make_call(request, nurse, days_ago=1)
    make_call(request, nurse)
    assert saved(save(staff, request, call="no_answer", move="unreachable"))
    request.refresh_from_db()
    assert request.status == "unreachable"
    assert [event[:3] for event in events(request)[2:]] == [
        ("call", "", "no_answer"),
        ("status", "new", "unreachable"),
    ]


def test_call_alone_takes_the_note(staff):
    request, earliest = make_request(), timezone.now() + timedelta(hours=3)
    assert saved(save(staff, request, call="no_answer", note=NOTE))
    request.refresh_from_db()
    assert (request.status, request.next_action_at >= earliest) == ("new", True)
    assert events(request) == [("call", "", "no_answer", NOTE, "nurse")]


def test_note_alone_is_an_event(staff):
    request = make_request()
    assert saved(save(staff, request, note=NOTE))
    assert events(request) == [("note", "", "", NOTE, "nurse")]


def test_priority_alone_is_an_event(staff):
    request = make_request()
    assert saved(save(staff, request, new_priority="1"))
    request.refresh_from_db()
    assert (request.priority, request.version) == (Priority.EMERGENCY, 2)
    assert events(request) == [("priority", "3", "1", "", "nurse")]


def test_everything_at_once(staff):
    request = make_request()
    assert saved(
        save(staff, request, call="reached", new_priority="2", move="answered", note="Told them")
    )
    assert [event[:4] for event in events(request)] == [
        ("call", "", "reached", ""),
        ("priority", "3", "2", ""),
        ("status", "new", "answered", "Told them"),
    ]


@pytest.mark.parametrize("filled_in", [{}, {"new_priority": "3"}, {"note": " \u200b "}])
def test_page_saved_as_it_was_changes_nothing(filled_in, staff, stored):
    request = make_request()
    before = stored()
    assert saved(save(staff, request, **filled_in))
    assert stored() == before


def test_answers_of_the_family_are_out_of_reach(staff):
    request, other = make_request(), make_request()
    before = AppointmentRequest.objects.filter(pk=request.pk).values().get()
    forged = {name: "Forged" for name in before}
    forged |= {"phone": "01812345678", "status": "spam", "priority": "1", "version": "9"}
    forged |= {"duplicate_of": str(other.pk), "urgent_signs": '["fit"]', "id": str(other.pk)}
    assert saved(save(staff, request, **forged, note="x"))
    assert AppointmentRequest.objects.filter(pk=request.pk).values().get() == before
    assert events(request) == [("note", "", "", "x", "nurse")]
    fields = set(TriageForm(instance=request).fields)
    assert fields & (set(before) | set(ANSWERS)) == set()


def test_post_without_a_csrf_token_is_refused(nurse, stored):
    request = make_request()
    client = Client(enforce_csrf_checks=True)
    client.force_login(nurse)
    before = stored()
    assert save(client, request, move="spam").status_code == 403
    assert stored() == before


# Offered


@pytest.mark.parametrize("status", list(Status))
def test_moves_that_are_offered_are_those_of_the_map(status, staff):
    kept = make_request()
    request = make_request(status=status, visit_at=timezone.now(), duplicate_of=kept)
    page = parse(staff.get(address(request)))
    first, *others = with_id(page, "id_move").iter("option")
    assert (first.get("value"), text(first)) == ("", f"as before: {status.label}")
    assert [option.get("value") for option in others] == [move.value for move in request.moves()]


def test_priorities_are_offered_and_none_is_chosen(staff):
    page = parse(staff.get(address(make_request())))
    options = list(with_id(page, "id_new_priority").iter("option"))
    assert [text(option) for option in options] == [
        *("as before: Soon", "Emergency", "Urgent", "Soon", "Routine")
    ]
    chosen = [option.get("value") for option in options if "selected" in option.attrib]
    assert chosen in ([""], [])


# Refused


REFUSALS = {
    "scheduled": ({"move": "scheduled"}, "move", "Enter the date and time of the visit."),
    "referred": ({"move": "referred"}, "move", "Enter where the family was sent."),
    "duplicate": (
        {"move": "duplicate"},
        "move",
        "Enter the reference of the other request for the same child.",
    ),
    "unknown reference": (
        {"move": "duplicate", "same_as": "00000000"},
        "same_as",
        "There is no request with this reference.",
    ),
    "itself": (
        {"move": "duplicate", "same_as": "7K0M1Q9D"},
        "move",
        "Enter the reference of the other request for the same child.",
    ),
    "twin": (
        {"move": "duplicate", "same_as": "7K0M1Q9E"},
        "move",
        "The children's names differ. Twins, brothers and sisters each keep their own request.",
    ),
    "declined": (
        {"move": "declined"},
        "move",
        "Talk to the family first: record a call that reached them, then decline.",
    ),
    "declined, nobody answered": (
        {"move": "declined", "call": "no_answer"},
        "move",
        "Talk to the family first: record a call that reached them, then decline.",
    ),
    "unreachable": (
        {"move": "unreachable", "call": "no_answer"},
        "move",
        "Try at least three times on two different days, and record each call.",
    ),
    "unreachable, reached": (
        {"move": "unreachable", "call": "reached"},
        "move",
        "Try at least three times on two different days, and record each call.",
    ),
    "half a visit": (
        {"move": "scheduled", "visit_0": "25/12/2050"},
        "visit",
        "Enter a valid time.",
    ),
    "no such day": (
        {"move": "scheduled", "visit_0": "31/02/2050", "visit_1": "10:00"},
        "visit",
        "Enter a valid date.",
    ),
}


@pytest.mark.parametrize("language", ["en", "bn"])
@pytest.mark.parametrize("case", REFUSALS)
def test_refusal_is_a_sentence_beside_its_field_and_the_note_is_kept(
    case, language, nurse, staff, stored
):
    nurse.language = language
    nurse.save()
    filled_in, field, sentence = REFUSALS[case]
    request = make_request(reference="7K0M1Q9D")
    make_request(reference="7K0M1Q9E", child_name="রানি হাসান")
    request.record_view(nurse)
    before = stored()
    response = save(staff, request, **filled_in, new_priority="1", note=NOTE)
    page = parse(response)
    words = in_language(language, sentence)
    assert (response.status_code, messages(page, field)) == (200, [words])
    assert (note_kept(page), stored()) == (NOTE, before)
    moves = {each.get("value"): "selected" in each.attrib for each in with_id(page, "id_move")}
    assert moves[filled_in["move"]] is True


@pytest.mark.parametrize(
    ("filled_in", "sentence"),
    [
        (
            {"visit_0": "25/12/2050", "visit_1": "10:00"},
            "You filled in “Date and time of the visit”. Choose “Visit arranged” here as well.",
        ),
        (
            {"sent_to": "Dhaka", "move": "answered"},
            "You filled in “Sent to”. Choose “Sent elsewhere” here as well.",
        ),
        (
            {"same_as": "7K0M-1Q9E", "move": "spam"},
            "You filled in “Reference of the other request”. Choose “Sent twice” here as well.",
        ),
    ],
)
def test_detail_without_its_move_is_not_left_aside(filled_in, sentence, nurse, staff, stored):
    request = make_request()
    make_request(reference="7K0M1Q9E")
    request.record_view(nurse)
    before = stored()
    page = parse(save(staff, request, **filled_in, note=NOTE))
    assert (messages(page, "move"), note_kept(page), stored()) == ([sentence], NOTE, before)


@pytest.mark.parametrize("status", ["attended", "answered", "referred", "declined", "spam"])
def test_settled_request_needs_a_reason(status, nurse, staff, stored):
    request = make_request(status=status, visit_at=timezone.now())
    request.record_view(nurse)
    (again,) = request.moves()
    visit = {"visit_0": "25/12/2050", "visit_1": "10:00"} if again == "scheduled" else {}
    before = stored()
    page = parse(save(staff, request, move=again, **visit))
    sentence = "Write the reason: this request was already settled."
    assert (messages(page, "move"), stored()) == ([sentence], before)
    assert saved(save(staff, request, move=again, **visit, note="Wrong button"))
    assert events(request) == [("status", status, again, "Wrong button", "nurse")]


@pytest.mark.parametrize(
    "forged",
    [
        {"move": "missed"},  # not from new
        {"move": "nonsense"},
        {"call": "nonsense"},
        {"new_priority": "9"},
        {"new_priority": "x"},
        {"seen_version": ""},
        {"seen_version": "x"},
        {"sent_to": "x" * 201, "move": "referred"},
        {"same_as": "x" * 21, "move": "duplicate"},
        {"same_as": "\x00", "move": "duplicate"},
    ],
)
def test_forged_answer_is_refused(forged, nurse, staff, stored):
    request = make_request()
    request.record_view(nurse)
    before = stored()
    response = save(staff, request, **{"note": NOTE, **forged})
    assert (response.status_code, stored()) == (200, before)
    form = response.context["adminform"].form
    assert (form.errors != {}, form["note"].value()) == (True, NOTE)


def test_empty_post_is_refused_without_a_fault(staff, nurse, stored):
    request = make_request()
    request.record_view(nurse)
    before = stored()
    assert (staff.post(address(request), {}).status_code, stored()) == (200, before)


# Two people


def test_page_that_somebody_overtook_says_so_and_is_saved_at_the_second_press(staff, stored):
    colleague, request = make_user("colleague", APPOINTMENT_STAFF), make_request()
    staff.get(address(request))
    overtaken = AppointmentRequest.objects.get(pk=request.pk)
    overtaken.set_priority(Priority.URGENT, by=colleague)
    overtaken.move_to(Status.CONTACTED, by=colleague, note="Spoke to the aunt")
    before = stored()

    response = save(staff, request, move="answered", note=NOTE)
    page = parse(response)
    assert (response.status_code, sentences(page), stored()) == (200, [CLOSE_LOOK], before)
    assert note_kept(page) == NOTE
    assert "Spoke to the aunt" in text(page)
    chosen = [each for each in with_id(page, "id_move") if "selected" in each.attrib]
    assert [each.get("value") for each in chosen] == ["answered"]

    second = {"seen_version": with_id(page, "id_seen_version").get("value")}
    assert saved(save(staff, request, **second, move="answered", note=NOTE))
    assert events(request) == [
        ("priority", "3", "2", "", "colleague"),
        ("status", "new", "contacted", "Spoke to the aunt", "colleague"),
        ("status", "contacted", "answered", NOTE, "nurse"),
    ]
    request.refresh_from_db()
    # What the nurse did not touch stays as her colleague left it.
    assert (request.priority, request.version) == (Priority.URGENT, 4)


def test_overtaken_page_whose_move_is_no_longer_possible_says_so(staff, stored):
    colleague, request = make_user("colleague", APPOINTMENT_STAFF), make_request()
    staff.get(address(request))
    AppointmentRequest.objects.get().move_to(Status.SPAM, by=colleague)
    before = stored()
    page = parse(save(staff, request, move="contacted", note=NOTE))
    assert (sentences(page), note_kept(page), stored()) == ([CLOSE_LOOK], NOTE, before)


def test_request_that_moves_on_between_checking_and_saving_ends_in_the_same_sentence(
    staff, nurse, stored
):
    colleague, request = make_user("colleague", APPOINTMENT_STAFF), make_request()
    request.record_view(nurse)
    move_to, changeform_view = AppointmentRequest.move_to, ModelAdmin.changeform_view
    after_colleague = []

    def move_too_late(request, *args, **kwargs):
        """The row changes after the call was recorded and before the move."""
        AppointmentRequest._base_manager.filter(pk=request.pk).update(version=F("version") + 1)
        return move_to(request, *args, **kwargs)

    def and_then_the_colleague_is_done(*args, **kwargs):
        try:
            return changeform_view(*args, **kwargs)
        except MovedOn:
            move_to(AppointmentRequest.objects.get(), Status.CONTACTED, by=colleague)
            after_colleague.append(stored())
            raise

    with (
        mock.patch.object(AppointmentRequest, "move_to", move_too_late),
        mock.patch.object(ModelAdmin, "changeform_view", and_then_the_colleague_is_done),
    ):
        response = save(staff, request, call="reached", move="answered", note=NOTE)

    page = parse(response)
    assert (response.status_code, sentences(page), note_kept(page)) == (200, [CLOSE_LOOK], NOTE)
    assert [stored()] == after_colleague
    assert events(request) == [("status", "new", "contacted", "", "colleague")]


def test_what_was_filled_in_is_done_whole_or_not_at_all(nurse, stored):
    request = make_request()
    answers = {"seen_version": "1", "call": "reached", "new_priority": "1", "move": "answered"}
    form = TriageForm(answers, instance=request)
    assert form.is_valid()
    before = stored()
    with (
        mock.patch.object(AppointmentRequest, "move_to", side_effect=MovedOn),
        pytest.raises(MovedOn),
    ):
        form.carry_out(by=nurse)
    assert stored() == before
    again = TriageForm(answers, instance=AppointmentRequest.objects.get())
    assert again.is_valid()
    again.carry_out(by=nurse)
    assert [event[0] for event in events(request)] == ["call", "priority", "status"]


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_save_at_once_one_is_done_and_one_decides_again():
    request, answered = make_request(), {}
    together = threading.Barrier(2)

    def press_save(name: str, client: Client) -> None:
        together.wait()
        try:
            answered[name] = save(client, request, call="reached", move="answered", note=name)
        finally:
            connection.close()

    threads = []
    for name in ("nurse", "colleague"):
        client = Client()
        client.force_login(make_user(name, APPOINTMENT_STAFF))
        threads.append(threading.Thread(target=press_save, args=(name, client)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    (winner,) = (name for name, response in answered.items() if saved(response))
    (loser,) = (name for name, response in answered.items() if not saved(response))
    assert events(request) == [
        ("call", "", "reached", "", winner),
        ("status", "new", "answered", winner, winner),
    ]
    page = parse(answered[loser])
    assert (sentences(page), note_kept(page)) == ([CLOSE_LOOK], loser)


# Read


def test_opening_is_recorded_and_shown(staff, nurse):
    colleague = make_user("colleague", APPOINTMENT_STAFF, first_name="Rina", last_name="Das")
    request = make_request()
    request.record_view(colleague)
    page = parse(staff.get(address(request)))
    viewers = list(request.events.filter(kind="viewed").values_list("by__username", flat=True))
    assert viewers == ["colleague", "nurse"]
    (timeline,) = (each for each in page.iter("section") if has_class(each, "timeline"))
    lines = [text(each).rpartition(" · ")[2] for each in timeline.find("details").iter("li")]
    assert lines == ["Rina Das", "nurse"]
    staff.get(address(request))
    assert request.events.filter(kind="viewed").count() == 2


def test_timeline_tells_what_happened_when_and_by_whom(staff, nurse):
    request = make_request()
    at = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)
    request.events.create(kind="received", at=at)
    make_call(request, nurse, at=at + timedelta(minutes=1), text="Rang\ntwice")
    request.events.create(
        kind="status", old="new", new="contacted", by=nurse, at=at + timedelta(minutes=2)
    )
    request.events.create(
        **{"kind": "status", "old": "contacted", "new": "scheduled", "by": nurse},
        detail="2026-12-01T04:00:00+00:00",
        at=at + timedelta(minutes=3),
    )
    page = parse(staff.get(address(request)))
    (timeline,) = (each for each in page.iter("section") if has_class(each, "timeline"))
    assert [text(each) for each in timeline.find("ol")] == [
        "Request received 23 November 2026, 10:30 am · the family",
        "Call: No answer Rangtwice 23 November 2026, 10:31 am · nurse",
        "Status: New → Contacted 23 November 2026, 10:32 am · nurse",
        "Status: Contacted → Visit arranged (1 December 2026, 10 am) "
        "23 November 2026, 10:33 am · nurse",
    ]


def test_page_shows_every_answer_that_was_given_and_leaves_out_the_others(staff):
    request = make_request(
        **{"district": "সিলেট", "best_time": "evening", "message": "পেট শক্ত।", "email": "a@b.com"},
        urgent_signs=["fit"],
        child_age_unit="years",
        preferred_date=datetime(2050, 12, 25).date(),
    )
    page = parse(staff.get(address(request)))
    labels = [text(each) for each in page.iter("label")]
    shown = [text(each) for each in page.iter("div") if has_class(each, "readonly") and text(each)]
    assert shown == [
        *("রাফি হাসান", "30 months (“আড়াই বছর years”)"),
        *("A swollen belly, or blood in the urine",),
        *("The child is having a fit, or has just had one", "পেট শক্ত।", "রহিমা খাতুন"),
        *("01712-345678 (“০১৭১২৩৪৫৬৭৮”)", "Evening", "a@b.com", "25 December 2050", "সিলেট"),
    ]
    assert "Second phone:" not in labels


def test_what_families_wrote_is_shown_as_text(staff):
    attack = "<script>alert(1)</script>"
    request = make_request(child_name=attack, message=attack, guardian_name=attack)
    request.events.create(kind="note", text=attack)
    for path in (address(request), reverse("admin:appointments_appointmentrequest_changelist")):
        assert attack not in staff.get(path).content.decode()


def test_links_lead_to_the_related_requests(staff):
    first, kept = make_request(reference="7K0M1Q9D"), make_request(reference="7K0M1Q9E")
    request = make_request(related_to=first, duplicate_of=kept, status="duplicate")
    page = parse(staff.get(address(request)))
    (head,) = (each for each in page.iter("dl") if has_class(each, "request-head"))
    assert [(link.get("href"), text(link)) for link in head.iter("a")] == [
        (address(kept), "7K0M-1Q9E"),
        (address(first), "7K0M-1Q9D"),
    ]


@pytest.mark.parametrize("day", ["01/01/2020", "31/12/9999"])
def test_visit_in_the_past_or_far_ahead_is_refused(day, staff):
    request = make_request()
    page = parse(save(staff, request, move="scheduled", visit_0=day, visit_1="10:00"))
    assert messages(page, "visit") == ["Enter a time to come, within the next two years."]
    request.refresh_from_db()
    assert (request.status, request.visit_at) == (Status.NEW, None)


def test_visit_in_the_year_one_is_refused_without_a_crash(staff):
    page = parse(
        save(staff, make_request(), move="scheduled", visit_0="01/01/0001", visit_1="10:00")
    )
    assert messages(page, "visit") == ["Enter a time to come, within the next two years."]
