"""Where the answer to a request stands, and what the database does not let happen to it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from appointments.choices import ReferralUrgency
from appointments.statuses import Priority, Status


class Progress(models.Model):
    """Columns that only the methods of a request write, each with an Event."""

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

    class Meta:
        abstract = True
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
