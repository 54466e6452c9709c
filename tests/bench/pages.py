"""The pages of triage that are asked, each as the person who opens it."""

from dataclasses import dataclass

from django.test import Client

from appointments import search
from appointments.models import AppointmentRequest
from appointments.triage.tabs import Tab
from clinic_site.models import User
from tests.bench.rows import COMMON, RARE

ADMIN = "/admin/"
QUEUE = f"{ADMIN}appointments/appointmentrequest/"
EVENTS = f"{ADMIN}appointments/event/"
OUTBOX = f"{ADMIN}appointments/message/"
NURSE, MANAGER = "nurse", "manager"
# One frequent and one rare value where that differs.
FILTERS = (
    *("owner=mine", "owner=nobody", "owner=others", "overdue=yes", "priority__exact=1"),
    *("priority__exact=3", "concern__exact=eye", "language=en", "visit=today", "visit=week"),
    *("reminded=no", "status__exact=attended", "status__exact=missed", "source__exact=letter"),
)


@dataclass(frozen=True)
class Page:
    name: str
    address: str
    who: str = NURSE
    typed: str | None = None  # into the search box
    # A filter over everything looks at all of it where few fit: no index could hold every filter.
    reads_all: bool = False


def pages() -> list[Page]:
    """All that are asked about; `RARE` is the child of one request, which is opened, too."""
    stored = AppointmentRequest.objects.get(child_name=RARE)
    searches = {
        "reference": str(stored),
        "phone": stored.phone,
        "last digits": stored.phone_e164[-6:],
        "rare name": RARE,
        "frequent name": COMMON,
        "two words": "রহিমা Hossain",
        "one letter": "র",
    }
    found = ",".join(map(str, [stored.pk, *search.found(COMMON)]))
    return [
        Page("queue", QUEUE),
        *(Page(f"tab {tab}", f"{QUEUE}?tab={tab}") for tab in Tab),
        *(Page(f"now, {each}", f"{QUEUE}?{each}") for each in FILTERS),
        *(
            Page(f"{tab}, {each}", f"{QUEUE}?tab={tab}&{each}", reads_all=True)
            for tab in (Tab.CLOSED, Tab.ALL)
            for each in FILTERS
        ),
        *(Page(f"find {name}", f"{QUEUE}find/", typed=typed) for name, typed in searches.items()),
        Page("what was found", f"{QUEUE}?id__in={found}"),
        Page("one request", f"{QUEUE}{stored.pk}/change/"),
        Page("next in the queue", f"{QUEUE}next/"),
        Page("day", f"{QUEUE}day/"),
        Page("outbox", OUTBOX),
        Page("outbox, waiting", f"{OUTBOX}?state__exact=queued"),
        Page("start page", ADMIN),
        Page("start page, manager", ADMIN, MANAGER),
        Page("all, too long open", f"{QUEUE}?tab=all&age=open_too_long", MANAGER, reads_all=True),
        Page("closed, to erase", f"{QUEUE}?tab=closed&age=to_erase", MANAGER, reads_all=True),
        Page("events", EVENTS, MANAGER),
        Page("events, opened", f"{EVENTS}?kind__exact=viewed", MANAGER),
        Page("events, erased", f"{EVENTS}?kind__exact=erased", MANAGER),
        Page("events, one person", f"{EVENTS}?by={User.objects.get(username=NURSE).pk}", MANAGER),
        Page("events, one request", f"{EVENTS}?q={stored.reference}", MANAGER),
    ]


class Desk:
    """The browsers of those who look."""

    def __init__(self) -> None:
        self.clients = {}
        for name in (NURSE, MANAGER):
            self.clients[name] = Client()
            self.clients[name].force_login(User.objects.get(username=name))

    def open(self, page: Page) -> None:
        client = self.clients[page.who]
        if page.typed is None:
            response = client.get(page.address)
        else:
            response = client.post(page.address, {"q": page.typed})
        assert response.status_code in (200, 302), f"{page.name}: {response.status_code}"
