"""One form sent 50 times at once, as by an impatient thumb: one request, one set of mails."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from appointments.models import AppointmentRequest, Attempt, Event, Message
from appointments.tokens import FASTEST
from tests.drills.site import Site
from tests.drills.web import FORM, Answer, answers, ask, opened_form, shown_reference

TWINS = 50


def drill() -> str:
    with Site(TRIAGE_EMAILS="triage@clinic.example") as site:
        form = {**answers(1), "email": "family@clinic.example"}
        form["form_token"] = opened_form(site.port)
        time.sleep(FASTEST.total_seconds())
        together = Barrier(TWINS)

        def send(_number: int) -> Answer:
            together.wait()
            return ask(site.port, FORM, form)

        with ThreadPoolExecutor(TWINS) as thumbs:
            sent = list(thumbs.map(send, range(TWINS)))
        seen = {shown_reference(site.port, answer) for answer in sent}
    stored = set(AppointmentRequest.objects.values_list("reference", flat=True))
    mails = sorted(Message.objects.values_list("template", flat=True))
    figures = (
        f"{len(sent)} sent, {len(stored)} stored, {len(seen)} reference seen, {len(mails)} mails"
    )
    assert seen == stored, figures
    assert len(stored) == 1, figures
    assert mails == ["new_request", "received"], figures
    assert Event.objects.count() == 1, "one request has several events"
    assert Attempt.objects.count() == 1, "one request counted several times for the limit"
    return figures
