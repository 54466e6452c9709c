"""Appointment requests and the trail of everything that happens to them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from appointments.ages import AgeUnit, spoken_age
from appointments.choices import (
    BestTime,
    CallOutcome,
    Concern,
    ContactMethod,
    FilledBy,
    KnownPatient,
    Language,
    PhoneOwner,
    Relationship,
    UrgentSign,
)
from appointments.moves import MovedOn, MoveRefused, refuse_unless_allowed
from appointments.references import new_reference, spaced
from appointments.statuses import CLOSED, TRANSITIONS, Priority, Status

__all__ = [
    *("AppointmentRequest", "Event", "EventKind", "MoveRefused", "MovedOn"),
    *("Priority", "Status", "TRANSITIONS"),
]

VIEW_COUNTS_ONCE_IN = timedelta(minutes=15)


class AppointmentRequestQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.exclude(status__in=CLOSED)

    def queue(self) -> Self:
        """The sickest child first, then whoever has waited for us longest."""
        return self.order_by("priority", F("next_action_at").asc(nulls_last=True), "pk")

    def update(self, **changes: Any) -> int:
        if "status" in changes:
            raise MoveRefused(gettext("A status changes through move_to() only."))
        return super().update(**changes)


class AppointmentRequest(models.Model):
    """What a family asked, in its own words, and where the answer stands.

    The family's answers never change after they were stored. `status`, `priority` and the visit
    change only through the methods below, which write an Event each.
    """

    reference = models.CharField(
        _("reference"), max_length=8, unique=True, default=new_reference, editable=False
    )
    received_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    page_language = models.CharField(
        _("language of the form"), max_length=2, choices=Language.choices
    )
    # Same form, same answers: same key, so that sending twice stores once.
    submission_key = models.CharField(max_length=64, unique=True, editable=False)
    form_nonce = models.CharField(max_length=32, db_index=True, editable=False)
    related_to = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name=_("sent again from the same form as"),
    )
    suspicious = models.BooleanField(_("looks automatic"), default=False)

    child_name = models.CharField(_("child's name"), max_length=120)
    child_age = models.CharField(_("child's age, as written"), max_length=60)
    child_age_unit = models.CharField(
        _("unit of the age"), max_length=6, choices=AgeUnit.choices, blank=True
    )
    child_age_days = models.PositiveIntegerField(
        _("child's age in days when sent"), null=True, blank=True
    )
    guardian_name = models.CharField(_("parent's or guardian's name"), max_length=120)
    phone = models.CharField(_("phone, as written"), max_length=40)
    phone_e164 = models.CharField(_("phone"), max_length=16, db_index=True)
    concern = models.CharField(_("concern"), max_length=12, choices=Concern.choices)
    urgent_signs = models.JSONField(_("urgent signs"), default=list, blank=True)
    consent_version = models.CharField(_("consent"), max_length=10)

    filled_by = models.CharField(
        _("filled in by"), max_length=8, choices=FilledBy.choices, blank=True
    )
    filled_by_name = models.CharField(_("name of who filled it in"), max_length=120, blank=True)
    filled_by_phone = models.CharField(_("phone of who filled it in"), max_length=40, blank=True)
    relationship = models.CharField(
        _("the child is the guardian's"), max_length=10, choices=Relationship.choices, blank=True
    )
    phone_owner = models.CharField(
        _("whose phone"), max_length=9, choices=PhoneOwner.choices, blank=True
    )
    phone_alternative = models.CharField(_("second phone"), max_length=40, blank=True)
    contact_method = models.CharField(
        _("how to reach the family"), max_length=8, choices=ContactMethod.choices, blank=True
    )
    email = models.EmailField(_("email"), blank=True)
    best_time = models.CharField(
        _("best time to call"), max_length=9, choices=BestTime.choices, blank=True
    )
    preferred_language = models.CharField(
        _("language to speak"), max_length=2, choices=Language.choices, blank=True
    )
    known_patient = models.CharField(
        _("seen here before"), max_length=6, choices=KnownPatient.choices, blank=True
    )
    preferred_date = models.DateField(_("preferred date"), null=True, blank=True)
    district = models.CharField(_("district"), max_length=80, blank=True)
    message = models.TextField(_("message"), max_length=2000, blank=True)

    version = models.PositiveIntegerField(default=1, editable=False)
    status = models.CharField(
        _("status"), max_length=11, choices=Status.choices, default=Status.NEW, editable=False
    )
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Priority.choices, default=Priority.SOON, editable=False
    )
    next_action_at = models.DateTimeField(
        _("next action"), default=timezone.now, null=True, blank=True, editable=False
    )
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

    # The row's status as this object last read or wrote it.
    _stored_status: str | None = None

    class Meta:
        verbose_name = _("appointment request")
        verbose_name_plural = _("appointment requests")
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

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Stores everything but a changed status, which raises MoveRefused."""
        loaded = "status" in self.__dict__
        if not self._state.adding and loaded and self.status != self._stored_status:
            raise MoveRefused(gettext("A status changes through move_to() only."))
        super().save(*args, **kwargs)
        if loaded:
            self._stored_status = self.status

    @classmethod
    def from_db(cls, db: str, field_names: list[str], values: list[Any]) -> Self:
        instance = super().from_db(db, field_names, values)
        instance._stored_status = instance.__dict__.get("status")
        return instance

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        self._stored_status = self.__dict__.get("status")

    @property
    def spoken_age(self) -> str:
        return spoken_age(self.child_age_days)

    @property
    def urgent_sign_labels(self) -> list[str]:
        return [str(UrgentSign(sign).label) for sign in self.urgent_signs]

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
        settled request needs a `note`; *declined* needs a call that reached someone and
        *unreachable* three attempts on two days.

        Raises MoveRefused with a sentence, or MovedOn when somebody changed the row since it was
        read; either way the row is unchanged.
        """
        old, status = Status(self.status), Status(status)
        refuse_unless_allowed(
            self,
            status,
            note=note,
            visit_at=visit_at,
            referred_to=referred_to,
            duplicate_of=duplicate_of,
        )
        changes = {"status": status, "next_action_at": self._next_action_after(status, visit_at)}
        if status == Status.SCHEDULED:
            changes["visit_at"] = visit_at
        elif status == Status.REFERRED:
            changes["referred_to"] = referred_to
        elif status == Status.DUPLICATE:
            changes["duplicate_of"] = duplicate_of
        with transaction.atomic():
            self._compare_and_set(**changes)
            event = self.events.create(kind=EventKind.STATUS, by=by, old=old, new=status, text=note)
        self._adopt(changes)
        return event

    def set_priority(self, priority: Priority, *, by: AbstractUser) -> Event:
        """Change the place in the queue; raises MovedOn."""
        old, changes = self.priority, {"priority": Priority(priority)}
        with transaction.atomic():
            self._compare_and_set(**changes)
            event = self.events.create(
                kind=EventKind.PRIORITY, by=by, old=str(old), new=str(changes["priority"].value)
            )
        self._adopt(changes)
        return event

    def log_call(
        self,
        outcome: CallOutcome,
        *,
        by: AbstractUser,
        note: str = "",
        again_at: datetime | None = None,
    ) -> Event:
        """Record a call; one that reached nobody puts the request back into the queue."""
        changes = {}
        if outcome != CallOutcome.REACHED:
            changes["next_action_at"] = again_at or timezone.now() + timedelta(hours=3)
        with transaction.atomic():
            self._compare_and_set(**changes)
            event = self.events.create(kind=EventKind.CALL, by=by, new=outcome, text=note)
        self._adopt(changes)
        return event

    def add_note(self, text: str, *, by: AbstractUser) -> Event:
        return self.events.create(kind=EventKind.NOTE, by=by, text=text)

    def record_view(self, by: AbstractUser) -> None:
        """Remember that somebody read this request; once in fifteen minutes is enough."""
        since = timezone.now() - VIEW_COUNTS_ONCE_IN
        if not self.events.filter(kind=EventKind.VIEWED, by=by, at__gte=since).exists():
            self.events.create(kind=EventKind.VIEWED, by=by)

    def _next_action_after(self, status: Status, visit_at: datetime | None) -> datetime | None:
        if status == Status.SCHEDULED:
            return visit_at
        if status in (Status.NEW, Status.MISSED, Status.WITHDRAWN):
            return timezone.now()  # staff must act: call, or confirm the withdrawal
        if status == Status.CONTACTED:
            return self.next_action_at or timezone.now()
        return None

    def _compare_and_set(self, **changes: Any) -> None:
        """Write `changes` if nobody wrote since this object was read, else raise MovedOn."""
        unchanged = type(self)._base_manager.filter(pk=self.pk, version=self.version)
        if not unchanged.update(version=F("version") + 1, **changes):
            raise MovedOn(
                gettext(
                    "Somebody else changed this request just now. Look at it again, then decide."
                )
            )

    def _adopt(self, changes: dict[str, Any]) -> None:
        """Bring this object level with the row, once the transaction has gone through."""
        self.version += 1
        for name, value in changes.items():
            setattr(self, name, value)
        self._stored_status = self.status


class EventKind(models.TextChoices):
    RECEIVED = "received", _("Request received")
    STATUS = "status", _("Status")
    PRIORITY = "priority", _("Priority")
    CALL = "call", _("Call")
    NOTE = "note", _("Note")
    VIEWED = "viewed", _("Opened")


class Event(models.Model):
    """One thing that happened to a request: audit trail and timeline in one; never changed."""

    request = models.ForeignKey(AppointmentRequest, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,  # the trail outlives accounts: deactivate them instead
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
        help_text=_("Empty: the family."),
    )
    kind = models.CharField(_("what"), max_length=8, choices=EventKind.choices)
    old = models.CharField(_("before"), max_length=40, blank=True)
    new = models.CharField(_("after"), max_length=40, blank=True)
    text = models.TextField(_("text"), blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [models.Index(fields=["request", "at"], name="event_timeline")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.request_id}"

    @property
    def old_label(self) -> str:
        return self._label(self.old)

    @property
    def new_label(self) -> str:
        return self._label(self.new)

    def _label(self, value: str) -> str:
        """The stored code in words of the active language."""
        match self.kind:
            case EventKind.STATUS:
                return str(Status(value).label) if value else ""
            case EventKind.PRIORITY:
                return str(Priority(int(value)).label)
            case EventKind.CALL:
                return str(CallOutcome(value).label) if value else ""
            case _:
                return value
