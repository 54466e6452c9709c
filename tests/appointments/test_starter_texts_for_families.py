"""The texts that a new site starts with: loaded once, and safe on a phone that others read."""

import re

import pytest
from django.core.management import call_command
from django.utils.translation import override

from appointments.choices import Concern
from appointments.models import AppointmentRequest, Text
from appointments.starter import load_texts
from appointments.texts import PLACEHOLDERS, TELLING
from pages.models import StarterEntry
from tests.appointments.test_texts import make_visit
from tests.makers import make_clinic

pytestmark = pytest.mark.django_db

LANGUAGES = ("bn", "en")
KEYS = ("visit", "reminder", "not-reached", "please-call", "someone-else")
SMS_IN_BENGALI = 67  # characters in each part of a long one; Latin letters have more room
# What else a clinic like this one would say of a child.
TOO_MUCH = r"surg|operat|hospital|child\b|সার্জারি|অপারেশন|অস্ত্র|হাসপাতাল|শিশুটি|রোগ"


@pytest.fixture
def started(db) -> list[Text]:
    make_clinic(
        address_bn="ঢাকা", address_en="Dhaka", discreet_name_bn="নীলা সেন্টার",
        discreet_name_en="Nila Centre",
    )  # fmt: skip
    assert load_texts() == 5
    return list(Text.objects.all())


def written(texts: list[Text], request: AppointmentRequest, language: str) -> list[str]:
    return ["\n".join(text.written(request, language)) for text in texts]


def test_each_purpose_has_its_text_in_the_order_of_use(started):
    assert [(text.purpose, text.position, text.in_use) for text in started] == [
        ("visit", 1, True),
        ("reminder", 2, True),
        ("other", 3, True),
        ("other", 4, True),
        ("someone_else", 5, True),
    ]
    paths = StarterEntry.objects.filter(path__startswith="appointments/texts/")
    assert {entry.path for entry in paths} == {f"appointments/texts/{key}" for key in KEYS}


def test_command_says_how_many_are_new(db, capsys):
    call_command("load_texts")
    call_command("load_texts")
    assert capsys.readouterr().out == "Texts for families: 5 new\nTexts for families: 0 new\n"


def test_what_staff_changed_or_deleted_stays_so(started):
    visit, _reminder, other, *_rest = started
    Text.objects.filter(pk=visit.pk).update(body_en="Our own words", in_use=False)
    other.delete()
    assert load_texts() == 0
    visit.refresh_from_db()
    assert (visit.body_en, visit.in_use, Text.objects.count()) == ("Our own words", False, 4)


def test_only_what_was_never_loaded_is(started):
    StarterEntry.objects.filter(path="appointments/texts/not-reached").delete()
    Text.objects.get(name_en="We could not reach you").delete()
    assert load_texts() == 1
    assert Text.objects.get(name_en="We could not reach you").position == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_they_name_neither_the_family_nor_what_the_child_has(started, language):
    request = make_visit()
    with override(language):
        concern = str(Concern(request.concern).label)
    for words in written(started, request, language):
        assert re.findall("canary", words, re.IGNORECASE) == []
        assert re.findall(re.escape(concern), words, re.IGNORECASE) == []
        assert TELLING.findall(words) == []
        assert re.findall(TOO_MUCH, words, re.IGNORECASE) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_its_own_letters_and_digits(started, language):
    foreign = {"bn": "[A-Za-z]+|[0-9]+", "en": "[\u0980-\u09ff]+"}[language]
    for words in written(started, make_visit(), language):
        assert re.findall(foreign, words.replace("7K2M-XQ9D", "")) == []


@pytest.mark.parametrize(("language", "parts"), [("bn", 4), ("en", 4)])
def test_each_fits_into_a_few_text_messages(started, language, parts):
    request = make_visit()
    for text in started:
        _subject, body = text.written(request, language)
        assert 50 < len(body) <= parts * SMS_IN_BENGALI


@pytest.mark.parametrize("language", LANGUAGES)
def test_family_can_always_call_back_and_say_which_request(started, language):
    digits = {"bn": "০১৭১২-৩৪৫৬৭৮", "en": "01712-345678"}[language]
    request = make_visit()
    *sent, someone_else = [text.written(request, language)[1] for text in started]
    assert [body for body in sent if digits not in body or "7K2M-XQ9D" not in body] == []
    assert digits in someone_else


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_for_whoever_answers_tell_nothing_but_a_number(started, language):
    someone_else = started[-1]
    body = getattr(someone_else, f"body_{language}")
    assert [name for name in PLACEHOLDERS if f"{{{name}}}" in body] == ["phone"]
    assert someone_else.written(make_visit(), language)[1] == body.replace(
        "{phone}", {"bn": "০১৭১২-৩৪৫৬৭৮", "en": "01712-345678"}[language]
    )
    assert someone_else not in Text.objects.to_send()


@pytest.mark.parametrize("language", LANGUAGES)
def test_site_that_lacks_a_phone_and_an_address_leaves_no_holes(language, db):
    make_clinic(phone="")
    load_texts()
    holes = r"\{|: *$|, *[.।]|  "
    for words in written(list(Text.objects.to_send()), make_visit(), language):
        assert re.findall(holes, words, re.MULTILINE) == []


def test_text_that_staff_wrote_before_the_file_came_is_kept(db):
    own = {"name_bn": "ক", "name_en": "a", "body_bn": "আসুন", "body_en": "Our own words"}
    Text.objects.create(purpose="visit", **own)
    assert (load_texts(), load_texts()) == (4, 0)
    assert Text.objects.get(purpose="visit").body_en == "Our own words"
