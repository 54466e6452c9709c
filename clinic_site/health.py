"""Health checks for load balancers: no host check, no redirect, no language."""

from collections.abc import Callable

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from appointments.models import Message


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _cache() -> bool:
    cache.set("readyz", "ok", timeout=10)
    return cache.get("readyz") == "ok"


def _passes(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:  # whatever a database or cache driver raises, this process cannot serve
        return False


def _outbox_seconds() -> int | None:
    """How long the oldest unsent mail has waited; 0 for none, None if that cannot be read."""
    try:
        oldest = Message.objects.unsent().aggregate(at=Min("created_at"))["at"]
    except DatabaseError:
        return None
    return max(0, int((timezone.now() - oldest).total_seconds())) if oldest else 0


def ready() -> JsonResponse:
    """200 when this process can serve, else 503; the body names what fails.

    Mail that waits is reported only: families are served without it.
    """
    database = _passes(_database)
    state = {
        "database": database,
        "migrations": database and _passes(_migrations),  # each would wait for it again
        "cache": _passes(_cache),
    }
    status = 200 if all(state.values()) else 503
    waiting = _outbox_seconds() if database else None
    return JsonResponse({**state, "outbox_seconds": waiting}, status=status)


class HealthMiddleware:
    """Answers /healthz (alive) and /readyz (able to serve) before anything else runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        match request.path_info:
            case "/healthz":
                response = HttpResponse("ok\n", content_type="text/plain")
            case "/readyz":
                response = ready()
            case _:
                return self.get_response(request)
        response.headers["Cache-Control"] = "no-store"
        return response
