"""Eight families that never stop sending: the database is never too busy to store."""

from concurrent.futures import ThreadPoolExecutor

from appointments.models import AppointmentRequest
from tests.drills.site import Site
from tests.drills.web import FORM, answers, ask, opened_form, spread

WRITERS = 8
EACH = 150


def drill() -> str:
    with Site(REQUEST_LIMIT="off") as site, ThreadPoolExecutor(WRITERS) as writers:

        def write(writer: int) -> list[float]:
            token = opened_form(site.port)
            return [
                send(site.port, {**answers(writer * EACH + number), "form_token": token})
                for number in range(EACH)
            ]

        seconds = [each for batch in writers.map(write, range(WRITERS)) for each in batch]
    locked = site.log.count("database is locked")
    stored = AppointmentRequest.objects.count()
    figures = f"{WRITERS} x {EACH} sent, {stored} stored, {locked} locked, {spread(seconds)}"
    assert stored == WRITERS * EACH, figures
    assert not locked, figures
    return figures


def send(port: int, form: dict[str, str]) -> float:
    """How long storing took."""
    sent = ask(port, FORM, form)
    assert sent.status == 302, f"the form was answered with {sent.status}"
    return sent.seconds
