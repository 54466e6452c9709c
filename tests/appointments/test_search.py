"""Staff find a request by what they know of it, without a look at all requests."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from appointments import erasure, search
from appointments.models import AppointmentRequest, SearchKey
from tests.appointments.family import filled, send, sent_request
from tests.makers import make_request

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_(db) -> AppointmentRequest:
    """The one that is looked for; others are there, too."""
    found = make_request(
        reference="7K0M1Q9D", child_name="রায়হান হোসেন", guardian_name="Rahima Khatun",
        phone="01712-345678", phone_alternative="০১৮১২৩৪৫৬৭৯", filled_by_phone="+971 50 123 4567",
        filled_by_name="ডাক্তার কামাল",
    )  # fmt: skip
    make_request(child_name="সাদিয়া", guardian_name="শিরিন", phone="01911-223344")
    return found


@pytest.mark.parametrize(
    "typed",
    [
        *("7K0M1Q9D", "7k0m-1q9d", "7KOM IQ9D", "৭K০M-১Q৯D"),
        *("01712345678", "০১৭১২-৩৪৫ ৬৭৮", "+8801712345678", "008801712345678", "8801712345678"),
        *("01812345679", "+971501234567", "00971 50 123 4567"),
        *("01712", "345678", "৩৪৫৬৭৮", "5679", "501234567", "১৭১২-৩৪", "+880 1712", "008801712"),
        *("8801712", "+88017123", "01812", "+8801812 34", "5012", "4567", "345679", "2345678"),
        *("রায়হান", "রা\u09dfহান", "রায়", "হোসেন রায়হান", "Raihan", "hossain", "Raihan Hossain"),
        *("rahima", "KHATUN", "রহিমা", "রহিমা খাতুন", "Rahi", "Rahima রায়হান", "কামাল", "Kamal"),
    ],
)
def test_request_is_found_by(typed, request_):
    assert search.found(typed) == [request_.pk]


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "\x00", "%", "_", "'", '"', "\u202e", "👶", "\ud800", "\\", "*", "99999"),
        *("0000", "+880", "8800", "00880", "+0000000", "171", "+", "1712x", "²³¹²", "٠١٧١٢"),
        *("7K0M1Q9E", "7K0M1Q9", "7K0M1Q9DD", "01712345679", "রায়হান সাদিয়া", "Zzyzx", "x" * 5000),
    ],
)
def test_nothing_is_found_by(typed, request_):
    assert search.found(typed) == []


@pytest.mark.parametrize("number", ["+91 98300 12345", "09830012345", "0091 98300", "98300"])
def test_number_in_india_is_found_by_its_first_digits(number, request_):
    indian = make_request(phone="+91 98300 12345")
    assert search.found(number) == [indian.pk]


def test_one_letter_finds_who_begins_with_it(request_):
    assert search.found("র") == [request_.pk]


def test_newest_come_first_and_no_more_than_can_be_read(monkeypatch):
    monkeypatch.setattr(search, "MOST", 3)
    requests = [make_request() for _number in range(5)]
    newest = [request.pk for request in reversed(requests)][:3]
    assert search.found("রাফি") == newest
    assert search.found("রাফি হাসান") == newest
    assert search.with_child_called("রাফি") == newest
    assert search.with_number(["+8801712345678"]) == newest


@pytest.mark.parametrize("typed", ["x" * 100_000, "x " * 50_000, "01712345678 " * 9_000])
def test_however_much_is_typed_the_work_is_bounded(typed, request_):
    with CaptureQueriesContext(connection) as asked:
        search.found(typed)
    assert len(asked) <= 2
    assert max((len(query["sql"]) for query in asked), default=0) < 60_000


def test_requests_from_the_public_form_are_found():
    stored = sent_request(send(filled(child_name="Nusrat Jahan")))
    assert search.found("নুসরাত") == [stored.pk]


def test_corrected_details_are_found_and_the_old_ones_no_more(request_, nurse):
    request_.correct_contact({"guardian_name": "Salma", "phone": "01511223344"}, by=nurse)
    assert search.found("সালমা") == search.found("01511223344") == [request_.pk]
    assert search.found("Rahima") == search.found("01712345678") == []


def test_child_that_sounds_alike_is_found_and_a_guardian_of_that_name_is_not(request_):
    twin = make_request(child_name="Raihan", guardian_name="x")
    make_request(child_name="y", guardian_name="রায়হান", phone="01911223345")
    assert search.with_child_called("রায়হান") == [twin.pk, request_.pk]
    assert search.with_child_called("Raihan Hossain") == [request_.pk]
    assert search.with_child_called("?") == []


def test_erased_request_is_found_by_nothing(request_, nurse):
    request_.move_to("answered", by=nurse)
    erasure.erase(request_, by=nurse, reason="asked")
    assert search.found("7K0M1Q9D") == search.found("Rahima") == search.found("345678") == []
    assert list(request_.search_keys.all()) == []


def test_name_of_many_words_is_found_by_any_of_them():
    name = "Abu Bakar Mohammad Nur Uddin Sayed Khandaker Chowdhury Mazumder"
    stored = make_request(child_name=name)
    make_request(child_name="Abu Bakar Nur Uddin Sayed Mohammad Mazumder")
    assert search.found(" ".join(reversed(name.split()))) == [stored.pk]
    assert search.with_child_called(name) == [stored.pk]
    assert search.found("khandaker, ABU") == [stored.pk]


def test_word_longer_than_a_key_is_found():
    stored = make_request(child_name="x" * 100)
    assert search.found("x" * 100) == search.found("x" * 30) == [stored.pk]


def test_numbers_find_whoever_gave_one_of_them(request_):
    numbers = ["+8801911223344", "+8801812345679"]
    assert search.with_number(numbers) == [request_.pk + 1, request_.pk]
    assert search.with_number(["+8801812345670"]) == search.with_number([]) == []


def test_keys_of_a_request_go_with_it(request_):
    before = SearchKey.objects.count()
    request_.delete()
    assert 0 < SearchKey.objects.count() < before
