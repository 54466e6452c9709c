"""manage.py purge_requests counts what is due, and with --erase erases it, request by request."""

import json
from datetime import datetime, timedelta
from io import StringIO
from unittest import mock

import pytest
from django.core.management import CommandError, call_command

from appointments import erasure
from appointments.models import AppointmentRequest, MovedOn
from tests.makers import make_clinic, make_request

pytestmark = pytest.mark.django_db

NOW = datetime.fromisoformat("2026-11-25T12:00+06:00")


@pytest.fixture(autouse=True)
def noon():
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def run(*arguments: str) -> str:
    said = StringIO()
    call_command("purge_requests", *arguments, stdout=said)
    return said.getvalue()


def report(*arguments: str) -> dict:
    return json.loads(run("--json", *arguments))


def closed(days_ago: int, **fields) -> AppointmentRequest:
    closed_at = NOW - timedelta(days=days_ago)
    return make_request(**{"status": "answered", "received_at": closed_at, **fields})


def names() -> list[str]:
    return list(AppointmentRequest.objects.order_by("pk").values_list("child_name", flat=True))


def test_dry_run_counts_and_changes_nothing(stored):
    closed(800)
    closed(801)
    closed(731, child_name="CanaryChild")
    closed(729)
    closed(900, hold=True)
    make_request(received_at=NOW - timedelta(days=181))
    before = stored()
    assert run().splitlines() == [
        "Settled more than 730 days ago: 3 requests",
        "  2024-09: 2",
        "  2024-11: 1",
        "Kept from erasure: 1",
        "Open for more than 180 days, for the managers: 1",
        "Nothing was erased. To erase, add --erase.",
    ]
    assert stored() == before


def test_months_are_those_of_the_clinic():
    closed(0, received_at=datetime.fromisoformat("2024-08-31T23:30+00:00"))
    assert report()["by_month"] == {"2024-09": 1}


def test_erase_erases_what_is_due_and_says_so():
    old, young, held = closed(800), closed(729), closed(900, hold=True)
    assert run("--erase").splitlines()[-1] == "Erased: 1"
    assert names() == ["", young.child_name, held.child_name]
    last = old.events.get()
    assert (last.kind, last.by, last.text) == ("erased", None, "")


def test_second_run_finds_nothing_left():
    closed(800)
    assert report("--erase")["erased"] == 1
    assert report("--erase") == {
        **{"days": 730, "due": 0, "by_month": {}, "erased": 0},
        **{"held": 0, "refused": [], "open_too_long": 0},
    }
    assert AppointmentRequest.objects.get().events.count() == 1


def test_days_of_the_clinic_count_unless_others_are_given():
    make_clinic(retention_days=365)
    closed(366)
    assert (report()["days"], report()["due"]) == (365, 1)
    assert (report("--days", "400")["days"], report("--days", "400")["due"]) == (400, 0)
    assert report("--days", "30")["due"] == 1


@pytest.mark.parametrize("days", ["29", "0", "-1"])
def test_few_days_are_refused(days, stored):
    closed(800)
    before = stored()
    with pytest.raises(CommandError) as caught:
        run("--erase", "--days", days)
    sentence = "Fewer than 30 days are too few. Give --days a larger number."
    assert (str(caught.value), stored()) == (sentence, before)


def test_sent_twice_is_erased_with_the_kept_one_and_counted_itself():
    kept = closed(800)
    closed(790, status="duplicate", duplicate_of=kept)
    result = report("--erase")
    assert (result["due"], result["erased"], names()) == (2, 2, ["", ""])


def test_refusal_stops_neither_the_others_nor_stays_unsaid():
    closed(802)
    broken = closed(801, child_name="CanaryChild")
    closed(800)
    erase = erasure.erase

    def somebody_is_faster(request, **kwargs):
        if request.pk == broken.pk:
            raise MovedOn("CanaryChild moved")
        erase(request, **kwargs)

    said = StringIO()
    with (
        mock.patch("appointments.erasure.erase", somebody_is_faster),
        pytest.raises(CommandError) as caught,
    ):
        call_command("purge_requests", "--erase", "--json", stdout=said)
    assert str(caught.value) == "Not everything could be erased; see above."
    result = json.loads(said.getvalue())
    assert (result["due"], result["erased"], result["refused"]) == (3, 2, [str(broken)])
    assert "Canary" not in said.getvalue()
    assert names() == ["", "CanaryChild", ""]


def test_run_that_was_ended_is_taken_up_where_it_stopped():
    for _number in range(3):
        closed(800)
    erase, done = erasure.erase, []

    def ended_after_two(request, **kwargs):
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(request.pk)
        erase(request, **kwargs)

    with (
        mock.patch("appointments.erasure.erase", ended_after_two),
        pytest.raises(KeyboardInterrupt),
    ):
        run("--erase")
    assert names().count("") == 2
    result = report("--erase")
    assert (result["due"], result["erased"], names()) == (1, 1, ["", "", ""])


@pytest.mark.parametrize("count", [1, 3])
def test_each_request_costs_the_same(count, django_assert_num_queries):
    for _number in range(count):
        closed(800)
    with django_assert_num_queries(4):
        run()
    make_clinic()
    with django_assert_num_queries(4 + 15 * count):
        run("--erase")
