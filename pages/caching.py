"""How long browsers and proxies may keep a public page."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from pages.languages import current
from pages.models import Article

LONGEST = 60  # seconds


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that is the same for everybody: shared caches may keep it for a minute.

    Less when a scheduled article is due, so that it appears on time.
    """

    @wraps(view)
    def cached(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        due = Article.objects.next_publication(current())
        seconds = int((due - timezone.now()).total_seconds()) if due else LONGEST
        patch_cache_control(response, public=True, max_age=max(0, min(LONGEST, seconds)))
        return response

    return require_safe(cached)
