"""The form's addresses: who may post, what no page carries, and the page after sending."""

import base64
import time
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.conf import settings as project
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from appointments import tokens
from appointments.models import AppointmentRequest, Event
from pages.bengali import local_digits
from tests.appointments.family import (
    URLENCODED,
    filled,
    form_address,
    in_language,
    messages,
    send,
    sent_request,
    summary,
)
from tests.cost import costs_less
from tests.makers import make_clinic, make_request
from tests.page import has_class, links, parse, text, texts, values

pytestmark = pytest.mark.django_db
LANGUAGES = ["bn", "en"]


def received_page(request: AppointmentRequest, language: str = "bn"):
    return Client().get(
        f"{form_address(language)}received/{tokens.received_token(request.submission_key)}/"
    )


def local(words: str, language: str) -> str:
    with override(language):
        return local_digits(words)


def of_class(page, name: str) -> list[str]:
    return [text(each) for each in page.iter() if has_class(each, name)]


# Who may post


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://testserver.evil.example",
        "https://testserver",
        "http://testserver:81",
        "http://evil.example/?http://testserver",
        "testserver",
    ],
)
def test_form_sent_from_another_site_is_refused(origin, language, stored):
    before, answers = stored(), filled()
    response = send(answers, language, origin=origin)
    heading = parse(response).find("body//h1")
    assert (response.status_code, stored()) == (403, before)
    assert text(heading) == in_language(language, "This is not possible")
    assert b"01712345678" not in response.content
    assert sent_request(send(answers, language, origin="http://testserver"))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": "http://testserver"},
        {"origin": project.SITE_URL},
        {"origin": "http://testserver", "referer": "https://evil.example/"},
        {"origin": "null", "sec-fetch-site": "same-origin"},
        {"origin": "null", "sec-fetch-site": "none"},
    ],
)
def test_form_sent_from_here_or_from_a_browser_that_does_not_say_is_accepted(headers):
    assert sent_request(send(filled(), **headers)) == AppointmentRequest.objects.get()


@pytest.mark.parametrize("language", LANGUAGES)
def test_form_in_a_frame_of_another_site_is_refused(language, stored):
    before = stored()
    headers = {"origin": "null", "sec-fetch-site": "cross-site"}
    assert (send(filled(), language, **headers).status_code, stored()) == (403, before)


@pytest.mark.parametrize("path", ["", "status/", "status/withdraw/"])
def test_files_count_towards_the_size_of_a_form(path, client):
    for size, refused in ((700_000, True), (500_000, False)):
        body = {"scan": SimpleUploadedFile("scan.jpg", b"x" * size)}
        assert (client.post(f"{form_address()}{path}", body).status_code == 400) == refused


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_other_methods_are_refused(method, client, stored):
    before = stored()
    response = getattr(client, method)(form_address())
    assert (response.status_code, response["Allow"], stored()) == (405, "GET, HEAD, POST", before)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("&".join(f"x{number}=1" for number in range(5000)), URLENCODED),
        ("message=" + "x" * 1_000_000, URLENCODED),
        ('--x\r\nContent-Disposition: form-data; name="message"\r\n\r\n' + "x" * 3_000_000
         + "\r\n--x--\r\n", "multipart/form-data; boundary=x"),
        ("child_name=x", "multipart/form-data"),
        ("child_name=x", f"{URLENCODED}; charset=utf-16"),
    ],
    ids=["5,000 fields", "1 MB", "3 MB in parts", "parts without a boundary", "UTF-16"],
)  # fmt: skip
def test_oversized_or_broken_body_is_refused_at_once(body, content_type, client, stored):
    def post() -> HttpResponse:
        return client.post(form_address(), body, content_type=content_type)

    before = stored()
    assert (post().status_code, stored()) == (400, before)
    assert costs_less(1, post)


# What no page carries


