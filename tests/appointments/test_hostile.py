"""What nobody would type by hand is stored clean or refused with a sentence, never a fault."""

import re
import unicodedata
from urllib.parse import urlencode

import html5lib
import pytest
from django.http import QueryDict
from django.test import Client

from appointments.fields import is_visible
from appointments.forms import AppointmentForm
from appointments.models import AppointmentRequest
from tests.appointments.family import filled, messages, send, sent_request, summary
from tests.page import parse

pytestmark = pytest.mark.django_db

STRINGS = [
    # control characters
    *("\x00", "ab\x00cd", "\x01\x02", "a\x08b", "a\x0bb", "a\x0cb", "a\x1bb[31m", "a\x7fb"),
    *("a\x85b", "a\x9bb", "\ufffe", "\uffff", "a\ufffdb"),
    # what turns or hides text
    *("\u202e", "abc\u202etxt.exe", "\u202dabc", "\u2066abc\u2069", "\u200eabc\u200f", "\u061c"),
    *("\u200b", "\u200b\u200c\u200d\u2060\ufeff", "ab\u200bcd", "\ufeffabc", "a\xadb", "\u180e"),
    *("\u2800", "\u3164\u115f", "\xa0\u2003", " ", "\t\n"),
    # lone halves of a pair
    *("\ud800", "\udfff", "ab\ud83dcd", "\udc00\ud800"),
    # marks
    *("\u0981", "\u09cd", "\u09be\u09be\u09be", "\u0301" * 50, "ক" + "\u0981" * 100),
    *("র\u200d্যা", "র\u200d্যাব", "\u200dক", "ক\u09cd\u200c"),
    # emoji and other planes
    *("👶", "👨\u200d👩\u200d👧\u200d👦", "🇧🇩", "𝓡𝓪𝓯𝓲", "𠜎"),
    # markup, queries, formulas, templates, paths
    *("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</textarea></form>"),
    "&lt;&#0;",
    *("' OR 1=1 --", "'; DROP TABLE appointments_event; --", "Robert\\'); --", '"quotes" ‘’ “”'),
    *("=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(1)", "{{ 7*7 }}", "{% debug %}", "%s%n%(x)s"),
    *("../../etc/passwd", "$(id)", "${jndi:ldap://x}", "None", "null", "NaN", "true", "[]", "{}"),
    # headers
    *("a\r\nBcc: x@example.com", "a\nSubject: x", "a\rb", "a\u2028b\u2029c", "%0d%0aBcc: x"),
    # endless
    *("x" * 2_001, "র" * 3_000, " " * 9_000, "\u200b" * 9_000, "1" * 9_000, "@" * 9_000),
]  # fmt: skip
TEXTS = ["child_name", "guardian_name", "filled_by_name", "district", "message"]
# Where only some text has a meaning.
STRICT = [
    *("child_age", "phone", "phone_alternative", "filled_by_phone", "email", "preferred_date"),
    *("child_age_unit", "known_patient", "best_time", "contact_method", "preferred_language"),
    *("phone_owner", "relationship", "filled_by", "concern", "urgent_signs"),
]
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


def test_there_are_more_than_sixty():
    assert len(STRINGS) == len(set(STRINGS)) > 60


def assert_clean(request: AppointmentRequest, fields: list[str]) -> None:
    for field in fields:
        value = getattr(request, field)
        assert (FORBIDDEN.findall(value), value.strip()) == ([], value)
        assert unicodedata.is_normalized("NFC", value)
        assert value == "" or is_visible(value)
        assert field == "message" or value.splitlines() in ([], [value])


def form_with(text: str, fields: list[str], **changes: str) -> AppointmentForm:
    """The form as the view makes it, with the text in each of these fields."""
    answers = filled(**dict.fromkeys(fields, text) | changes)
    return AppointmentForm(QueryDict(urlencode(answers, errors="surrogatepass").encode()))


@pytest.mark.parametrize("text", STRINGS, ids=range(len(STRINGS)))
def test_hostile_text_is_stored_clean_or_refused_with_a_sentence(text):
    form = form_with(text, TEXTS, website=text)
    if not form.is_valid():
        assert set(form.errors) <= set(TEXTS)
        assert {len(said) for said in form.errors.values()} == {1}
        form = form_with(text[:80], ["district", "message", "filled_by_name"], website=text)
    assert form.is_valid()
    stored = form.save("203.0.113.7")
    assert_clean(stored, TEXTS)
    arrived = text.encode(errors="surrogatepass").decode(errors="replace")
    assert stored.suspicious == is_visible(FORBIDDEN.sub("", arrived))


@pytest.mark.parametrize("text", STRINGS, ids=range(len(STRINGS)))
def test_hostile_text_where_only_some_has_a_meaning_is_refused_with_sentences(text):
    form = form_with(text, STRICT)
    assert not form.is_valid()
    assert {"concern", "phone"} <= set(form.errors) <= set(STRICT)
    assert {len(said) for said in form.errors.values()} == {1}
    age = form_with(text, ["child_age"])
    assert {field: len(said) for field, said in age.errors.items()} in ({}, {"child_age": 1})
    stale = form_with(text, ["form_token"])
    assert (stale.token, list(stale.errors)) == (None, ["__all__"])


@pytest.mark.parametrize(
    "text",
    [
        "\x00",
        "\u202e",
        "\u200b",
        "\ud800",
        "a\x0bb",
        "\u0981",
        "a\r\nBcc: x",
        "র" * 3_000,
        "<b>'\"{{",
    ],
)
def test_hostile_text_through_the_page(text, stored):
    before = stored()
    response = send(filled(**dict.fromkeys([*TEXTS, *STRICT, "form_token", "website"], text)))
    assert (response.status_code, stored()) == (200, before)
    # Not the strict parser: what was typed comes back, and may hold what HTML does not allow.
    page = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    beside = [message for field in [*TEXTS, *STRICT] for message in messages(page, field)]
    listed = [message for link, message in summary(page) if link]
    assert sorted(listed) == sorted(beside)
    response = send(filled(message=text[:2000], website=text))
    assert_clean(sent_request(response), ["message"])
    assert Client().get(response["Location"]).status_code == 200


@pytest.mark.parametrize("name", ["র\u200d্যা", "শ্রী র\u200d্যান্ডি", "ক\u200c্ষ"])
def test_joiners_that_shape_bengali_are_kept(name):
    stored = sent_request(send(filled(child_name=name, message=name)))
    assert (stored.child_name, stored.message) == (name, name)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("' OR 1=1 --", "' OR 1=1 --"),
        ("=1+1", "=1+1"),
        ("a\r\nBcc: x@example.com", "a Bcc: x@example.com"),
        ("abc\u202etxt.exe", "abctxt.exe"),
        ("ab\x00cd", "abcd"),
        ("👶", "👶"),
    ],
)
def test_plain_text_is_kept_to_the_letter(text, kept):
    assert sent_request(send(filled(child_name=text))).child_name == kept


def test_markup_comes_back_as_text():
    attack = '"><img src=x onerror=alert(1)></textarea><script>alert(1)</script>'
    page = parse(send(filled(child_name=attack, message=attack, phone="")))
    (box,) = (each for each in page.iter("textarea"))
    assert box.text.strip() == attack
    assert [each.get("src") for each in page.iter("img") if each.get("src") == "x"] == []
    assert {each.text for each in page.iter("script")} == {None}
