"""The outbox in the admin: readable in words, changeable by nobody."""

from datetime import datetime

import pytest
from django.http import HttpResponse
from django.test import Client

from appointments.messages import Failure, Message, State, Template
from clinic_site.groups import APPOINTMENT_STAFF, EDITORS, MANAGERS
from tests.makers import make_request, make_user
from tests.page import parse, text

pytestmark = pytest.mark.django_db

LIST = "/admin/appointments/message/"
NO_SERVER = (
    "No mail goes out: no mail server is set. Whoever runs this site sets EMAIL_URL (see the "
    "README) and starts it again; then all waiting mail is sent."
)
NOON = datetime.fromisoformat("2026-11-23T12:00+06:00")
ONE = datetime.fromisoformat("2026-11-23T13:00+06:00")


def make_message(**fields) -> Message:
    return Message.objects.create(
        **{
            "template": Template.RECEIVED,
            "language": "bn",
            "recipient": "rahima@example.org",
            "created_at": NOON,
            "next_try_at": NOON,
            **fields,
        }
    )


def rows(response: HttpResponse) -> list[list[str]]:
    """The cells of the list."""
    (table,) = (each for each in parse(response).iter("table") if each.get("id") == "result_list")
    return [[text(cell) for cell in row] for row in table.find("tbody")]


def notices(response: HttpResponse) -> list[str]:
    assert response.status_code == 200
    lists = [each for each in parse(response).iter("ul") if each.get("class") == "messagelist"]
    return [text(line) for each in lists for line in each]


def test_list_says_in_words_what_became_of_each(staff: Client) -> None:
    make_message(request=make_request(reference="7K3M9Q2X"))
    make_message(template=Template.LATE, error=Failure.TIMEOUT, attempts=12, next_try_at=ONE)
    make_message(state=State.SENT, attempts=1, sent_at=ONE, template=Template.NEW_REQUEST)
    noon, one, to = "23 November 2026, 12 noon", "23 November 2026, 1 pm", "rahima@example.org"
    late, timeout = "To managers: promised calls are late", "The mail server does not answer"
    family, waiting = "To the family: request received", "… Waiting to be sent"
    mail, site = "Email", "the site"
    assert rows(staff.get(LIST)) == [
        [noon, *("To staff: a new request", mail, "–", to, "✓ Sent", site, "1", "-", "–", one)],
        [noon, late, mail, "–", to, "⚠ Does not get through", site, "12", timeout, one, "–"],
        [noon, family, mail, "7K3M-9Q2X", to, waiting, site, "0", "-", noon, "–"],
    ]


def test_what_staff_opened_or_read_out_is_called_just_that(staff: Client, nurse) -> None:
    told = {"template": Template.TEXT, "name": "Please call us", "by": nurse, "sent_at": NOON}
    make_message(**told, channel="whatsapp", state=State.OPENED, recipient="+8801712345678")
    make_message(**told, channel="call", state=State.READ_OUT, recipient="+8801712345678")
    assert [[row[1], row[2], *row[4:7]] for row in rows(staff.get(LIST))] == [
        ["Please call us", name, "01712-345678", state, "nurse"]
        for name, state in (
            ("Telephone", "✓ Read out on the telephone"),
            ("WhatsApp", "✓ Opened, to be sent by hand"),
        )
    ]


def test_list_is_in_bengali_for_those_who_read_it(staff: Client, nurse) -> None:
    nurse.language = "bn"
    nurse.save()
    make_message(attempts=12)
    (row,) = rows(staff.get(LIST))
    assert row[0] == "২৩ নভেম্বর ২০২৬, দুপুর ১২টা"
    assert row[7] == "১২"


