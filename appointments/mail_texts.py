"""What a mail says: facts, put into the template of its language when it is sent."""

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone, translation

from appointments.messages import Message, Template
from appointments.models import AppointmentRequest
from pages.bengali import deadline, local_digits, zone_name
from pages.clinic import Clinic


def render(message: Message) -> tuple[str, str]:
    """Subject (the template's first line) and text, in the message's language.

    A text that staff chose goes out as they read it.
    """
    if message.template == Template.TEXT:
        return message.subject, message.text
    name = f"appointments/mail/{message.template}.{message.language}.txt"
    with translation.override(message.language):
        context = Context(_facts(message), autoescape=False)  # plain text, not HTML
        subject, _line_end, text = get_template(name).template.render(context).partition("\n")
    return subject.strip(), text.strip() + "\n"


def _facts(message: Message) -> dict[str, str]:
    """All that a template can say: strings, so that none can name the family by mistake."""
    match message.template:
        case Template.RECEIVED:
            return _for_the_family(message.request)
        case Template.NEW_REQUEST:
            waiting = AppointmentRequest.objects.waiting()
            return {"reference": str(message.request), **_for_staff(waiting.count())}
        case _:
            return _for_staff(AppointmentRequest.objects.late().count())


def _for_the_family(request: AppointmentRequest) -> dict[str, str]:
    clinic = Clinic.load()
    due = request.answer_due
    if due and due < timezone.now():  # the mail was held up
        due = None
    return {
        "reference": str(request),
        "due": deadline(due, zone_name()) if due else "",
        "phone": local_digits(clinic.phone),
        "status_page": settings.SITE_URL + reverse("appointments:status"),
        "sender": clinic.sender_name,
    }


def _for_staff(count: int) -> dict[str, str]:
    """`one` for the singular; `count` is empty for none."""
    return {
        "count": local_digits(count) if count else "",
        "one": "yes" if count == 1 else "",
        "admin": settings.SITE_URL + reverse("admin:index"),
    }
