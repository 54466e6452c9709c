"""How a request reads in the queue: words, a sign and a colour, never colour alone."""

from datetime import datetime, timedelta

from django.contrib import admin
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from appointments.models import AppointmentRequest, Status
from appointments.phones import grouped
from appointments.references import spaced
from appointments.staff_actions import called
from pages.bengali import clock_time, local_digits, long_date, weekday_date

SOON = timedelta(hours=1)


class Columns:
    """The columns of the queue."""

    @admin.display(description=_("priority"), ordering="priority")
    def shown_priority(self, stored: AppointmentRequest) -> SafeString:
        return format_html(
            '<span class="priority priority-{}">{}</span>',
            stored.priority,
            stored.get_priority_display(),
        )

    @admin.display(description=_("child"), ordering="child_age_days")
    def child(self, stored: AppointmentRequest) -> SafeString:
        """The link to the request: its reference, the child's name and age."""
        if stored.erased_at:
            return format_html("{}<br>{}", spaced(stored.reference), _("erased"))
        return format_html(
            '<span class="code">{}</span> <span class="name">{}</span> <span class="age">{}</span>',
            spaced(stored.reference),
            stored.child_name,
            stored.spoken_age,
        )

    @admin.display(description=_("concern"))
    def shown_concern(self, stored: AppointmentRequest) -> SafeString:
        signs = stored.urgent_sign_labels
        concern = stored.get_concern_display()
        if not signs:
            return format_html("{}", concern)
        return format_html('{}<br><strong class="signs">⚠ {}</strong>', concern, "; ".join(signs))

    @admin.display(description=_("guardian"))
    def guardian(self, stored: AppointmentRequest) -> SafeString:
        return format_html(
            '<span class="name">{}</span> {}', stored.guardian_name, phone_link(stored)
        )

    @admin.display(description=_("waiting"), ordering="next_action_at")
    def waiting(self, stored: AppointmentRequest) -> SafeString:
        return waiting(stored)

    @admin.display(description=_("language"))
    def shown_language(self, stored: AppointmentRequest) -> str:
        return spoken_language(stored)

    @admin.display(description=_("in whose hands"), ordering="assigned_to")
    def owner(self, stored: AppointmentRequest) -> str:
        return called(stored.assigned_to) if is_in_hands(stored) else gettext("nobody's")

    @admin.display(description=_("notice"))
    def notices(self, stored: AppointmentRequest) -> SafeString:
        return format_html_join(
            " ", '<span class="flag">{}</span>', ((words,) for words in flags(stored))
        )


def is_in_hands(stored: AppointmentRequest) -> bool:
    """Whether somebody who still works here has it."""
    return stored.assigned_to is not None and stored.assigned_to.is_active


def spoken_language(stored: AppointmentRequest) -> str:
    return stored.get_preferred_language_display() or stored.get_page_language_display()


def spoken_age(stored: AppointmentRequest) -> str:
    """The age in words, and as the family wrote it."""
    typed = f"{stored.child_age} {stored.get_child_age_unit_display()}".strip()
    return f"{stored.spoken_age} (“{typed}”)" if typed != stored.spoken_age else typed


def phone_link(stored: AppointmentRequest) -> SafeString | str:
    if not stored.phone_e164:
        return stored.phone
    return format_html(
        '<a class="phone" href="tel:{}">{}</a>', stored.phone_e164, grouped(stored.phone_e164)
    )


def waiting(stored: AppointmentRequest) -> SafeString:
    """What is due when: a promise that runs or is broken, a visit, or the next try."""
    due, now = stored.answer_due, timezone.now()
    status = format_html('<span class="status">{}</span>', stored.get_status_display())
    if stored.closed_at:
        return format_html("{} {}", status, _day(stored.closed_at))
    if due and due < now:
        late = gettext("late by %(duration)s") % {"duration": duration(now - due)}
        mark = format_html('<strong class="due due-late">⚠ {}</strong>', late)
    elif due:
        name, sign = ("soon", "⏳") if due - now < SOON else ("later", "◷")
        words = gettext("call by %(moment)s") % {"moment": when(due)}
        mark = format_html('<span class="due due-{}">{} {}</span>', name, sign, words)
    elif stored.status == Status.SCHEDULED and stored.visit_at:
        mark = format_html('<span class="due">▣ {}</span>', when(stored.visit_at))
    else:
        mark = ""
    again = ""
    if stored.status != Status.SCHEDULED and stored.next_action_at > now:
        words = gettext("again %(moment)s") % {"moment": when(stored.next_action_at)}
        again = format_html('<span class="due">↻ {}</span>', words)
    return format_html("{} {} {}", mark, again, status)


def when(at: datetime) -> str:
    """`today, 5 pm`, `tomorrow, 9 am`, `Thursday 26 November, 9 am`."""
    return f"{_day(at)}, {clock_time(at)}"


def _day(at: datetime) -> str:
    day, today = timezone.localtime(at).date(), timezone.localdate()
    if abs(day - today) > timedelta(days=300):
        return long_date(at)
    near = {0: gettext("today"), 1: gettext("tomorrow"), -1: gettext("yesterday")}
    return near.get((day - today).days) or weekday_date(day)


def duration(length: timedelta) -> str:
    """`40 minutes`, `3 hours`, `2 days`: the largest unit is enough."""
    minutes = max(int(length.total_seconds() // 60), 1)
    if minutes < 60:
        text = ngettext("%d minute", "%d minutes", minutes) % minutes
    elif minutes < 48 * 60:
        text = ngettext("%d hour", "%d hours", minutes // 60) % (minutes // 60)
    else:
        text = ngettext("%d day", "%d days", minutes // 1440) % (minutes // 1440)
    return local_digits(text)


def flags(stored: AppointmentRequest) -> list[str]:
    """What one should know before calling; `failing_mails` comes from the queryset."""
    first = stored.related_to
    same_form = bool(first and stored.form_nonce and first.form_nonce == stored.form_nonce)
    candidates = {
        _("kept from erasure"): stored.hold,
        _("sent again, changed"): same_form,
        _("possibly sent twice: same phone as another"): first and not same_form,
        _("many requests from this phone"): stored.many_from_phone,
        _("looks automatic"): stored.suspicious,
        _("mail does not get through"): stored.failing_mails,
        _("withdrawn: confirm by phone"): stored.withdrawal_is_open,
    }
    if stored.source != "form":
        candidates[stored.get_source_display()] = True
    return [str(words) for words, present in candidates.items() if present]
