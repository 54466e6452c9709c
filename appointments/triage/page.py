"""The page of one request: what the family wrote, what to do next, and its story."""

from datetime import date
from typing import Any

from django.db.models import Field
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from appointments.models import AppointmentRequest
from appointments.moves import failed_attempts
from appointments.texts import Purpose, Text, language_for
from appointments.triage import columns, move_forms, tell
from appointments.triage.call_form import CallForm
from appointments.triage.forms import (
    AssignForm,
    ContactForm,
    NoteForm,
    PriorityForm,
    TriageForm,
)
from appointments.triage.gate import admin_page
from appointments.triage.likeness import others_like
from appointments.triage.rows import numbers
from appointments.triage.timeline import present, readers, timeline
from pages.bengali import long_date

# In the order in which a nurse asks; what was not told is left out.
ANSWERS = (
    *("child_name", "child_age", "concern", "message", "preferred_date", "known_patient"),
    *("guardian_name", "relationship", "phone", "phone_owner", "phone_alternative", "email"),
    *("contact_method", "best_time", "preferred_language", "district"),
    *("filled_by", "filled_by_name", "filled_by_phone"),
)
FORMS = {
    "call_form": CallForm,
    "note_form": NoteForm,
    "contact_form": ContactForm,
    "assign_form": AssignForm,
    "priority_form": PriorityForm,
}


def show(
    request: HttpRequest, stored: AppointmentRequest, bound: TriageForm | None = None
) -> HttpResponse:
    """The page, with a form that came back in the place of its empty one."""
    forms: dict[str, Any] = {name: form(stored) for name, form in FORMS.items()}
    forms["moves"], impossible = move_forms.offered(stored)
    if isinstance(bound, move_forms.MoveForm):
        others = [form for form in forms["moves"] if form.status != bound.status]
        forms["moves"] = [bound, *others]
    elif bound:
        forms[next(name for name, form in FORMS.items() if isinstance(bound, form))] = bound
    calls, days = failed_attempts(stored)
    return admin_page(
        request,
        "request.html",
        str(stored),
        stored=stored,
        return_to=reverse("admin:appointments_appointmentrequest_change", args=[stored.pk]),
        answers=answers(stored),
        flags=columns.flags(stored),
        waiting=columns.waiting(stored),
        language=columns.spoken_language(stored),
        numbers=numbers(stored),
        in_hands=columns.is_in_hands(stored),
        bound=bound,
        impossible=impossible,
        failed_calls=calls,
        failed_days=days,
        others_here=present(stored, but=request.user),
        likes=others_like(stored),
        texts=tell.offers(stored),
        script=script(stored),
        timeline=timeline(stored),
        readers=readers(stored),
        may_erase=request.user.has_perm("appointments.erase_appointmentrequest"),
        **forms,
    )


def answers(stored: AppointmentRequest) -> list[tuple[str, str]]:
    """What the family told: each question with its answer."""
    told = []
    for name in ANSWERS:
        field = AppointmentRequest._meta.get_field(name)
        if value := getattr(stored, name):
            told.append((field.verbose_name, in_words(stored, field, value)))
    return told


def in_words(stored: AppointmentRequest, field: Field, value: str | date) -> str:
    """The answer as staff read it."""
    if field.name == "child_age":
        return columns.spoken_age(stored)
    if isinstance(value, date):
        return long_date(value)
    return str(dict(field.flatchoices).get(value, value))


def script(stored: AppointmentRequest) -> str:
    """What to say when somebody else answers, in the family's language."""
    text = Text.objects.in_use().filter(purpose=Purpose.SOMEONE_ELSE).first()
    return text.written(stored, language_for(stored))[1] if text else ""