def every_page(language: str) -> dict:
    """Each kind of answer that a family can meet here."""
    good = send(filled(), language)
    request = AppointmentRequest.objects.get()
    return {
        "empty form": Client().get(form_address(language)),
        "sent back": send(filled(phone=""), language),
        "sent": good,
        "received": received_page(request, language),
        "expired": Client().get(f"{form_address(language)}received/x/"),
        "refused": send(filled(), language, origin="https://evil.example"),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_needs_a_cookie_and_no_cache_may_keep_one(language):
    pages = every_page(language)
    assert {name: response.status_code for name, response in pages.items()} == {
        **{"empty form": 200, "sent back": 200, "sent": 302, "received": 200},
        **{"expired": 410, "refused": 403},
    }
    for response in pages.values():
        assert response.cookies == {}
        assert response["Cache-Control"] == "no-store, private"
        assert "cookie" not in response.get("Vary", "").lower()
        assert b"csrfmiddlewaretoken" not in response.content
        assert response["Content-Language"] == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_written_in_the_language_of_their_address(language):
    pages = every_page(language)
    del pages["sent"]
    parsed = {name: parse(response) for name, response in pages.items()}
    assert {page.get("lang") for page in parsed.values()} == {language}
    titles = {
        "empty form": "Book an appointment",
        "received": "Your request has arrived",
        "expired": "This page is no longer shown",
        "refused": "This is not possible",
    }
    for name, title in titles.items():
        words = in_language(language, title)
        assert (text(parsed[name].find("head/title")), texts(parsed[name], "body//h1")) == (
            words,
            [words],
        )


def test_reading_changes_nothing(client, stored):
    address = send(filled())["Location"]
    before = stored()
    for path in (form_address(), address):
        assert client.get(path).status_code == client.head(path).status_code == 200
    assert stored() == before


# The page after sending


@pytest.mark.parametrize(
    ("language", "phone", "shown"),
    [
        ("bn", "01712345678", "০১৭১২-৩৪৫৬৭৮"),
        ("en", "০১৭১২৩৪৫৬৭৮", "01712-345678"),
        ("bn", "+971 50 123 4567", "+৯৭১ ৫০ ১২৩ ৪৫৬৭"),
        ("en", "9876543210", "+91 98765 43210"),
    ],
)
def test_received_page_shows_the_reference_and_the_number_as_it_is_read_out(language, phone, shown):
    response = send(filled(phone=phone), language)
    stored = sent_request(response)
    page = parse(Client().get(response["Location"]))
    assert of_class(page, "reference") == [f"{stored.reference[:4]}-{stored.reference[4:]}"]
    assert of_class(page, "phone") == [shown]


def test_received_page_reads_the_same_in_the_other_language():
    stored = make_request(reference="7K0M1Q9D")
    for language in LANGUAGES:
        assert of_class(parse(received_page(stored, language)), "reference") == ["7K0M-1Q9D"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("signs", "urgent"), [(["breathing"], True), ([], False)])
def test_emergency_card_comes_first_when_a_sign_was_ticked(signs, urgent, language):
    clinic = make_clinic()
    clinic.emergency_numbers.create(country="Bangladesh", number="999")
    stored = sent_request(send(filled(urgent_signs=signs)))
    page = parse(received_page(stored, language))
    (main,) = page.iter("main")
    assert main[0].get("aria-labelledby") == ("emergency-heading" if urgent else None)
    number = "৯৯৯" if language == "bn" else "999"
    assert [words for address, words in links(page) if address == "tel:999"] == [number] * urgent


@pytest.mark.parametrize("language", LANGUAGES)
def test_emergency_card_stands_above_the_form(language, client):
    page = parse(client.get(form_address(language)))
    (main,) = page.iter("main")
    names = [each.get("aria-labelledby") or each.get("class") for each in main]
    assert names.index("emergency-heading") < names.index("questions")


def test_received_page_is_for_a_day(client):
    address = send(filled())["Location"]
    now = time.time()
    for hours, status in ((23, 200), (25, 410)):
        with mock.patch("time.time", return_value=now + timedelta(hours=hours).total_seconds()):
            assert client.get(address).status_code == status


def test_received_page_is_gone_for_any_other_token(client):
    request = make_request()
    token = tokens.received_token(request.submission_key)
    others = [token[:-1], token + "A", "x", "টোকেন", "1", tokens.received_token("key-0")]
    for other in [*others, tokens.new_form_token()]:
        response = client.get(f"{form_address()}received/{other}/")
        assert response.status_code == 410
        assert request.reference.encode() not in response.content
    assert client.get(f"{form_address()}received/{token}/").status_code == 200


def test_received_page_of_an_erased_request_is_gone(client):
    address = send(filled())["Location"]
    AppointmentRequest.objects.get().delete()
    assert client.get(address).status_code == 410


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_engines_keep_out_of_the_personal_pages(language):
    pages = every_page(language)
    for name, robots in {"received": ["noindex"], "expired": ["noindex"], "empty form": []}.items():
        head = parse(pages[name]).find("head")
        assert [each.get("content") for each in head if each.get("name") == "robots"] == robots


def test_clinics_phone_is_offered_on_every_page():
    make_clinic(phone="01712-345678")
    pages = every_page("en")
    del pages["sent"]
    for response in pages.values():
        assert ("tel:01712345678", "01712-345678") in [
            (address, words.removeprefix("☎ ")) for address, words in links(parse(response))
        ]


# The number that will be called


def correct(address: str, phone: str, **headers: str):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    return client.post(address, {"phone": phone}, headers=headers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_wrong_number_is_corrected_on_the_page(language, client):
    address = send(filled(), language)["Location"]
    response = correct(address, "01812345678")
    assert (response.status_code, response["Location"]) == (302, f"{address}#number")
    number = "০১৮১২-৩৪৫৬৭৮" if language == "bn" else "01812-345678"
    assert of_class(parse(client.get(address)), "phone") == [number]
    events = Event.objects.filter(kind="corrected").values_list("by", "old", "new")
    assert list(events) == [(None, "০১৭১২৩৪৫৬৭৮", "01812345678")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("phone", "sentence"),
    [
        ("", "Enter the phone number that we can call."),
        ("01812", "No phone has this number. Check that no digit is missing; for a number abroad "
         "begin with + and the country code."),
        ("01812345678, 01912345678", "Enter one of the numbers only."),
        ("call my uncle", "Enter the phone number in digits only, for example 01712345678."),
    ],
)  # fmt: skip
def test_number_that_cannot_be_called_comes_back_with_a_sentence(phone, sentence, language, stored):
    address = send(filled(), language)["Location"]
    before = stored()
    response = correct(address, phone)
    page = parse(response)
    words = local(in_language(language, sentence), language)
    assert response.status_code == 200
    assert (messages(page, "phone"), summary(page)) == ([words], [("id_phone", words)])
    assert text(page.find("head/title")).startswith(in_language(language, "Error:"))
    assert values(page, ".//input[@id='id_phone']", "value") == [phone or None]
    assert [each.get("open") for each in page.iter("details") if has_class(each, "correct")] == [""]
    assert stored() == before


def test_number_is_corrected_from_this_site_only_and_for_a_day(stored):
    address = send(filled())["Location"]
    before = stored()
    assert correct(address, "01812345678", origin="https://evil.example").status_code == 403
    tomorrow = time.time() + timedelta(hours=25).total_seconds()
    with mock.patch("time.time", return_value=tomorrow):
        assert correct(address, "01812345678").status_code == 410
    assert stored() == before


def test_address_of_the_page_tells_nothing_about_the_request():
    response = send(filled())
    stored, address = sent_request(response), response["Location"]
    token = address.rstrip("/").rpartition("/")[2]
    payload = token.partition(":")[0]
    readable = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)).decode()
    hidden = (stored.reference, str(stored.pk).zfill(6), stored.phone_e164, "রাফি")
    assert [each for each in hidden if each in readable + address] == []


