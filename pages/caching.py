"""How long browsers and proxies may keep a public page."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import wraps
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from pages.languages import current
from pages.models import Article

LONGEST = 60  # seconds


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that is the same for everybody: shared caches may keep it for a minute.

    Less when a scheduled article is due, so that it appears on time, and before midnight, when
    announcements, holidays and reviews begin and end.
    """

    @wraps(view)
    def cached(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != HTTPStatus.GONE:  # a corrected text must be back at once
            patch_cache_control(response, public=True, max_age=seconds_to_keep())
        return response

    return require_safe(cached)


def seconds_to_keep() -> int:
    changes = [next_midnight(), Article.objects.next_publication(current())]
    seconds = [int((each - timezone.now()).total_seconds()) for each in changes if each]
    return max(0, min(LONGEST, *seconds))


def next_midnight() -> datetime:
    """Of the clinic's clock."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time.min))
