"""Erases requests that were settled longer ago than the clinic keeps them."""

import json
from argparse import ArgumentParser
from collections import Counter

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from appointments import erasure
from appointments.models import AppointmentRequest, MoveRefused
from pages.clinic import Clinic

FEWEST_DAYS = 30


class Command(BaseCommand):
    help = "Shows which settled requests are past the clinic's days; with --erase it erases them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--erase", action="store_true", help="erase; otherwise only count")
        parser.add_argument("--days", type=int, help="instead of the days that the clinic has set")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *, erase: bool, days: int | None, **options) -> None:
        if days is not None and days < FEWEST_DAYS:
            raise CommandError(
                f"Fewer than {FEWEST_DAYS} days are too few. Give --days a larger number."
            )
        days = days or Clinic.load().retention_days
        due: list[int] = []
        months: Counter[str] = Counter()
        rows = erasure.past_retention(days).order_by("closed_at", "pk")
        for pk, closed_at in rows.values_list("pk", "closed_at").iterator():
            due.append(pk)
            months[f"{timezone.localtime(closed_at):%Y-%m}"] += 1
        refused = self.erase(due) if erase else []
        report = {
            "days": days,
            "due": len(due),
            "by_month": dict(sorted(months.items())),
            "erased": len(due) - len(refused) if erase else 0,
            "held": erasure.held(days).count(),
            "refused": refused,
            "open_too_long": erasure.too_long_open().count(),
        }
        self.stdout.write(json.dumps(report) if options["json"] else in_words(report, erase))
        if refused:
            raise CommandError("Not everything could be erased; see above.")

    def erase(self, due: list[int]) -> list[str]:
        """Each in a transaction of its own, so that it can be ended and run again at any time."""
        refused = []
        for pk in due:
            request = AppointmentRequest.objects.get(pk=pk)
            if request.erased_at:  # together with the one it was sent twice with
                continue
            try:
                erasure.erase(request, by=None)
            except MoveRefused:
                refused.append(str(request))
        return refused


def in_words(report: dict, erase: bool) -> str:
    lines = [f"Settled more than {report['days']} days ago: {report['due']} requests"]
    lines += [f"  {month}: {count}" for month, count in report["by_month"].items()]
    lines.append(f"Kept from erasure: {report['held']}")
    lines.append(f"Open for more than 180 days, for the managers: {report['open_too_long']}")
    if report["refused"]:
        lines.append(f"Refused: {', '.join(report['refused'])}")
    lines.append(
        f"Erased: {report['erased']}" if erase else "Nothing was erased. To erase, add --erase."
    )
    return "\n".join(lines)
