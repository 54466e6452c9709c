"""What every request passes: its client's address, its language and the headers of its answer."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.deprecation import MiddlewareMixin

from pages.languages import language_of_path, preferred_language


class ClientAddressMiddleware(MiddlewareMixin):
    """Puts the client's own address into REMOTE_ADDR.

    Each trusted proxy appends the address it saw to X-Forwarded-For, so the entry counted from
    the right is the first that a client cannot have written itself.
    """

    def process_request(self, request: HttpRequest) -> None:
        if settings.TRUSTED_PROXIES:
            hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
            if len(hops) >= settings.TRUSTED_PROXIES:
                address = hops[-settings.TRUSTED_PROXIES].strip()
                request.META["REMOTE_ADDR"] = address or request.META["REMOTE_ADDR"]


def client_address(request: HttpRequest) -> str:
    """The client's address, after ClientAddressMiddleware (asked for by django-axes)."""
    return request.META.get("REMOTE_ADDR", "")


class SecurityHeadersMiddleware(MiddlewareMixin):
    """Headers that neither Django nor django-csp sets, on every answer, static files too.

    An answer that says nothing about caching is not to be kept: pages opt in.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response.headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response


class LanguageMiddleware(MiddlewareMixin):
    """The language of the address, else the one the reader's browser asks for."""

    def process_request(self, request: HttpRequest) -> None:
        request.language_in_path = language_of_path(request.path_info)
        translation.activate(request.language_in_path or preferred_language(request))
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if not request.language_in_path and not _is_file(response):
            patch_vary_headers(response, ["Accept-Language"])
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


def _is_file(response: HttpResponse) -> bool:
    """What never changes is the same in every language: shared caches keep it once."""
    return "immutable" in response.headers.get("Cache-Control", "")


class StaffLanguageMiddleware(MiddlewareMixin):
    """In the admin, the language kept on the account; elsewhere no session is touched."""

    def process_request(self, request: HttpRequest) -> None:
        if request.path_info.startswith("/admin/") and request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
