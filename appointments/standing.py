"""Where a request stands, in words for the family: kind, plain, and what to do next."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from appointments import phones
from appointments.choices import CallOutcome
from appointments.events import EventKind
from appointments.models import AppointmentRequest
from appointments.statuses import CALLED_ON_WISH, TRANSITIONS, Status
from pages.bengali import deadline, zone_name


@dataclass(frozen=True)
class Standing:
    """A heading, sentences below it, the visit if one lies ahead, and what can be done.

    `zone` names the clinic's clock for families whose own may differ.
    """

    heading: str
    sentences: list[str] = field(default_factory=list)
    visit_at: datetime | None = None
    zone: str = ""
    may_ask_for_call: bool = False
    may_withdraw: bool = False
    may_take_back: bool = False


def promised(request: AppointmentRequest) -> str:
    """`by 5 pm on Tuesday 24 November`, with the clinic's zone for families abroad, or empty."""
    return deadline(request.answer_due, _zone(request)) if request.answer_due else ""


def _zone(request: AppointmentRequest) -> str:
    return zone_name() if any(map(phones.is_abroad, request.numbers)) else ""


def standing(request: AppointmentRequest) -> Standing:
    """Staff's words for a status never reach a family: these do."""
    calls = request.events.filter(kind__in=(EventKind.CALL, EventKind.CALL_ASKED)).last()
    asked = calls is not None and calls.kind == EventKind.CALL_ASKED
    reached = calls is not None and calls.new == CallOutcome.REACHED
    tried = calls is not None and not asked and not reached
    status = Status(request.status)
    if status == Status.NEW and reached:  # staff have not moved it on yet
        status = Status.CONTACTED
    heading, *sentences = _words(request, status, tried=tried)
    visit_ahead = request.status == Status.SCHEDULED and request.visit_at > timezone.now()
    # Nobody needs to ask for the first call, nor twice for the same one.
    in_time = not request.is_late and (asked or (status == Status.NEW and not tried))
    return Standing(
        heading,
        [*sentences, *_promise(request, status, asked=asked, tried=tried)],
        visit_at=request.visit_at if visit_ahead else None,
        zone=_zone(request),
        may_ask_for_call=request.status in CALLED_ON_WISH and not in_time,
        may_withdraw=Status.WITHDRAWN in TRANSITIONS[Status(request.status)],
        may_take_back=request.withdrawal_is_open,
    )


def _words(request: AppointmentRequest, status: Status, *, tried: bool) -> tuple[str, ...]:
    """Heading and sentences; `tried` when our last call did not reach the family."""
    match status:
        case Status.NEW if tried:
            return (_("We have called but could not reach you yet"),)
        case Status.NEW if request.is_late:
            return (_("We are late with our call, and we are sorry"),)
        case Status.NEW:
            return (_("We have your request"),)
        case Status.CONTACTED:
            return (
                _("We have talked with you"),
                _("We will do what we agreed on the phone. If anything is unclear, call us."),
            )
        case Status.SCHEDULED if request.visit_at > timezone.now():
            return (
                _("Your visit is arranged"),
                _("Bring all papers, scans and medicines along."),
            )
        case Status.SCHEDULED:
            return (
                _("The time of your visit has passed"),
                _("If you could not come, call us. We will find another day."),
            )
        case Status.ATTENDED:
            return _("You came to see us"), _("If a question comes up, call us.")
        case Status.UNREACHABLE:
            return (
                _("We have called several times but could not reach you"),
                _("Please call us, or ask us to call you."),
            )
        case Status.ANSWERED:
            return (
                _("We have talked about your question"),
                _("If anything changes or a question comes up, call us."),
            )
        case Status.REFERRED:
            return (
                _("We have talked about where your child is helped best"),
                _("If anything is unclear about it, call us."),
            )
        case Status.WITHDRAWN if request.withdrawal_is_open:
            return (
                _("You have cancelled your request"),
                _("We will call you once to hear whether all is well."),
                _("If you change your mind, press “Reopen my request”."),
            )
        case Status.WITHDRAWN:
            return (
                _("This request is closed, as you asked"),
                _("If you need us again, call us or send a new request."),
            )
        case _other:  # missed, declined, spam: better said than read
            return _("Please call us about this request"), _(
                "We would like to talk about what to do next."
            )


def _promise(request: AppointmentRequest, status: Status, *, asked: bool, tried: bool) -> list[str]:
    """What is owed to the family, and that it is late when it is."""
    words = {"deadline": promised(request)}
    call_or_ask = _("Please call us, or ask us to call you.")
    if not words["deadline"]:
        return [_("We will call you as soon as we can.")] if status == Status.NEW else []
    if request.is_late and not tried:
        missed = _("We promised to call you %(deadline)s, and we have not done it.") % words
        return [missed, call_or_ask]
    if request.is_late:
        return [call_or_ask]
    known = [_("Thank you. We have noted that you want a call.")] if asked else []
    return [*known, _("We will call you %(deadline)s.") % words]
