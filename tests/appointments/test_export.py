"""The table for a spreadsheet: whole, disarmed, and recorded."""

import csv
import io
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from appointments import erasure
from appointments.models import AppointmentRequest, Event
from appointments.triage import export
from appointments.triage.export import csv_response
from clinic_site.groups import APPOINTMENT_STAFF, MANAGERS
from clinic_site.models import User
from tests.makers import make_request, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(db) -> User:
    return make_user("boss", MANAGERS)


def table(by: User, language: str = "en") -> list[list[str]]:
    """What a spreadsheet reads; the language is the page's that asked, not the later one."""
    with override(language):
        response = csv_response(AppointmentRequest.objects.all(), by=by)
    content = b"".join(response.streaming_content).decode()
    assert content.startswith("\ufeff")
    assert content.endswith("\r\n")
    return list(csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline="")))


def cells(by: User, **fields: Any) -> dict[str, str]:
    make_request(**fields)
    header, row = table(by)
    return dict(zip(header, row, strict=True))


def test_row_has_what_is_known(boss):
    told = cells(
        boss, reference="7K0M1Q9D", phone_alternative="01812345678", email="a@example.com",
        urgent_signs=["fit"], message="জ্বর", district="কুমিল্লা", source="letter",
        assigned_to=boss,
    )  # fmt: skip
    expected = {
        "reference": "7K0M-1Q9D", "came by": "Referral letter", "status": "New",
        "priority": "Soon", "child's name": "রাফি হাসান", "child's age, as written": "আড়াই বছর",
        "child's age in days when sent": "913", "phone": "+8801712345678",
        "second phone": "01812345678", "email": "a@example.com",
        "urgent signs": "The child is having a fit, or has just had one", "message": "জ্বর",
        "district": "কুমিল্লা", "in whose hands": "boss", "visit": "",
    }  # fmt: skip
    assert {name: told[name] for name in expected} == expected
    assert told["received"].endswith("+06:00")


@pytest.mark.parametrize("language", ["en", "bn"])
def test_titles_and_codes_are_in_the_language_of_who_exports(language, boss):
    make_request()
    header, row = table(boss, language)
    assert (header[3], row[3]) == {"en": ("status", "New"), "bn": ("অবস্থা", "নতুন")}[language]


@pytest.mark.parametrize("first", [*"=+-@＝＋－＠"])
@pytest.mark.parametrize("before", ["", *" \u200b\"'\u00a0\ufeff\u2060\u202e\u00ad(“"])
def test_no_cell_is_a_formula(first, before, boss):
    told = cells(boss, message=f"{before}{first}1+1|cmd", child_name=f"{before}{first}SUM(A1)")
    assert (told["message"][0], told["child's name"][0]) == ("'", "'")


@pytest.mark.parametrize("text", ["\t=1", "\r=1", "\n=1", "\x00=1", "\x0b@x"])
def test_control_characters_hide_no_formula(text, boss):
    assert export.disarmed(text).lstrip("\n").startswith("'") or export.disarmed(text)[0] == "'"
    assert not {"\t", "\r", "\x00", "\x0b"} & {*export.disarmed(text)}


@pytest.mark.parametrize(
    ("typed", "copied"),
    [
        ("fever\r\n=1+1", "fever\n'=1+1"),  # a line of its own, where quotes are not read
        ("fever\n\n @x\n-2", "fever\n\n' @x\n'-2"),
        ("fever;=1;+2", "fever;'=1;'+2"),  # cut there where the comma is a decimal one
        ("fever\u2028=1", "fever\n'=1"),
        ("b\t=1", "b =1"),
        ("a=b; c-d, e@f", "a=b; c-d, e@f"),
    ],
)
def test_no_part_of_a_cell_is_a_formula(typed, copied):
    assert export.disarmed(typed) == copied


def test_numbers_to_call_stay_whole_and_what_only_looks_like_one_does_not(boss):
    told = cells(boss, phone="01712345678", phone_alternative="+8801812345678", district="+1+2")
    names = ("phone", "second phone", "district")
    assert [told[name] for name in names] == ["+8801712345678", "+8801812345678", "'+1+2"]


def test_lines_commas_and_quotes_stay_in_their_cell(boss):
    told = cells(boss, message='one, "two"\nthree')
    assert told["message"] == 'one, "two"\nthree'


def test_every_copy_is_recorded_before_it_leaves(boss):
    requests = [make_request(), make_request()]
    csv_response(AppointmentRequest.objects.filter(pk=requests[0].pk), by=boss)
    assert list(Event.objects.values_list("request", "kind", "by__username")) == [
        (requests[0].pk, "exported", "boss")
    ]


def test_a_long_table_is_read_batch_by_batch(boss, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(export, "BATCH", 2)
    for _number in range(5):
        make_request(assigned_to=boss)
    response = csv_response(AppointmentRequest.objects.all(), by=boss)
    with django_assert_num_queries(3):
        assert len(list(response.streaming_content)) == 4


def test_who_may_not_export_gets_nothing(stored):
    make_request()
    before = stored()
    with pytest.raises(PermissionDenied):
        csv_response(AppointmentRequest.objects.all(), by=make_user("mina", APPOINTMENT_STAFF))
    assert stored() == before


def test_erased_requests_are_rows_without_names(boss):
    request = make_request(status="answered")
    erasure.erase(request, by=boss, reason="x")
    _header, row = table(boss)
    assert "রাফি হাসান" not in row
    assert row[0] == str(request)
