"""Appointment requests: what a family asked and where the answer stands."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from appointments import promises
from appointments.answers import FamilyAnswers
from appointments.choices import Language, ReferralUrgency, Source
from appointments.events import Event, EventKind
from appointments.family_actions import FamilyActions
from appointments.limits import Attempt
from appointments.messages import Message
from appointments.moves import MovedOn, MoveRefused, next_action_after, refuse_unless_allowed
from appointments.queue import AppointmentRequestQuerySet
from appointments.references import new_reference, spaced
from appointments.search import SearchKey, index
from appointments.staff_actions import ANSWERS_REQUESTS, StaffActions, called
from appointments.statuses import CLOSED, SPOKEN_TO, TRANSITIONS, VISITS, Priority, Status
from appointments.texts import Text

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
    "SearchKey",
    "Status",
    "Text",
]


class AppointmentRequest(FamilyAnswers, FamilyActions, StaffActions):
    """What a family asked, in its own words, and where the answer stands.

    The family's answers stay as they were sent, but for wrong contact details. Everything changes
    through methods only, which write an Event each and raise MovedOn when somebody changed the row
    since it was read; the row is then as it was.
    """

    reference = models.CharField(
        _("reference"), max_length=8, unique=True, default=new_reference, editable=False
    )
    received_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    source = models.CharField(
        _("came by"), max_length=9, choices=Source.choices, default=Source.FORM
    )
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
    # Empty exactly when nothing is left to do: then `closed_at` says since when.
    next_action_at = models.DateTimeField(
        _("next action"), default=timezone.now, null=True, blank=True, editable=False
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)
    # The time until which we owe the family a call; empty when nothing is owed.
    answer_due = models.DateTimeField(_("call promised by"), null=True, blank=True, editable=False)
    late_told = models.BooleanField(default=False, editable=False)  # managers heard that it passed
    visit_at = models.DateTimeField(_("visit"), null=True, blank=True, editable=False)
    reminded_of = models.DateTimeField(null=True, blank=True, editable=False)  # that visit's time
    referred_to = models.CharField(_("sent to"), max_length=200, blank=True, editable=False)
    referral_urgency = models.CharField(
        _("how soon"), max_length=9, choices=ReferralUrgency.choices, blank=True, editable=False
    )
    referral_told = models.CharField(_("who was told"), max_length=200, blank=True, editable=False)
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
            ("export_appointmentrequest", _("Can export appointment requests")),
            ("erase_appointmentrequest", _("Can erase what families wrote")),
        ]
        indexes = [
            models.Index(
                fields=["priority", "next_action_at", "id"],
                condition=Q(closed_at__isnull=True),
                name="request_queue",
            ),
            models.Index(fields=["closed_at", "id"], name="request_closed"),
            models.Index(
                fields=["closed_at"],
                condition=Q(erased_at__isnull=True),
                name="request_to_erase",
            ),
            models.Index(fields=["received_at"], name="request_received"),
            models.Index(
                fields=["duplicate_of"],
                condition=Q(duplicate_of__isnull=False, erased_at__isnull=True),
                name="request_twins",
            ),
            models.Index(
                fields=["visit_at"], condition=Q(visit_at__isnull=False), name="request_visits"
            ),
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
            # Nobody may drop out of sight.
            models.CheckConstraint(
                condition=Q(closed_at__isnull=False) | Q(next_action_at__isnull=False),
                name="request_open_has_next_action",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(closed_at__isnull=False, child_name="", guardian_name="", phone="", message=""),
                name="request_erased_names_nobody",
            ),
        ]

    def __str__(self) -> str:
        # The reference alone: this text ends up in logs, histories and notices.
        return spaced(self.reference)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Stores a new request with what it is found by."""
        if self.status in CLOSED and self.closed_at is None:
            self.next_action_at, self.closed_at = None, self.received_at
        with transaction.atomic():
            super().save(*args, **kwargs)
            index(self)

    def moves(self) -> tuple[Status, ...]:
        """The statuses this request can move to from here."""
        return () if self.erased_at else TRANSITIONS[Status(self.status)]

    def move_to(
        self,
        status: Status,
        *,
        by: AbstractUser | None,
        note: str = "",
        visit_at: datetime | None = None,
        referred_to: str = "",
        referral_urgency: str = "",
        referral_told: str = "",
        duplicate_of: AppointmentRequest | None = None,
    ) -> Event:
        """Move to `status` and write its event; the only way a status changes.

        `by` is the member of staff, None for the family itself. *scheduled* needs `visit_at`,
        *referred* needs `referred_to` and a ReferralUrgency and takes who was told there,
        *duplicate* needs `duplicate_of`, a correction of a settled request needs a `note` from
        staff; *declined* needs a call that reached someone and *unreachable* three attempts on
        two days.

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
            referral_urgency=referral_urgency,
            duplicate_of=duplicate_of,
        )
        next_action_at = next_action_after(self, status, visit_at, by_family=by is None)
        # What no longer holds goes; the trail keeps it.
        changes = {
            "status": status,
            "next_action_at": next_action_at,
            "closed_at": None if next_action_at else timezone.now(),
            "answer_due": None,
            "visit_at": self.visit_at if status in VISITS else None,
            "referred_to": "",
            "referral_urgency": "",
            "referral_told": "",
            "duplicate_of": None,
        }
        if by and status in SPOKEN_TO:
            changes["suspicious"] = False
        detail, further_events = "", []
        match status:
            case Status.NEW:
                changes |= promises.from_now(self.priority)
                if self.assigned_to and not self.assigned_to.has_perm(ANSWERS_REQUESTS):
                    changes["assigned_to"] = None
                    left = {"kind": EventKind.ASSIGNED, "by": by, "old": called(self.assigned_to)}
                    further_events.append(left)
            case Status.SCHEDULED:
                changes["visit_at"], detail = visit_at, visit_at.isoformat()
            case Status.REFERRED:
                changes["referred_to"] = detail = referred_to
                changes["referral_urgency"] = referral_urgency
                changes["referral_told"] = referral_told
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
                *further_events,
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
