"""Managers keep the texts, and see what a family will read."""

from xml.etree.ElementTree import Element

import pytest
from django.test import Client

from appointments.models import Text
from appointments.starter import load_texts
from appointments.texts import Purpose
from clinic_site.groups import APPOINTMENT_STAFF, MANAGERS
from tests.appointments.family import in_language
from tests.makers import make_clinic, make_user
from tests.page import has_class, parse, text

pytestmark = pytest.mark.django_db

LIST = "/admin/appointments/text/"


@pytest.fixture(params=["en", "bn"])
def language(request) -> str:
    return request.param


@pytest.fixture
def desk(language) -> Client:
    make_clinic(discreet_name_bn="শিশু ক্লিনিক", discreet_name_en="The children's clinic")
    load_texts()
    client = Client()
    client.force_login(make_user("manager", MANAGERS, language=language))
    return client


def answers(**changes: str) -> dict[str, str]:
    texts = {"name_bn": "লেখা", "name_en": "Text", "body_bn": "আসুন", "body_en": "Come"}
    plain = {
        "purpose": "other",
        "in_use": "on",
        "position": "9",
        "subject_bn": "",
        "subject_en": "",
    }
    return {**plain, **texts, **changes}


def test_manager_writes_a_text_of_the_clinics_own(desk):
    response = desk.post(f"{LIST}add/", answers(body_bn="রিপোর্ট এসেছে। ফোন করুন: {phone}"))
    assert response.status_code == 302
    stored = Text.objects.latest("pk")
    assert (stored.purpose, stored.body_bn) == ("other", "রিপোর্ট এসেছে। ফোন করুন: {phone}")


UNKNOWN = "Use only these placeholders, spelled like this: %(known)s"
TELLING = "Other people may read this text. Leave out “%(word)s”: it tells what the child has."
INVISIBLE = "Invisible characters came along with the text. Type it instead of pasting it."
BOTH = "Write this in both languages."
KNOWN = {"known": "{reference} {date} {time} {place} {phone} {clinic} {status_page}"}


@pytest.mark.parametrize(
    ("field", "typed", "words", "facts"),
    [
        ("body_bn", "আসুন {child}", UNKNOWN, KNOWN),
        ("body_en", "Come {__class__}", UNKNOWN, KNOWN),
        ("subject_en", "{0}", UNKNOWN, KNOWN),
        ("subject_bn", "আসুন }", UNKNOWN, KNOWN),
        ("body_en", "About the tumor", TELLING, {"word": "tumor"}),
        ("subject_en", "Your Tumour", TELLING, {"word": "Tumour"}),
        ("body_bn", "ক্যান্সারের কথা", TELLING, {"word": "ক্যান্সার"}),
        ("body_bn", "ক্যানসারের কথা", TELLING, {"word": "ক্যানসার"}),
        ("body_en", "Call 017\u202e12", INVISIBLE, {}),
        ("subject_bn", "আসুন\u2066", INVISIBLE, {}),
        ("name_bn", "", BOTH, {}),
        ("name_en", " ", BOTH, {}),
        ("body_bn", "", BOTH, {}),
        ("body_en", " \n ", BOTH, {}),
    ],
)
def test_what_is_wrong_is_said_beside_its_box_and_nothing_is_lost(
    field, typed, words, facts, desk, language
):
    page = parse(desk.post(f"{LIST}add/", answers(**{field: typed})))
    assert errors(page) == {field: [in_language(language, words) % facts]}
    assert Text.objects.count() == 5
    (box,) = (each for each in page.iter() if each.get("name") == field)
    assert (box.get("value") or box.text or "").strip() == typed.strip()


def errors(page: Element) -> dict[str, list[str]]:
    """The sentences beside each box; what belongs to none stands under the empty name."""
    lists = [each for each in page.iter("ul") if has_class(each, "errorlist")]
    names = [each.get("id", "").removeprefix("id_").removesuffix("_error") for each in lists]
    return {
        name: [text(line) for line in each.iter("li")]
        for name, each in zip(names, lists, strict=True)
    }


def test_second_text_for_one_purpose_is_refused(desk, language):
    page = parse(desk.post(f"{LIST}add/", answers(purpose="visit")))
    assert errors(page) == {
        "": [in_language(language, "There is a text for this purpose already.")]
    }
    assert Text.objects.count() == 5


def test_page_shows_each_language_as_a_family_reads_it(desk):
    visit = Text.objects.get(purpose=Purpose.VISIT)
    page = parse(desk.get(f"{LIST}{visit.pk}/change/"))
    examples = [each for each in page.iter("div") if has_class(each, "example")]
    assert [each.get("lang") for each in examples] == ["bn", "en"]
    assert "সকাল সাড়ে ১০টা" in text(examples[0])
    assert "The children's clinic" in text(examples[1])
    assert [each for each in examples if "{" in text(each)] == []


def test_new_text_has_a_page_too(desk):
    assert desk.get(f"{LIST}add/").status_code == 200


def test_what_the_site_uses_is_switched_off_and_never_deleted(desk):
    visit = Text.objects.get(purpose=Purpose.VISIT)
    own = Text.objects.filter(purpose=Purpose.OTHER).first()
    assert desk.post(f"{LIST}{visit.pk}/delete/", {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [visit.pk, own.pk], "post": "yes"}
    desk.post(LIST, chosen)
    assert Text.objects.filter(pk=visit.pk).exists()
    filled = {
        f"{name}_{code}": getattr(visit, f"{name}_{code}")
        for name in ("name", "subject", "body")
        for code in ("bn", "en")
    }
    assert desk.post(f"{LIST}{visit.pk}/change/", {**filled, "position": "1"}).status_code == 302
    visit.refresh_from_db()
    assert (visit.in_use, visit.purpose) == (False, Purpose.VISIT)
    assert desk.post(f"{LIST}{own.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Text.objects.filter(pk=own.pk).exists()


def test_those_who_answer_requests_use_them_and_do_not_change_them(desk, client):
    client.force_login(make_user("mina", APPOINTMENT_STAFF))
    first = Text.objects.first()
    assert [client.get(path).status_code for path in (LIST, f"{LIST}{first.pk}/change/")] == [
        *(403, 403)
    ]
