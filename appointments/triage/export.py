"""Requests as a table for a spreadsheet: no cell of it is a formula, and every copy is recorded."""

import csv
import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from appointments.events import Event, EventKind
from appointments.models import AppointmentRequest
from appointments.staff_actions import called

BOM = "\ufeff"  # else a spreadsheet takes the letters for Latin ones
BATCH = 500
PHONE = re.compile(r"\+[1-9]\d{6,14}")
# Where a spreadsheet may begin to calculate (OWASP, "CSV injection"): before a sign that no letter
# or digit precedes, at the start of the cell, of a line of it, and of what it cuts at a semicolon.
FORMULA = re.compile(r"(?:^|(?<=[\n;]))(?=[^\w\n;]*[=+\-@\uff1d\uff0b\uff0d\uff20])")


def moment(value: datetime | None) -> str:
    """ISO 8601 in the clinic's zone, to the minute."""
    return timezone.localtime(value).isoformat(timespec="minutes") if value else ""


COLUMNS: list[tuple[str, Callable[[AppointmentRequest], object]]] = [
    (_("reference"), str),
    (_("received"), lambda each: moment(each.received_at)),
    (_("came by"), lambda each: each.get_source_display()),
    (_("status"), lambda each: each.get_status_display()),
    (_("priority"), lambda each: each.get_priority_display()),
    (_("next action"), lambda each: moment(each.next_action_at)),
    (_("visit"), lambda each: moment(each.visit_at)),
    (_("child's name"), lambda each: each.child_name),
    (_("child's age, as written"), lambda each: each.child_age),
    (_("child's age in days when sent"), lambda each: each.child_age_days),
    (_("parent's or guardian's name"), lambda each: each.guardian_name),
    (_("phone"), lambda each: each.phone_e164 or each.phone),
    (_("second phone"), lambda each: each.phone_alternative),
    (_("email"), lambda each: each.email),
    (_("concern"), lambda each: each.get_concern_display()),
    (_("urgent signs"), lambda each: "; ".join(each.urgent_sign_labels)),
    (_("message"), lambda each: each.message),
    (_("district"), lambda each: each.district),
    (_("language of the form"), lambda each: each.get_page_language_display()),
    (_("language to speak"), lambda each: each.get_preferred_language_display()),
    (_("in whose hands"), lambda each: called(each.assigned_to)),
    (_("first reached"), lambda each: moment(each.first_reached_at)),
    (_("closed"), lambda each: moment(each.closed_at)),
]


class Echo:
    """A file that hands each line straight on."""

    def write(self, line: str) -> str:
        return line


def csv_response(requests: QuerySet, *, by: AbstractUser) -> StreamingHttpResponse:
    """A file of `requests` for a spreadsheet, streamed once an event for each is stored.

    Raises PermissionDenied for who may not export.
    """
    if not by.has_perm("appointments.export_appointmentrequest"):
        raise PermissionDenied
    ids = list(requests.order_by("pk").values_list("pk", flat=True))
    with transaction.atomic():
        for start in range(0, len(ids), BATCH):
            Event.objects.bulk_create(
                Event(request_id=pk, kind=EventKind.EXPORTED, by=by)
                for pk in ids[start : start + BATCH]
            )
    return StreamingHttpResponse(
        lines(ids, get_language()),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="requests-{timezone.localdate()}.csv"'
        },
    )


def lines(ids: list[int], language: str) -> Iterator[str]:
    """Batch by batch: a table of any length takes little memory."""
    writer = csv.writer(Echo())
    with override(language):
        yield BOM + writer.writerow([str(title) for title, _value in COLUMNS])
    for start in range(0, len(ids), BATCH):
        batch = AppointmentRequest.objects.filter(pk__in=ids[start : start + BATCH])
        with override(language):
            rows = [
                [disarmed(value(request)) for _title, value in COLUMNS]
                for request in batch.select_related("assigned_to").order_by("pk")
            ]
        yield "".join(map(writer.writerow, rows))


def disarmed(value: object) -> str:
    """The value as text that no spreadsheet takes for a formula; a number to call stays whole."""
    text = "" if value is None else str(value).replace("\t", " ")
    text = "\n".join(text.strip().splitlines())
    text = "".join(each for each in text if each == "\n" or unicodedata.category(each) != "Cc")
    return text if PHONE.fullmatch(text) else FORMULA.sub("'", text)
