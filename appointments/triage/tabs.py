"""The queue by what has to happen next; every open request is in a tab."""

from django.db.models import Q, QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from appointments import visits
from appointments.queue import QUEUE_ORDER
from appointments.statuses import Status
from appointments.triage.paginator import MOST


class Tab(TextChoices):
    NOW = "now", _("To call now")
    TODAY = "today", _("Today's visits")
    WAITING = "waiting", _("Later, or the family's turn")
    SUSPICIOUS = "suspicious", _("Looks automatic")
    CLOSED = "closed", _("Settled")
    ALL = "all", _("All")


ORDER = {
    Tab.TODAY: ("visit_at", "pk"),
    Tab.WAITING: ("next_action_at", "pk"),
    Tab.CLOSED: ("-closed_at", "-pk"),
    Tab.ALL: ("-pk",),
}


def order(tab: Tab) -> tuple[str, ...]:
    return ORDER.get(tab, QUEUE_ORDER)


def requests_in(tab: Tab, requests: QuerySet) -> QuerySet:
    """Those of `requests` that belong into the tab now."""
    now = timezone.now()
    # A program's requests stay aside, but not past their promise: there may be a child behind one.
    believed = Q(suspicious=False) | Q(answer_due__lt=now)
    visit_stands = Q(status=Status.SCHEDULED, visit_at__gte=visits.start_of(timezone.localdate()))
    match tab:
        case Tab.NOW:
            return requests.waiting().filter(believed).exclude(visit_stands)
        case Tab.TODAY:
            return visits.between(timezone.localdate(), 1, requests)
        case Tab.WAITING:
            today = visits.between(timezone.localdate(), 1, requests)
            later = requests.open().filter(suspicious=False, next_action_at__gt=now)
            return later.exclude(pk__in=today.values("pk"))
        case Tab.SUSPICIOUS:
            return requests.open().filter(suspicious=True)
        case Tab.CLOSED:
            return requests.closed()
        case _:
            return requests


def count(requests: QuerySet) -> int:
    """How many, up to MOST."""
    return requests.order_by()[:MOST].count()
