"""What stands between a password and the admin: the second factor, then a password of one's own."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

# Each step is named like its page; until it is done, only these pages answer.
OPEN_DURING = {
    "second_factor": {"admin:second_factor", "admin:logout", "admin:language"},
    "password_change": {
        *("admin:password_change", "admin:logout", "admin:language"),
        "admin:jsi18n",
    },
}


def missing_step(request: HttpRequest) -> str | None:
    """The step that a member of staff who gave the right password has yet to take."""
    user = request.user
    if not (user.is_active and user.is_staff):
        return None
    if settings.STAFF_2FA == "required" and not user.is_verified():
        return "second_factor"
    return "password_change" if user.must_change_password else None


def may_open(request: HttpRequest) -> bool:
    """Whether the steps taken so far lead to the page that was asked for."""
    step = missing_step(request)
    page = request.resolver_match and request.resolver_match.view_name
    return step is None or page in OPEN_DURING[step]


def next_page(request: HttpRequest) -> str:
    """The page to go on to, empty when none was named or it is not on this site."""
    target = request.POST.get("next", request.GET.get("next", ""))
    on_this_site = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if on_this_site else ""
