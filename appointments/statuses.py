"""Where a request can stand, and which moves are allowed from there."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    NEW = "new", _("New")  # nobody has spoken to the family yet
    CONTACTED = "contacted", _("Contacted")  # spoken to, not settled yet
    UNREACHABLE = "unreachable", _("Could not be reached")  # three attempts on two days
    SCHEDULED = "scheduled", _("Visit arranged")
    ATTENDED = "attended", _("Came to the visit")
    MISSED = "missed", _("Did not come")
    ANSWERED = "answered", _("Answered by advice")  # advice was enough
    REFERRED = "referred", _("Sent elsewhere")
    DECLINED = "declined", _("Not for this clinic")  # needs a call that reached someone
    WITHDRAWN = "withdrawn", _("Withdrawn by the family")
    DUPLICATE = "duplicate", _("Sent twice")  # the same child has another request
    SPAM = "spam", _("Not a real request")


TRANSITIONS: dict[Status, tuple[Status, ...]] = {
    Status.NEW: (
        *(Status.CONTACTED, Status.SCHEDULED, Status.UNREACHABLE, Status.ATTENDED),
        *(Status.ANSWERED, Status.REFERRED, Status.DECLINED, Status.WITHDRAWN),
        *(Status.DUPLICATE, Status.SPAM),
    ),
    Status.CONTACTED: (
        *(Status.SCHEDULED, Status.UNREACHABLE, Status.ATTENDED, Status.ANSWERED),
        *(Status.REFERRED, Status.DECLINED, Status.WITHDRAWN, Status.DUPLICATE, Status.SPAM),
    ),
    Status.UNREACHABLE: (
        *(Status.NEW, Status.CONTACTED, Status.SCHEDULED, Status.ATTENDED),
        *(Status.WITHDRAWN, Status.DUPLICATE),
    ),
    Status.SCHEDULED: (
        *(Status.SCHEDULED, Status.CONTACTED, Status.ATTENDED, Status.MISSED),
        *(Status.ANSWERED, Status.REFERRED, Status.DECLINED, Status.WITHDRAWN, Status.DUPLICATE),
    ),
    Status.MISSED: (
        *(Status.CONTACTED, Status.SCHEDULED, Status.UNREACHABLE, Status.ATTENDED),
        *(Status.ANSWERED, Status.REFERRED, Status.DECLINED, Status.WITHDRAWN),
    ),
    Status.ATTENDED: (Status.SCHEDULED,),  # a correction
    Status.ANSWERED: (Status.NEW,),  # from here on: taken up again
    Status.REFERRED: (Status.NEW,),
    Status.DECLINED: (Status.NEW,),
    Status.WITHDRAWN: (Status.NEW,),
    Status.DUPLICATE: (Status.NEW,),
    Status.SPAM: (Status.NEW,),
}

# Nothing more to do. A withdrawal stays open until staff have spoken to the parent.
CLOSED = (
    *(Status.ATTENDED, Status.ANSWERED, Status.REFERRED),
    *(Status.DECLINED, Status.DUPLICATE, Status.SPAM),
)

# Where the visit's time still says something.
VISITS = (Status.SCHEDULED, Status.ATTENDED, Status.MISSED)
# Staff move a request there after they have spoken to a person.
SPOKEN_TO = (*VISITS, Status.CONTACTED, Status.ANSWERED, Status.REFERRED, Status.DECLINED)

# Where a family that asks to be called is called; the first three are taken up again by that.
TAKEN_UP_AGAIN = (Status.UNREACHABLE, Status.ANSWERED, Status.REFERRED)
CALLED_ON_WISH = (
    *TAKEN_UP_AGAIN,
    *(Status.NEW, Status.CONTACTED, Status.SCHEDULED, Status.MISSED),
)


class Priority(models.IntegerChoices):
    """Order of the queue, the sickest child first."""

    EMERGENCY = 1, _("Emergency")
    URGENT = 2, _("Urgent")
    SOON = 3, _("Soon")
    ROUTINE = 4, _("Routine")
