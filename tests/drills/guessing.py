"""Guessing references of a known phone number: no hit, and after ten tries only "too many"."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

from appointments.models import Attempt
from appointments.references import new_reference
from tests.drills.site import Site
from tests.drills.web import FORM, Answer, answers, ask, opened_form, shown_reference, spread

STATUS = "/bn/appointment/status/"
FREE = 10  # wrong tries from one address
TRIES = 10_000
GUESSERS = 8  # at once
PHONE = answers(0)["phone"]

GUESSER = "203.0.113.7"
# Thirty ways to seem to be somebody else.
FORWARDED_FOR = (
    *("198.51.100.1", "198.51.100.2", "198.51.100.3", "10.0.0.1", "127.0.0.1", "192.0.2.1"),
    *("::1", "2001:db8::1", "2001:db8:1::1", "::ffff:198.51.100.4", "[2001:db8::2]:443"),
    *("198.51.100.5:443", "198.51.100.6, 198.51.100.7", "1, 2, 3, 4, 5, 6, 7, 8, 9"),
    *("unknown", "_hidden", "localhost", "", ",", "198.51.100.8,"),
)
OTHER_HEADERS = (
    *("X-Real-IP", "X-Client-IP", "X-Cluster-Client-IP", "X-Forwarded", "X_Forwarded_For"),
    *("Client-IP", "True-Client-IP", "CF-Connecting-IP", "Remote-Addr", "Forwarded"),
)
SPOOFS = [{"X-Forwarded-For": value} for value in FORWARDED_FOR]
SPOOFS += [{name: f"198.51.100.{number}"} for number, name in enumerate(OTHER_HEADERS, 20)]


def drill() -> str:
    with Site() as site:
        form = {**answers(0), "form_token": opened_form(site.port)}
        reference = shown_reference(site.port, ask(site.port, FORM, form))
        assert is_hit(look_up(site.port, reference)), "the right pair finds nothing"
        with ThreadPoolExecutor(GUESSERS) as guessers:
            references = (new_reference() for _number in range(TRIES))
            tries = list(guessers.map(partial(look_up, site.port), references))
    limited = sum(map(is_limited, tries))
    hits = sum(map(is_hit, tries))
    seconds = [each.seconds for each in tries]
    figures = (
        f"{TRIES} tries, {hits} hits, {limited} limited, {spread(seconds)}; "
        f"{len(SPOOFS)} spoofs limited without a proxy and behind one"
    )
    assert not hits, figures
    assert limited == TRIES - FREE, figures
    with Site() as site:
        check_spoofs(site, SPOOFS)
    with Site(TRUSTED_PROXIES="1") as site:
        check_spoofs(site, [behind_proxy(spoof) for spoof in SPOOFS])
        other = look_up(site.port, reference, {"X-Forwarded-For": "203.0.113.8"})
        assert is_hit(other), "somebody else is limited, too"
    return figures


def look_up(port: int, reference: str, headers: dict[str, str] | None = None) -> Answer:
    return ask(port, STATUS, {"reference": reference, "phone": PHONE}, headers)


def is_hit(answer: Answer) -> bool:
    return 'name="ticket"' in answer.text


def is_limited(answer: Answer) -> bool:
    return answer.status == 429 and int(answer.headers["Retry-After"]) > 0


def behind_proxy(headers: dict[str, str]) -> dict[str, str]:
    """What arrives when a proxy adds the address it sees to what the client claims."""
    claimed = headers.get("X-Forwarded-For")
    return {**headers, "X-Forwarded-For": GUESSER if claimed is None else f"{claimed}, {GUESSER}"}


def check_spoofs(site: Site, spoofs: list[dict[str, str]]) -> None:
    Attempt.objects.all().delete()
    tries = [look_up(site.port, new_reference(), spoof) for spoof in spoofs]
    assert not any(map(is_limited, tries[:FREE])), "the limit came early"
    assert all(map(is_limited, tries[FREE:])), "a spoofed address got past the limit"