@pytest.mark.parametrize(
    ("channel", "recipient", "shown"),
    [
        ("sms", "+8801712345678", "০১৭১২-৩৪৫৬৭৮"),
        ("whatsapp", "+919830012345", "+৯১ ৯৮৩০০ ১২৩৪৫"),
        ("mail", "rahima1@example.org", "rahima1@example.org"),
        ("whatsapp", "", "–"),  # what erasure leaves
        ("mail", "", "–"),
    ],
)
def test_number_reads_as_it_is_dialled_and_an_address_as_it_is(
    staff: Client, nurse, channel: str, recipient: str, shown: str
) -> None:
    nurse.language = "bn"
    nurse.save()
    message = make_message(
        channel=channel, recipient=recipient, template=Template.TEXT, sent_at=NOON,
        state=State.SENT if channel == "mail" else State.OPENED,
    )  # fmt: skip
    (row,) = rows(staff.get(LIST))
    page = parse(staff.get(f"{LIST}{message.pk}/change/"))
    said = [text(each) for each in page.iter("div") if each.get("class") == "readonly"]
    assert (row[4], said[4]) == (shown, shown)


def test_request_is_one_click_away(staff: Client) -> None:
    request = make_request()
    make_message(request=request)
    links = {each.get("href") for each in parse(staff.get(LIST)).iter("a")}
    assert f"/admin/appointments/appointmentrequest/{request.pk}/change/" in links


@pytest.mark.parametrize(
    ("query", "recipients"),
    [
        ("state__exact=sent", ["b@example.org"]),
        ("template__exact=late", ["a@example.org"]),
        ("channel__exact=sms", ["01712-345678"]),
    ],
)
def test_list_can_be_narrowed(staff: Client, query: str, recipients: list[str]) -> None:
    make_message(template=Template.LATE, recipient="a@example.org")
    make_message(state=State.SENT, sent_at=NOON, recipient="b@example.org")
    make_message(
        template=Template.TEXT, channel="sms", state=State.OPENED, sent_at=NOON,
        recipient="+8801712345678",
    )  # fmt: skip
    assert [row[4] for row in rows(staff.get(f"{LIST}?{query}"))] == recipients


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_database_once_for_all(
    staff: Client, count: int, django_assert_num_queries
) -> None:
    for _number in range(count):
        make_message(request=make_request())
    with django_assert_num_queries(6):
        staff.get(LIST)


def test_one_message_shows_what_was_written(staff: Client) -> None:
    message = make_message(
        state=State.SENT, sent_at=NOON, subject="Subject", text="First <line>\nSecond\n"
    )
    page = parse(staff.get(f"{LIST}{message.pk}/change/"))
    said = [text(each) for each in page.iter("div") if each.get("class") == "readonly"]
    assert said[-2:] == ["Subject", "First <line>Second"]
    assert [each for each in page.iter("input") if each.get("name") == "_save"] == []


def test_without_a_mail_server_the_list_says_what_to_do(staff: Client) -> None:
    assert notices(staff.get(LIST)) == [NO_SERVER]


def test_with_a_mail_server_it_says_nothing(staff: Client, settings) -> None:
    settings.EMAIL_HOST = "127.0.0.1"
    assert notices(staff.get(LIST)) == []


@pytest.mark.parametrize(
    ("group", "status"), [(APPOINTMENT_STAFF, 200), (MANAGERS, 200), (EDITORS, 403)]
)
def test_who_may_read_it(group: str, status: int) -> None:
    message = make_message()
    client = Client()
    client.force_login(make_user("somebody", group))
    assert client.get(LIST).status_code == status
    assert client.get(f"{LIST}{message.pk}/change/").status_code == status


@pytest.mark.parametrize("address", ["add/", "{}/change/", "{}/delete/"])
def test_nobody_changes_it(address: str) -> None:
    message = make_message()
    client = Client()
    client.force_login(make_user("admin", is_superuser=True))
    before = Message.objects.values().get()
    response = client.post(LIST + address.format(message.pk), {"recipient": "thief@example.org"})
    assert response.status_code == 403
    assert Message.objects.values().get() == before
