"""kill -9 of workers and of gunicorn while families send: what a family saw is stored, once."""

import os
import random
import signal
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from http.client import HTTPException
from itertools import count

from appointments.models import AppointmentRequest
from tests.drills.database import check_whole
from tests.drills.site import Site
from tests.drills.web import FORM, answers, ask, opened_form, shown_reference

FAMILIES = 1000
CLIENTS = 8
WORKER_DIES_EVERY = 100  # families
GUNICORN_DIES_AT = (350, 750)
PATIENCE = 60  # seconds that a family goes on trying


def drill() -> str:
    with Site(REQUEST_LIMIT="off", TRIAGE_EMAILS="triage@clinic.example") as site:
        with ThreadPoolExecutor(CLIENTS) as clients:
            families = [clients.submit(send, site.port, number) for number in range(FAMILIES)]
            kills = kill_now_and_then(site, families)
        references, resent = zip(*(family.result() for family in families), strict=True)
    stored = dict(AppointmentRequest.objects.values_list("reference", "child_name"))
    lost = sum(
        stored.get(reference) != answers(number)["child_name"]
        for number, reference in enumerate(references)
    )
    doubles = len(stored) - len(set(stored.values()))
    figures = (
        f"{FAMILIES} families, {kills} kills, {sum(resent)} forms sent again, "
        f"{len(set(references))} references seen, {len(stored)} stored, {lost} lost, "
        f"{doubles} doubles"
    )
    assert len(set(references)) == len(stored) == FAMILIES, figures
    assert lost == doubles == 0, figures
    assert sum(resent), f"no kill met a family: {figures}"
    check_whole(mails=1)
    return figures


def send(port: int, number: int) -> tuple[str, int]:
    """The reference that the family saw, and how often it sent the form again for it."""
    token, _tries = patiently(lambda: opened_form(port))
    form = {**answers(number), "form_token": token}
    reference, tries = patiently(lambda: shown_reference(port, ask(port, FORM, form)))
    return reference, tries - 1


def patiently(attempt: Callable[[], str]) -> tuple[str, int]:
    """What `attempt` gives once no connection breaks, and how many tries that took."""
    until = time.monotonic() + PATIENCE
    for tries in count(1):
        try:
            return attempt(), tries
        except (OSError, HTTPException):
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def kill_now_and_then(site: Site, families: list[Future]) -> int:
    """Until all families are done; how often something was killed."""
    plan = [(at, kill_worker) for at in range(WORKER_DIES_EVERY, FAMILIES, WORKER_DIES_EVERY)]
    plan += [(at, kill_gunicorn) for at in GUNICORN_DIES_AT]
    for at, kill in sorted(plan, key=lambda step: step[0]):
        while sum(family.done() for family in families) < at:
            time.sleep(0.01)
        kill(site)
    return len(plan)


def kill_worker(site: Site) -> None:
    os.kill(random.choice(site.workers()), signal.SIGKILL)  # noqa: S311


def kill_gunicorn(site: Site) -> None:
    site.kill()
    site.start()