# What happens next


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "We will call this number by 5 pm on Thursday 24 November: 01712-345678"),
        ("bn", "আমরা বৃহস্পতিবার ২৪ নভেম্বর বিকেল ৫টার মধ্যে এই নম্বরে ফোন করব: ০১৭১২-৩৪৫৬৭৮"),
    ],
)
def test_promise_is_told_in_words_and_digits_of_the_page(language, words):
    stored = make_request(answer_due=datetime(2050, 11, 24, 11, 0, tzinfo=UTC))
    assert words in text(parse(received_page(stored, language)))


def test_promise_names_the_zone_to_a_family_abroad():
    stored = make_request(
        answer_due=datetime(2050, 11, 24, 11, 0, tzinfo=UTC), filled_by_phone="+971 50 123 4567"
    )
    page = text(parse(received_page(stored, "en")))
    assert "by 5 pm on Thursday 24 November (Bangladesh time): 01712" in page


def test_clinic_without_working_days_promises_no_time(client):
    make_clinic(working_days=[])
    response = send(filled(), "en")
    assert sent_request(response).answer_due is None
    assert "We will call this number as soon as we can: 01712" in text(
        parse(client.get(response["Location"]))
    )


@pytest.mark.parametrize(
    ("numbers", "asked"),
    [
        ({"phone": "+971 50 123 4567"}, True),
        ({"phone": "+971 50 123 4567", "phone_alternative": "01812345678"}, False),
        ({"phone": "01812345678", "filled_by_phone": "+971 50 123 4567"}, False),
    ],
)
def test_family_with_numbers_abroad_only_is_asked_for_one_near_the_child(numbers, asked):
    page = text(parse(received_page(make_request(**numbers), "en")))
    assert ("Is there also a phone near the child?" in page) == asked


