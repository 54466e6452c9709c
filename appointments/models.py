"""Appointment requests: what a family asked and where the answer stands."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from appointments import promises
from appointments.answers import FamilyAnswers
from appointments.choices import CallOutcome, Language
from appointments.events import Event, EventKind
from appointments.family_actions import FamilyActions
from appointments.limits import Attempt
from appointments.messages import Message
from appointments.moves import MovedOn, MoveRefused, next_action_after, refuse_unless_allowed
from appointments.queue import AppointmentRequestQuerySet
from appointments.references import new_reference, spaced
from appointments.statuses import CLOSED, TRANSITIONS, Priority, Status

__all__ = [
    "TRANSITIONS",
    "AppointmentRequest",
    "Attempt",
    "Event",
    "EventKind",
    "Message",
    "MoveRefused",
    "MovedOn",
    "Priority",
    "Status",
]

# Statuses in which the visit's time still says something.
VISITS = (Status.SCHEDULED, Status.ATTENDED, Status.MISSED)
VIEW_COUNTS_ONCE_IN = timedelta(minutes=15)


class AppointmentRequest(FamilyAnswers, FamilyActions):
    """What a family asked, in its own words, and where the answer stands.

    The family's answers stay as they were sent, but for a wrong phone number. Everything changes
    through the methods below only, which write an Event each and raise MovedOn when somebody
    changed the row since it was read; the row is then as it was.
    """

    reference = models.CharField(
        _("reference"), max_length=8, unique=True, default=new_reference, editable=False
    )
    received_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    page_language = models.CharField(
        _("language of the form"), max_length=2, choices=Language.choices
    )
    # Same form, same answers: same key, so that sending twice stores once; none without a form.
    submission_key = models.CharField(
        max_length=64, unique=True, null=True, blank=True, editable=False
    )
    form_nonce = models.CharField(max_length=32, db_index=True, blank=True, editable=False)
    answers_digest = models.CharField(max_length=64, db_index=True, blank=True, editable=False)
    related_to = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="followers",
        verbose_name=_("comes after"),
        help_text=_("An earlier request from the same form or the same phone."),
    )
    suspicious = models.BooleanField(_("looks automatic"), default=False)
    many_from_phone = models.BooleanField(_("many requests from this phone"), default=False)

    status = models.CharField(
        _("status"), max_length=11, choices=Status.choices, default=Status.NEW, editable=False
    )
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Priority.choices, default=Priority.SOON, editable=False
    )
    next_action_at = models.DateTimeField(
        _("next action"), default=timezone.now, null=True, blank=True, editable=False
    )
    # The time until which we owe the family a call; empty when nothing is owed.
    answer_due = models.DateTimeField(_("call promised by"), null=True, blank=True, editable=False)
    late_told = models.BooleanField(default=False, editable=False)  # managers heard that it passed
    visit_at = models.DateTimeField(_("visit"), null=True, blank=True, editable=False)
    referred_to = models.CharField(_("sent to"), max_length=200, blank=True, editable=False)
    duplicate_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="duplicates",
        editable=False,
        verbose_name=_("same as"),
    )

    objects = AppointmentRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment request")
        verbose_name_plural = _("appointment requests")
        permissions = [
            ("hear_of_late_calls", _("Gets a mail when promised calls are late")),
        ]
        indexes = [
            models.Index(fields=["status", "priority", "next_action_at"], name="request_queue"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="request_status_known"
            ),
            models.CheckConstraint(
                condition=Q(priority__in=Priority.values), name="request_priority_known"
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.SCHEDULED) | Q(visit_at__isnull=False),
                name="request_scheduled_has_visit",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.DUPLICATE) | Q(duplicate_of__isnull=False),
                name="request_duplicate_names_other",
            ),
        ]

    def __str__(self) -> str:
        # The reference alone: this text ends up in logs, histories and notices.
        return spaced(self.reference)

    def moves(self) -> tuple[Status, ...]:
        """The statuses this request can move to from here."""
        return TRANSITIONS[Status(self.status)]

    def move_to(
        self,
        status: Status,
        *,
        by: AbstractUser | None,
        note: str = "",
        visit_at: datetime | None = None,
        referred_to: str = "",
        duplicate_of: AppointmentRequest | None = None,
    ) -> Event:
        """Move to `status` and write its event; the only way a status changes.

        `by` is the member of staff, None for the family itself. *scheduled* needs `visit_at`,
        *referred* needs `referred_to`, *duplicate* needs `duplicate_of`, a correction of a
        settled request needs a `note` from staff; *declined* needs a call that reached someone
        and *unreachable* three attempts on two days.

        Raises MoveRefused with a sentence, or MovedOn; either way the row is unchanged.
        """
        old, status = Status(self.status), Status(status)
        refuse_unless_allowed(
            self,
            status,
            by_family=by is None,
            note=note,
            visit_at=visit_at,
            referred_to=referred_to,
            duplicate_of=duplicate_of,
        )
        # What no longer holds goes; the trail keeps it.
        changes = {
            "status": status,
            "next_action_at": next_action_after(self, status, visit_at, by_family=by is None),
            "answer_due": None,
            "visit_at": self.visit_at if status in VISITS else None,
            "referred_to": "",
            "duplicate_of": None,
        }
        detail = ""
        match status:
            case Status.NEW:
                changes |= promises.from_now(self.priority)
            case Status.SCHEDULED:
                changes["visit_at"], detail = visit_at, visit_at.isoformat()
            case Status.REFERRED:
                changes["referred_to"] = detail = referred_to
            case Status.DUPLICATE:
                changes["duplicate_of"], detail = duplicate_of, str(duplicate_of)
        with transaction.atomic():
            if status == Status.DUPLICATE:
                # Both in one order, so that two people who mark each as the other's do not lock up.
                pair = AppointmentRequest.objects.filter(pk__in=(self.pk, duplicate_of.pk))
                list(pair.order_by("pk").select_for_update())
                duplicate_of._compare_and_set({})  # it must still be what the rules looked at
            event = self._change(
                changes,
                kind=EventKind.STATUS,
                by=by,
                old=old,
                new=status,
                detail=detail,
                text=note,
            )
        if status == Status.DUPLICATE:
            duplicate_of._adopt({})
        return event

    def set_priority(self, priority: Priority, *, by: AbstractUser) -> Event:
        """Change the place in the queue. An earlier promise comes with it, a later one does not."""
        old, changes = str(self.priority), {"priority": Priority(priority)}
        promised = promises.due(priority, timezone.now())
        if self.answer_due and promised and promised < self.answer_due:
            changes["answer_due"] = promised
        new = str(changes["priority"].value)
        return self._change(changes, kind=EventKind.PRIORITY, by=by, old=old, new=new)

    def log_call(
        self,
        outcome: CallOutcome,
        *,
        by: AbstractUser,
        note: str = "",
        again_at: datetime | None = None,
    ) -> Event:
        """Record a call; one that reached nobody puts a waiting request back into the queue."""
        changes: dict[str, Any] = {}
        if outcome == CallOutcome.REACHED:
            changes["answer_due"] = None
            if self.status == Status.WITHDRAWN:
                changes["next_action_at"] = None  # that was the confirmation
            elif self.status == Status.SCHEDULED:
                changes["next_action_at"] = self.visit_at
        elif self.status not in (*CLOSED, Status.SCHEDULED):
            changes["next_action_at"] = again_at or timezone.now() + timedelta(hours=3)
        return self._change(changes, kind=EventKind.CALL, by=by, new=outcome, text=note)

    def add_note(self, text: str, *, by: AbstractUser) -> Event:
        return self.events.create(kind=EventKind.NOTE, by=by, text=text)

    def record_view(self, by: AbstractUser) -> None:
        """Remember that somebody read this request; once in fifteen minutes is enough."""
        since = timezone.now() - VIEW_COUNTS_ONCE_IN
        if not self.events.filter(kind=EventKind.VIEWED, by=by, at__gte=since).exists():
            self.events.create(kind=EventKind.VIEWED, by=by)
