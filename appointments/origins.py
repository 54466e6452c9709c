"""Who may post to the public pages, which carry no cookie and no CSRF token."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt


def own_pages_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuses a POST from another site's page; the signed token in the form does the rest."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method == "POST":
            origin = request.headers.get("Origin", "null")
            own = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
            # Some browsers hide where a form came from; the signed token then has to do.
            if origin != "null" and origin not in own:
                raise PermissionDenied
        return view(request, *args, **kwargs)

    return csrf_exempt(guarded)
