"""Texts for families: what managers may write, and what of it a family reads."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from appointments.models import AppointmentRequest, Text
from appointments.outbox import queue_text
from appointments.texts import PLACEHOLDERS, Purpose, refuse_unsafe
from tests.appointments.family import in_language
from tests.makers import make_clinic, make_request

pytestmark = pytest.mark.django_db

LANGUAGES = ("bn", "en")
BIOPSY = "\u09ac\u09be\u09af\u09bc\u09cb\u09aa\u09b8\u09bf"  # য় as two characters
VISIT = datetime(2050, 1, 5, 4, 30, tzinfo=UTC)


def make_text(**fields) -> Text:
    texts = {"name_bn": "লেখা", "name_en": "Text", "body_bn": "আসুন", "body_en": "Come"}
    return Text.objects.create(**{**texts, "subject_bn": "", "subject_en": "", **fields})


def make_visit(reference: str = "7K2MXQ9D") -> AppointmentRequest:
    """Whose family has canaries everywhere."""
    return make_request(
        reference=reference, status="scheduled", visit_at=VISIT, phone="01999000111",
        child_name="CanaryChild", guardian_name="CanaryMother", message="CanaryMessage",
        district="CanaryTown", filled_by_name="CanaryDoctor", email="canary@example.com",
    )  # fmt: skip


def refusal(text: str, language: str) -> str:
    with override(language), pytest.raises(ValidationError) as caught:
        refuse_unsafe(text)
    return caught.value.messages[0]


# What may be written


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    [
        "{child}", "{__class__}", "{0}", "{}", "{date", "date}", "{ date }", "{Date}", "{date!r}",
        "{date.year}", "{{date}}", "{%s}", "{date}{",
    ],
)  # fmt: skip
def test_placeholder_that_there_is_not_is_refused_with_those_that_there_are(text, language):
    known = " ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    words = in_language(language, "Use only these placeholders, spelled like this: %(known)s")
    assert refusal(f"আসুন {text}", language) == words % {"known": known}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("আপনার শিশুর টিউমার", "টিউমার"),
        ("ক্যান্সার", "ক্যান্সার"),
        ("ক্যানসারের", "ক্যানসার"),
        ("কেমোথেরাপির দিন", "কেমোথেরাপি"),
        ("about the Tumour", "Tumour"),
        ("the tumor", "tumor"),
        ("CANCER", "CANCER"),
        ("chemotherapy", "chemo"),
        ("কেমো দেওয়া হবে", "কেমো"),
        ("\u09ac\u09be\u09df\u09cb\u09aa\u09b8\u09bf", BIOPSY),  # as one letter
        (BIOPSY, BIOPSY),
        ("লিম্ফোমা", "লিম্ফোমা"),
        ("Lymphoma", "Lymphoma"),
    ],
)
def test_word_that_tells_what_the_child_has_is_refused_by_name(text, word, language):
    words = in_language(
        language,
        "Other people may read this text. Leave out “%(word)s”: it tells what the child has.",
    )
    assert refusal(text, language) == words % {"word": word}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\u200f", "\x00", "\x0b", "\x7f"])
def test_invisible_characters_that_turn_or_break_a_text_are_refused(character, language):
    assert refusal(f"call 017{character}12", language) == in_language(
        language, "Invisible characters came along with the text. Type it instead of pasting it."
    )


@pytest.mark.parametrize("text", ["100 % sure, {date}", "%s %(x)s", "র‍্যা\nদুই লাইন", "👶"])
def test_everything_else_may_be_written(text):
    assert refuse_unsafe(text) is None


@pytest.mark.parametrize("missing", ["name_bn", "name_en", "body_bn", "body_en"])
def test_both_languages_are_told_the_same(missing):
    fields = {"name_bn": "ক", "name_en": "a", "body_bn": "আসুন", "body_en": "Come", missing: " "}
    with override("en"), pytest.raises(ValidationError) as caught:
        Text(**fields).full_clean()
    assert caught.value.message_dict == {missing: ["Write this in both languages."]}


def test_the_site_has_one_text_for_each_of_its_purposes_and_staff_as_many_as_they_like():
    make_text(purpose=Purpose.VISIT)
    make_text()
    make_text()
    again = Text(purpose=Purpose.VISIT, name_bn="ক", name_en="a", body_bn="আসুন", body_en="Come")
    with override("en"), pytest.raises(ValidationError) as caught:
        again.full_clean()
    assert caught.value.messages == ["There is a text for this purpose already."]


# What is read


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("bn", "7K2M-XQ9D|বুধবার ৫ জানুয়ারি|সকাল সাড়ে ১০টা|ঢাকা ১২|০১৭১২-৩৪৫৬৭৮|শিশু ক্লিনিক"),
        ("en", "7K2M-XQ9D|Wednesday 5 January|10:30 am|12 Dhaka|01712-345678|Children's clinic"),
    ],
)
def test_every_placeholder_is_filled_in_the_familys_language(language, expected, settings):
    settings.SITE_URL = "https://clinic.example"
    make_clinic(
        address_bn="ঢাকা\n১২", address_en="12\nDhaka", name_en="Tumour Surgery Clinic",
        discreet_name_bn="শিশু ক্লিনিক", discreet_name_en="Children's clinic",
    )  # fmt: skip
    body = "|".join(f"{{{name}}}" for name in PLACEHOLDERS)
    text = make_text(body_bn=body, body_en=body, subject_bn="{date}", subject_en="{date}")
    subject, written = text.written(make_visit(), language)
    status_page = f"https://clinic.example/{language}/appointment/status/"
    assert (subject, written) == (expected.split("|")[1], f"{expected}|{status_page}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_with_every_placeholder_tells_nothing_of_the_family(language):
    make_clinic(address_bn="ঢাকা", address_en="Dhaka")
    body = "\n".join(f"{{{name}}}" for name in PLACEHOLDERS)
    texts = {f"{field}_{code}": body for field in ("subject", "body") for code in LANGUAGES}
    request = make_visit()
    told = "\n".join(make_text(**texts).written(request, language)).lower()
    with override(language):
        concern = str(request.get_concern_display()).lower()
    assert [secret for secret in ("canary", concern, "1999", "১৯৯৯") if secret in told] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_subject_with_a_long_address_in_it_is_one_line_that_a_message_can_keep(language):
    make_clinic(address_bn="ঢাকা " * 60, address_en="Dhaka " * 60)
    text = make_text(subject_bn="আসুন\n{place}", subject_en="Come\n{place}")
    subject, _body = text.written(make_visit(), language)
    assert subject == {"bn": "আসুন " + "ঢাকা " * 39, "en": "Come " + "Dhaka " * 33}[language][:200]
    assert queue_text(make_visit(reference="8K2MXQ9D"), text, language).subject == subject


def test_line_with_nothing_to_say_is_left_out():
    make_clinic(phone="")
    body = "Hello.\nAddress: {place}\nCall {phone}\n{reference}\n"
    text = make_text(body_en=body, subject_en="{place}")
    subject, written = text.written(make_visit(), "en")
    assert (subject, written) == ("The children's clinic", "Hello.\n7K2M-XQ9D")


def test_what_is_filled_in_is_not_read_as_a_placeholder_again():
    make_clinic(address_en="{phone}")
    assert make_text(body_en="{place}").written(make_visit(), "en")[1] == "{phone}"


@pytest.mark.parametrize("field", ["body_bn", "body_en", "subject_bn", "subject_en"])
@pytest.mark.parametrize("name", ["date", "time"])
def test_text_that_says_when_needs_a_visit(field, name):
    assert make_text(**{field: f"x {{{name}}}"}).needs_visit() is True
    assert make_text(**{field: "{phone}"}).needs_visit() is False
