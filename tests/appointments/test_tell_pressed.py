"""Telling a family: opened, read out or mailed once, in the words that were read, or not at all."""

from datetime import timedelta

import pytest
from django.utils import timezone

from appointments.erasure import erase
from appointments.models import Message, Text
from appointments.texts import Purpose
from appointments.triage.links import prepared
from clinic_site.groups import EDITORS
from tests.appointments.desk import address, refusals
from tests.appointments.telling import (
    BODY_EN,
    VISIT,
    again,
    carried_by,
    link,
    make_texts,
    make_visit,
    own,
    path,
    press,
    preview,
)
from tests.makers import make_request, make_user
from tests.page import has_class, parse, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _texts(db) -> None:
    make_texts()


@pytest.mark.parametrize(
    ("channel", "recipient", "state"),
    [
        ("whatsapp", "+8801712345678", "opened"),
        ("sms", "+8801712345678", "opened"),
        ("call", "+8801712345678", "read_out"),
        ("mail", "a@example.com", "queued"),
    ],
)
def test_what_was_pressed_is_kept_in_the_words_that_were_read(
    channel, recipient, state, nurse, staff
):
    request = make_visit(page_language="en")
    response = press(staff, path(request), channel, link_opened="yes")
    assert response["Location"] == address(request)
    message = Message.objects.get()
    kept = (message.channel, message.recipient, message.state, message.by, message.language)
    assert kept == (channel, recipient, state, nurse, "en")
    assert (message.name, message.text) == ("Your visit is arranged", BODY_EN)
    assert message.subject == "Your visit: Wednesday 5 January"
    assert (message.sent_at is None) == (channel == "mail")
    assert message.template == "text"
    request.refresh_from_db()
    assert request.version == 1


@pytest.mark.parametrize("language", ["bn", "en"])
def test_links_on_the_page_carry_exactly_what_is_read_there_and_kept(language, staff):
    body = "{date}, {time} & 50% #1 +2 = 👶\r\nর‍্যা <b>আসুন</b>"
    Text.objects.filter(purpose="visit").update(body_bn=body, body_en=body)
    request = make_visit(page_language=language)
    page = parse(staff.get(path(request)))
    press(staff, path(request), "sms", link_opened="yes")
    words = Message.objects.get().text
    assert words.count("\n") == 1
    assert preview(page) == words
    assert link(page, "whatsapp") == prepared("whatsapp", "+8801712345678", words)
    assert link(page, "sms") == prepared("sms", "+8801712345678", words)


def test_without_a_script_the_page_after_it_has_the_link(staff):
    request = make_visit()
    response = press(staff, path(request), "whatsapp")
    message = Message.objects.get()
    assert response["Location"] == f"{path(request)}?opened={message.pk}&language=bn"
    page = parse(staff.get(response["Location"]))
    assert again(page) == [prepared("whatsapp", message.recipient, message.text)]


def test_page_after_it_reads_as_what_was_opened_in_the_other_language_too(staff):
    request = make_visit(page_language="bn")
    response = press(staff, f"{path(request)}?language=en", "whatsapp")
    page = parse(staff.get(response["Location"]))
    assert again(page) == [prepared("whatsapp", "+8801712345678", BODY_EN)]
    assert preview(page) == BODY_EN


@pytest.mark.parametrize("change", ["the visit moved", "the number was corrected"])
def test_link_that_no_longer_holds_is_not_offered_again(change, nurse, staff):
    request = make_visit()
    response = press(staff, path(request), "whatsapp")
    if change == "the visit moved":
        request.move_to("scheduled", by=nurse, visit_at=VISIT + timedelta(days=1))
    else:
        request.correct_contact({"phone": "01911223344"}, by=nurse)
    page = parse(staff.get(response["Location"]))
    assert again(page) == []


def test_one_that_a_script_opened_can_be_opened_again(staff):
    response = press(staff, path(request := make_visit()), "sms", link_opened="yes")
    news = parse(staff.get(response["Location"]))
    (notice,) = (each for each in news.iter("li") if has_class(each, "success"))
    assert text(notice) == "The text message was opened. Press send there. Nothing opened?"
    page = parse(staff.get(notice.find("a").get("href")))
    assert again(page) == [prepared("sms", "+8801712345678", Message.objects.get().text)]
    assert notice.find("a").get("href").startswith(path(request))


