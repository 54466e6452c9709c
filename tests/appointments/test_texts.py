"""Texts for families: what managers may write, and what of it a family reads."""

import re
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from appointments import starter
from appointments.models import AppointmentRequest, Text
from appointments.texts import PLACEHOLDERS, Purpose, refuse_unsafe
from pages.models import StarterEntry
from tests.appointments.family import in_language
from tests.makers import make_clinic, make_request

pytestmark = pytest.mark.django_db

LANGUAGES = ("bn", "en")
VISIT = datetime(2050, 1, 5, 4, 30, tzinfo=UTC)


def make_text(**fields) -> Text:
    texts = {"name_bn": "লেখা", "name_en": "Text", "body_bn": "আসুন", "body_en": "Come"}
    return Text.objects.create(**{**texts, "subject_bn": "", "subject_en": "", **fields})


def make_visit() -> AppointmentRequest:
    """Whose family has canaries everywhere."""
    return make_request(
        reference="7K2MXQ9D", status="scheduled", visit_at=VISIT,
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
    ],
)
def test_word_that_tells_what_the_child_has_is_refused_by_name(text, word, language):
    words = in_language(
        language,
        "Other people may read this text. Leave out “%(word)s”: it tells what the child has.",
    )
    assert refusal(text, language) == words % {"word": word}


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\u200f", "\x00", "\x0b", "\x7f"])
def test_invisible_characters_that_turn_or_break_a_text_are_refused(character):
    assert refusal(f"call 017{character}12", "en") == (
        "Invisible characters came along with the text. Type it instead of pasting it."
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
def test_every_placeholder_is_filled_in_the_familys_language(language, expected):
    make_clinic(
        address_bn="ঢাকা\n১২", address_en="12\nDhaka", name_en="Tumour Surgery Clinic",
        discreet_name_bn="শিশু ক্লিনিক", discreet_name_en="Children's clinic",
    )  # fmt: skip
    body = "{reference}|{date}|{time}|{place}|{phone}|{clinic}"
    text = make_text(body_bn=body, body_en=body, subject_bn="{date}", subject_en="{date}")
    subject, written = text.written(make_visit(), language)
    assert (subject, written) == (expected.split("|")[1], expected)


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


# The texts that a site starts with


@pytest.fixture
def started(db) -> list[Text]:
    make_clinic(
        address_bn="ঢাকা", address_en="Dhaka", discreet_name_bn="শিশু ক্লিনিক",
        discreet_name_en="The children's clinic",
    )  # fmt: skip
    assert starter.load_texts() == 5
    return list(Text.objects.all())


def test_each_purpose_has_its_text(started):
    assert [text.purpose for text in started] == [
        *("visit", "reminder", "other", "other", "someone_else")
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_starter_texts_are_short_and_name_neither_child_nor_illness(started, language):
    request = make_visit()
    for text in started:
        subject, body = text.written(request, language)
        words = f"{subject}\n{body}"
        assert 20 < len(body) < 320
        assert (text.name_en, "canary" in words.lower()) == (text.name_en, False)
        foreign = r"[A-Za-z]{2,}|[0-9]" if language == "bn" else "[\u0980-\u09ff]"
        assert re.findall(foreign, words.replace("7K2M-XQ9D", "")) == []
        text.full_clean()


def test_words_for_whoever_answers_tell_nothing_but_a_number(started):
    someone_else = started[-1]
    used = {name for name in PLACEHOLDERS if f"{{{name}}}" in someone_else.body_en}
    assert (used, someone_else in Text.objects.to_send()) == ({"phone"}, False)


def test_what_staff_changed_or_deleted_stays_so(started):
    visit, _reminder, other, *_rest = started
    Text.objects.filter(pk=visit.pk).update(body_en="Our own words")
    other.delete()
    assert starter.load_texts() == 0
    visit.refresh_from_db()
    assert (visit.body_en, Text.objects.count()) == ("Our own words", 4)
    StarterEntry.objects.filter(path="appointments/texts/not-reached").delete()
    assert starter.load_texts() == 1


def test_subject_is_one_line_that_a_message_can_keep():
    make_clinic(address_en="12 long road " * 40)
    text = make_text(subject_en="Come to {place}")
    subject, _body = text.written(make_visit(), "en")
    assert (len(subject), subject[:20]) == (200, "Come to 12 long road")
