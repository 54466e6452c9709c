"""What the mails say, in both languages, and what they never say."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from unittest import mock

import pytest
from django.utils import timezone

from appointments import mail_texts, outbox
from appointments.messages import Template
from appointments.models import AppointmentRequest
from tests.makers import make_clinic, make_request

pytestmark = pytest.mark.django_db

NOON = datetime.fromisoformat("2026-11-23T12:00+06:00")
FIVE_TOMORROW = datetime.fromisoformat("2026-11-24T17:00+06:00")
SITE = "https://clinic.example"


@pytest.fixture(autouse=True)
def now(settings) -> Iterator[None]:
    """A Monday in Dhaka, on a public site."""
    settings.SITE_URL = SITE
    with mock.patch("django.utils.timezone.now", return_value=NOON):
        yield


def mail(
    template: Template, language: str, request: AppointmentRequest | None = None
) -> tuple[str, list[str]]:
    """The subject, and the text in paragraphs."""
    message = outbox.queue(template, "somebody@example.org", language, request)
    subject, text = mail_texts.render(message)
    return subject, text.split("\n\n")


def a_request(**fields) -> AppointmentRequest:
    return make_request(
        **{"reference": "7K3M9Q2X", "received_at": NOON, "next_action_at": NOON, **fields}
    )


def late_requests(count: int) -> None:
    for _number in range(count):
        make_request(answer_due=NOON - timedelta(minutes=1))


# To the family


def test_family_reads_when_it_is_called_and_what_to_do_until_then_in_bengali() -> None:
    make_clinic(discreet_name_bn="রহিমা ক্লিনিক")
    assert mail(Template.RECEIVED, "bn", a_request(answer_due=FIVE_TOMORROW)) == (
        "আপনার অনুরোধ পেয়েছি: 7K3M-9Q2X",
        [
            "ধন্যবাদ, আপনার অনুরোধ পেয়েছি।",
            "রেফারেন্স নম্বর: 7K3M-9Q2X\nনম্বরটি লিখে রাখুন।",
            "আমরা মঙ্গলবার ২৪ নভেম্বর বাংলাদেশ সময় বিকেল ৫টার মধ্যে আপনাকে ফোন করব। ফোনটি চালু রাখুন।",
            "জরুরি হলে আমাদের ফোনের অপেক্ষা করবেন না: এখনই সবচেয়ে কাছের হাসপাতালে যান।",
            "আপনার অনুরোধের খবর জানতে রেফারেন্স নম্বর আর অনুরোধে দেওয়া ফোন নম্বর লাগবে। এখানে দেখুন:\n"
            f"{SITE}/bn/appointment/status/",
            "আমাদের ফোন: ০১৭১২-৩৪৫৬৭৮",
            "রহিমা ক্লিনিক\n",
        ],
    )


def test_family_reads_when_it_is_called_and_what_to_do_until_then_in_english() -> None:
    make_clinic(discreet_name_en="Rahima Clinic")
    assert mail(Template.RECEIVED, "en", a_request(answer_due=FIVE_TOMORROW)) == (
        "We have received your request: 7K3M-9Q2X",
        [
            "Thank you, we have received your request.",
            "Your reference number: 7K3M-9Q2X\nPlease write it down.",
            "We will call you by 5 pm on Tuesday 24 November (Bangladesh time). "
            "Please keep your phone on.",
            "In an emergency do not wait for our call: go to the nearest hospital now.",
            "With the reference number and a phone number from your request you can see here "
            f"where it stands:\n{SITE}/en/appointment/status/",
            "Our phone: 01712-345678",
            "Rahima Clinic\n",
        ],
    )


@pytest.mark.parametrize("due", [None, NOON - timedelta(minutes=1)])
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("bn", "আমরা যত তাড়াতাড়ি পারি আপনাকে ফোন করব। ফোনটি চালু রাখুন।"),
        ("en", "We will call you as soon as we can. Please keep your phone on."),
    ],
)
def test_without_a_time_that_can_still_be_kept_none_is_named(
    language: str, sentence: str, due: datetime | None
) -> None:
    _subject, text = mail(Template.RECEIVED, language, a_request(answer_due=due))
    assert text[2] == sentence


@pytest.mark.parametrize("language", ["bn", "en"])
def test_without_a_phone_of_the_clinic_its_line_is_left_out(language: str) -> None:
    make_clinic(phone="", discreet_name_bn="রহিমা", discreet_name_en="Rahima")
    _subject, text = mail(Template.RECEIVED, language, a_request())
    assert len(text) == 6
    assert text[-1] == {"bn": "রহিমা\n", "en": "Rahima\n"}[language]


def test_plain_text_has_no_html_escapes() -> None:
    make_clinic(phone="+880 <1> & 2", discreet_name_en="Mother & Child's")
    _subject, text = mail(Template.RECEIVED, "en", a_request())
    assert text[-2:] == ["Our phone: +880 <1> & 2", "Mother & Child's\n"]


# To staff


@pytest.mark.parametrize(
    ("language", "waiting", "sentence"),
    [
        ("bn", 1, "এখন ১টি অনুরোধের কাজ বাকি।"),
        ("bn", 12, "এখন ১২টি অনুরোধের কাজ বাকি।"),
        ("bn", 0, "এখন কোনো অনুরোধের কাজ বাকি নেই।"),
        ("en", 1, "1 request is waiting now."),
        ("en", 12, "12 requests are waiting now."),
        ("en", 0, "No request is waiting now."),
    ],
)
def test_staff_read_the_reference_and_how_many_are_waiting(
    language: str, waiting: int, sentence: str
) -> None:
    later = NOON + timedelta(minutes=1)
    request = a_request(next_action_at=later)
    make_request(status="answered", next_action_at=NOON)
    for _number in range(waiting):
        make_request(next_action_at=NOON)
    subject, arrived, login = {
        "bn": (
            *("নতুন অনুরোধ: 7K3M-9Q2X", "নতুন একটি অনুরোধ এসেছে: 7K3M-9Q2X"),
            "এখানে প্রবেশ করে দেখুন:",
        ),
        "en": (
            *("New request: 7K3M-9Q2X", "A new request has arrived: 7K3M-9Q2X"),
            "Log in here to see it:",
        ),
    }[language]
    assert mail(Template.NEW_REQUEST, language, request) == (
        subject,
        [arrived, sentence, f"{login}\n{SITE}/admin/\n"],
    )


@pytest.mark.parametrize(
    ("language", "late", "subject", "sentence"),
    [
        (
            *("bn", 1, "ফোন করতে দেরি: ১টি অনুরোধ"),
            "কথা দেওয়া সময়ের মধ্যে ফোন করা হয়নি, এমন অনুরোধ এখন ১টি। পরিবার অপেক্ষা করছে।",
        ),
        (
            *("bn", 12, "ফোন করতে দেরি: ১২টি অনুরোধ"),
            "কথা দেওয়া সময়ের মধ্যে ফোন করা হয়নি, এমন অনুরোধ এখন ১২টি। পরিবার অপেক্ষা করছে।",
        ),
        (
            *("bn", 0, "দেরি হওয়া সব ফোন করা হয়েছে"),
            "কথা দেওয়া সময়ের মধ্যে কয়েকটি ফোন করা হয়নি। এখন আর কোনোটি বাকি নেই।",
        ),
        (
            *("en", 1, "Late calls: 1 request"),
            "One family was promised a call that has not been made in time. It is still waiting.",
        ),
        (
            *("en", 12, "Late calls: 12 requests"),
            "12 families were promised a call that has not been made in time. "
            "They are still waiting.",
        ),
        (
            *("en", 0, "No call is late any more"),
            "Some promised calls were not made in time. None of them is late any more.",
        ),
    ],
)
def test_managers_read_how_many_calls_are_late_when_the_mail_is_sent(
    language: str, late: int, subject: str, sentence: str
) -> None:
    late_requests(late)
    make_request(answer_due=NOON + timedelta(minutes=1))
    login = {"bn": "এখানে প্রবেশ করে দেখুন:", "en": "Log in here to see which:"}[language]
    assert mail(Template.LATE, language) == (subject, [sentence, f"{login}\n{SITE}/admin/\n"])


# Privacy

CANARIES = {
    "child_name": "Canarychild",
    "child_age": "Canaryage",
    "guardian_name": "Canaryguardian",
    "phone": "+880 1999-888777",
    "phone_alternative": "01999666555",
    "filled_by_name": "Canaryhelper",
    "filled_by_phone": "01999444333",
    "email": "canary@example.org",
    "district": "Canarydistrict",
    "message": "Canarymessage",
    "concern": "diagnosed",
}
# Words that tell a bystander what the child has.
TELLING = ["tumour", "tumor", "cancer", "surg", "টিউমার", "ক্যান", "সার্জ", "অপারেশন", "অস্ত্র"]


@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize("template", Template.values)
def test_mails_name_neither_the_family_nor_the_illness(template: str, language: str) -> None:
    make_clinic(
        name_bn="শিশু টিউমার সার্জারি কেন্দ্র",
        name_en="Child Tumour Surgery Centre",
        introduction_en="Cancer surgery",
    )
    request = a_request(**CANARIES, answer_due=FIVE_TOMORROW, urgent_signs=["fit"])
    late_requests(1)
    subject, text = mail(template, language, request)
    said = "\n".join([subject, *text, outbox._sender(language)]).casefold()
    told = [*CANARIES.values(), "Canary", "1999", "Headache", *TELLING]
    assert [word for word in told if word.casefold() in said] == []


def test_every_kind_of_mail_has_a_text_in_every_language() -> None:
    request = a_request()
    for template in set(Template) - {Template.TEXT}:  # that is rendered when it is chosen
        for language in ("bn", "en"):
            subject, text = mail(template, language, request)
            assert 0 < len(subject) <= 78
            assert text != [""]
            assert ("কর" in "".join(text)) == (language == "bn")


def test_now_is_the_time_at_which_the_mail_is_made() -> None:
    message = outbox.queue(Template.LATE, "manager@example.org", "en")
    late_requests(1)
    assert mail_texts.render(message)[0] == "Late calls: 1 request"
    later = timezone.now() + timedelta(days=1)
    with mock.patch("django.utils.timezone.now", return_value=later):
        make_request(answer_due=NOON)
        assert mail_texts.render(message)[0] == "Late calls: 2 requests"