def test_link_of_another_request_is_not_shown_even_with_the_same_words_and_number(staff):
    request = make_visit()
    words = preview(parse(staff.get(path(request))))
    for_others = make_request().messages.create(
        template="text", channel="whatsapp", state="opened", language="bn", text=words,
        recipient=request.phone_e164, sent_at=timezone.now(),
    )  # fmt: skip
    assert again(parse(staff.get(f"{path(request)}?opened={for_others.pk}"))) == []


@pytest.mark.parametrize("number", ["", "x", "-1", "²", "9" * 40])
def test_number_of_no_message_opens_nothing(number, staff):
    response = staff.get(path(make_visit()), {"opened": number})
    assert (response.status_code, again(parse(response))) == (200, [])


def test_mail_pressed_twice_goes_out_once_and_later_once_more(staff):
    request = make_visit()
    for _time in range(2):
        press(staff, path(request), "mail")
        Message.objects.update(state="sent", sent_at=timezone.now())  # the outbox is quick
    assert Message.objects.count() == 1
    Message.objects.update(created_at=timezone.now() - timedelta(minutes=11))
    press(staff, path(request), "mail")
    assert Message.objects.count() == 2


MOVED_ON = (
    "Something changed while this page was open, so nothing was noted. Read the text once "
    "more. If WhatsApp or your messages opened with the earlier text, do not send it."
)


@pytest.mark.parametrize(
    "change",
    ["another time", "called off", "other words", "switched off", "another number"],
)
def test_press_on_a_page_that_has_become_old_notes_nothing_and_says_so(change, nurse, staff):
    request, visit = make_visit(), own(Purpose.VISIT)
    carried = carried_by(parse(staff.get(path(request))), "whatsapp")
    match change:
        case "another time":
            request.move_to("scheduled", by=nurse, visit_at=VISIT + timedelta(days=1))
        case "called off":
            request.move_to("withdrawn", by=nurse)
        case "other words":
            Text.objects.filter(pk=visit.pk).update(body_bn="অন্য কথা")
        case "switched off":
            Text.objects.filter(pk=visit.pk).update(in_use=False)
        case "another number":
            request.correct_contact({"phone": "01911223344"}, by=nurse)
    response = staff.post(path(request), carried)
    page = parse(response)
    assert (response.status_code, Message.objects.count()) == (200, 0)
    assert refusals(page) == [MOVED_ON]


@pytest.mark.parametrize("erased", [False, True])
def test_nothing_is_noted_for_what_turned_out_not_to_be_real(erased, nurse, staff):
    request, please_call = make_request(), own(Purpose.OTHER)
    carried = carried_by(parse(staff.get(path(request, please_call))), "whatsapp")
    request.move_to("spam", by=nurse)
    if erased:
        erase(request, by=nurse, reason="asked for")
    page = parse(staff.post(path(request, please_call), carried))
    assert (refusals(page), Message.objects.count()) == ([MOVED_ON], 0)


def test_new_words_stand_on_the_page_that_refuses_the_old_ones(nurse, staff):
    request = make_visit()
    carried = carried_by(parse(staff.get(path(request))), "whatsapp")
    request.move_to("scheduled", by=nurse, visit_at=VISIT + timedelta(days=1))
    page = parse(staff.post(path(request), carried))
    assert "বৃহস্পতিবার ৬ জানুয়ারি" in preview(page)
    assert staff.post(path(request), carried_by(page, "whatsapp")).status_code == 302


@pytest.mark.parametrize(
    "changes",
    [
        {"recipient": "+8801999999999"},
        {"recipient": "thief@example.org"},
        {"recipient": ""},
        {"channel": "pigeon"},
        {"channel": "mail"},
        {"language": "fr", "seen": "x"},
        {"seen": ""},
    ],
)
def test_forged_press_sends_nothing(changes, staff):
    request = make_visit()
    response = press(staff, path(request), "whatsapp", **changes)
    assert (response.status_code, Message.objects.count()) == (200, 0)
    assert refusals(parse(response)) == [MOVED_ON]


def test_reminder_that_staff_sent_by_hand_counts(staff):
    request = make_visit()
    press(staff, path(request, own(Purpose.REMINDER)), "whatsapp")
    request.refresh_from_db()
    assert request.reminded_of == VISIT


def test_only_those_who_answer_requests_tell(client):
    request = make_visit()
    client.force_login(make_user("editor", EDITORS))
    answers = {"channel": "whatsapp", "recipient": "+8801712345678"}
    at = path(request)
    assert [client.get(at).status_code, client.post(at, answers).status_code] == [403, 403]
    assert Message.objects.count() == 0
