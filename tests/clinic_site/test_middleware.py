"""What every request passes: the client's address, the language, the headers of the answer."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from clinic_site.middleware import (
    ClientAddressMiddleware,
    LanguageMiddleware,
    SecurityHeadersMiddleware,
    StaffLanguageMiddleware,
    client_address,
)
from clinic_site.models import User

OWN = "192.0.2.1"


def passed(middleware: type, request: HttpRequest) -> HttpRequest:
    """The request as the view behind the middleware gets it."""
    seen = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request)
        return HttpResponse()

    middleware(view)(request)
    return seen[0]


def answered(middleware: type, request: HttpRequest, **headers: str) -> dict[str, str]:
    """The headers of the answer, when the view behind the middleware sets these."""
    view: Callable = lambda request: HttpResponse(headers=headers)  # noqa: E731
    return dict(middleware(view)(request).headers)


# The client's address

SPOOFS = [
    *("203.0.113.9", "127.0.0.1", "::1", "0.0.0.0", "10.0.0.1", "localhost"),  # noqa: S104
    *("", " ", ",", ",,,", "a, b, c, d, e, f", "unknown", "_hidden", '"[2001:db8::1]:4711"'),
    *("for=203.0.113.9", "203.0.113.9:80", "203.0.113.9, 203.0.113.9", "<script>", "x" * 3000),
    *("1.2.3.4," * 500, "'; DROP TABLE", "٣.٣.٣.٣", "203.0.113.9;proto=https", "\t", "%00"),
]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        # No proxy is trusted: whatever the header says.
        (0, None, OWN),
        (0, "203.0.113.5", OWN),
        # One proxy: what it saw stands last.
        (1, None, OWN),
        (1, "", OWN),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "  203.0.113.5  ", "203.0.113.5"),
        (1, "2001:db8::5", "2001:db8::5"),
        (1, "198.51.100.7, 203.0.113.5", "203.0.113.5"),
        (1, "198.51.100.7,203.0.113.5", "203.0.113.5"),
        (1, "198.51.100.7, ", OWN),
        # Two: the last is the first proxy's own address.
        (2, "203.0.113.5, 10.0.0.2", "203.0.113.5"),
        (2, "198.51.100.7, 203.0.113.5, 10.0.0.2", "203.0.113.5"),
        # Fewer entries than proxies: the request did not come through all of them.
        (2, "203.0.113.5", OWN),
        (3, "203.0.113.5, 10.0.0.2", OWN),
    ],
)
def test_the_clients_address_is_counted_from_the_right(settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=OWN)
    assert client_address(passed(ClientAddressMiddleware, request)) == address


@pytest.mark.parametrize("spoof", SPOOFS)
@pytest.mark.parametrize(("proxies", "tail"), [(1, "203.0.113.5"), (2, "203.0.113.5, 10.0.0.2")])
def test_what_a_client_writes_itself_never_becomes_its_address(settings, proxies, tail, spoof):
    settings.TRUSTED_PROXIES = proxies
    headers = {"X-Forwarded-For": f"{spoof}, {tail}", "X-Real-IP": spoof, "Forwarded": spoof}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=OWN)
    assert client_address(passed(ClientAddressMiddleware, request)) == "203.0.113.5"


# The language


@pytest.mark.parametrize(
    ("path", "header", "language", "vary"),
    [
        ("/bn/contact/", "en", "bn", None),
        ("/en/contact/", "bn", "en", None),
        ("/", "en", "en", "Accept-Language"),
        ("/", "", "bn", "Accept-Language"),
        ("/nowhere", "hi,en;q=0.1", "en", "Accept-Language"),
        ("/sitemap.xml", "en,bn;q=0.1", "bn", "Accept-Language"),
    ],
)
def test_the_language_is_that_of_the_address_else_of_the_browser(path, header, language, vary):
    factory = RequestFactory(headers={"Accept-Language": header})
    request = passed(LanguageMiddleware, factory.get(path))
    assert (request.LANGUAGE_CODE, translation.get_language()) == (language, language)
    headers = answered(LanguageMiddleware, factory.get(path))
    assert (headers.get("Vary"), headers["Content-Language"]) == (vary, language)


def test_the_language_of_one_request_does_not_reach_the_next():
    for language in ("en", "bn", "en"):
        passed(LanguageMiddleware, RequestFactory().get(f"/{language}/"))
        assert translation.get_language() == language


@pytest.mark.parametrize(
    ("path", "user", "language"),
    [
        ("/admin/", User(language="en"), "en"),
        ("/admin/pages/article/", User(language="bn"), "bn"),
        ("/admin/", AnonymousUser(), "fr"),
        ("/en/", User(language="bn"), "fr"),
        ("/administration/", User(language="bn"), "fr"),
    ],
)
def test_the_admin_is_in_the_language_of_the_account(path, user, language):
    request = RequestFactory().get(path)
    request.user = user
    with translation.override("fr"):
        passed(StaffLanguageMiddleware, request)
        assert translation.get_language() == language


def test_outside_the_admin_nobody_asks_who_it_is():
    # Asking would open the session, and the page would vary with the cookie.
    assert not hasattr(passed(StaffLanguageMiddleware, RequestFactory().get("/bn/")), "user")


# The headers

SECURITY = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def test_an_answer_is_not_to_be_kept_unless_it_says_so():
    html = {"Content-Type": "text/html; charset=utf-8"}
    request = RequestFactory().get("/")
    assert answered(SecurityHeadersMiddleware, request) == {
        **html,
        **SECURITY,
        "Cache-Control": "no-store, private",
    }
    own = {"Cache-Control": "public, max-age=60", "Cross-Origin-Resource-Policy": "cross-origin"}
    assert answered(SecurityHeadersMiddleware, request, **own) == {**html, **SECURITY, **own}
