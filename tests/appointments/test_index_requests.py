"""What staff find requests by can be written anew for all of them."""

from io import StringIO

import pytest
from django.core.management import call_command

from appointments import erasure, search
from appointments.management.commands import index_requests
from appointments.models import AppointmentRequest, SearchKey
from tests.makers import make_request

pytestmark = pytest.mark.django_db


def index() -> str:
    printed = StringIO()
    call_command("index_requests", stdout=printed)
    return printed.getvalue()


def keys() -> list[tuple[int, str]]:
    return list(SearchKey.objects.order_by("request", "key").values_list("request", "key"))


@pytest.mark.parametrize("batch", [1, 2, 4, 500])
def test_all_requests_are_indexed_anew(batch, monkeypatch):
    monkeypatch.setattr(index_requests, "BATCH", batch)
    requests = [make_request(child_name=name) for name in ("Rafi", "Nusrat", "Mina", "Ali")]
    before = keys()
    requests[0].search_keys.all().delete()
    requests[1].search_keys.update(key="wold")
    assert search.found("Rafi") == search.found("Nusrat") == []
    assert index() == "Requests indexed: 4\n"
    assert keys() == before
    assert search.found("রাফি") == [requests[0].pk]


def test_rows_that_were_created_in_bulk_are_found_afterwards():
    request = make_request(child_name="Rafi")
    request.pk, request.reference, request.submission_key = None, "7K0M1Q9D", None
    AppointmentRequest.objects.bulk_create([request])
    assert search.found("7K0M-1Q9D") == []
    index()
    assert search.found("7K0M-1Q9D") == [AppointmentRequest.objects.get(reference="7K0M1Q9D").pk]


def test_erased_request_stays_without_keys(nurse):
    erased, kept = make_request(), make_request()
    erased.move_to("spam", by=nurse)
    erasure.erase(erased, by=nurse)
    assert index() == "Requests indexed: 1\n"
    assert {request for request, _key in keys()} == {kept.pk}


def test_no_request_no_error():
    assert index() == "Requests indexed: 0\n"