def test_number_from_abroad_shows_its_country():
    stored = make_request(phone="+971 50 123 4567")
    assert "+৯৭১ ৫০ ১২৩ ৪৫৬৭ (সংযুক্ত আরব আমিরাত)" in text(parse(received_page(stored)))


@pytest.mark.parametrize(("calls_from", "shown"), [("", []), ("09610-123456", ["০৯৬১০-১২৩৪৫৬"])])
def test_number_the_clinic_calls_from_is_told_when_there_is_one(calls_from, shown):
    make_clinic(calls_from=calls_from)
    page = parse(received_page(make_request()))
    told = [text(each) for each in page.findall(".//strong[@class='phone']")]
    assert told == ["০১৭১২-৩৪৫৬৭৮", *shown]


@pytest.mark.parametrize("language", LANGUAGES)
def test_adult_is_told_whom_to_call(language):
    make_clinic(phone="01712-345678")
    page = parse(send(filled(child_age="২৫ বছর"), language))
    [sentence] = messages(page, "child_age")
    assert ("০১৭১২-৩৪৫৬৭৮" if language == "bn" else "01712-345678") in sentence


# A database that is full or gone


FULL = OperationalError("database or disk is full")


@pytest.mark.parametrize("language", LANGUAGES)
def test_full_database_gives_the_phone_and_keeps_the_answers(language, stored):
    make_clinic(phone="01712-345678")
    Client().get(f"/{language}/contact/")
    lines = "প্রথম সারি\nদ্বিতীয় সারি"
    answers, before = filled(message=lines, urgent_signs=["fit", "belly"]), stored()
    with mock.patch("appointments.models.Event.save", side_effect=FULL):
        response = send(answers, language)
    page = parse(response)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert (page.get("lang"), stored()) == (language, before)
    assert ("tel:01712345678", local("01712-345678", language)) in links(page)
    kept = {}
    for box in page.iter("input"):
        kept.setdefault(box.get("name"), []).append(box.get("value"))
    assert kept == {k: v if isinstance(v, list) else [v] for k, v in answers.items()}
    assert sent_request(send(kept, language)).message == lines


def test_full_database_on_another_page_keeps_nothing_that_was_typed(client):
    make_clinic()
    with mock.patch("pages.views.render", side_effect=FULL):
        client.raise_request_exception = False
        response = client.get("/en/contact/")
    assert (response.status_code, list(parse(response).iter("input"))) == (503, [])


# What is no longer true is not said


def test_received_page_admits_a_late_call():
    stored = make_request(answer_due=timezone.now() - timedelta(hours=1))
    page = parse(received_page(stored, "en"))
    assert texts(page, ".//main/h2") == ["We are late with our call, and we are sorry"]
    assert "What happens next" not in text(page)
    assert of_class(page.find(".//main"), "phone") == ["01712-345678"]


def test_received_page_of_a_request_that_was_cancelled_says_so():
    stored = make_request()
    stored.withdraw()
    page = text(parse(received_page(stored, "en")))
    assert "You have cancelled your request" in page
    assert "We will call this number" not in page


def test_number_corrected_on_the_page_of_a_duplicate_is_that_of_the_request_that_goes_on():
    kept = make_request()
    other = make_request(status="duplicate", duplicate_of=kept)
    address = f"{form_address()}received/{tokens.received_token(other.submission_key)}/"
    correct(address, "01812345678")
    kept.refresh_from_db()
    assert kept.phone_e164 == "+8801812345678"
