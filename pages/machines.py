"""What machines ask for by name: robots.txt, security.txt, the manifest and an icon."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from pages.caching import next_midnight, public_page
from pages.languages import current
from pages.models import Clinic

# The contact is right for as long as the site runs; RFC 9116 wants less than a year.
SECURITY_TEXT_LASTS = timedelta(days=180)
# File → size and purpose; `make pictures` draws them.
ICONS = {
    "192": ("192x192", "any"),
    "512": ("512x512", "any"),
    "maskable": ("512x512", "maskable"),
}


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    return render(request, "robots.txt", {"site_url": settings.SITE_URL}, content_type="text/plain")


@public_page
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116: whom to tell of a weakness; the clinic's mail address first, if it has one."""
    context = {
        "site_url": settings.SITE_URL,
        "email": Clinic.load().email,
        "expires": (next_midnight() + SECURITY_TEXT_LASTS).isoformat(),
    }
    return render(request, "security.txt", context, content_type="text/plain; charset=utf-8")


@public_page
def manifest(request: HttpRequest) -> HttpResponse:
    """For the home screen, in the reader's language as `/` is.

    Under the icon stands the discreet name: other people may see the phone.
    """
    clinic = Clinic.load()
    told = {
        "id": "/",
        "start_url": "/",
        "lang": current(),
        "name": clinic.name or gettext("Children's Tumour Surgery Clinic"),
        "short_name": clinic.sender_name,
        "display": "minimal-ui",  # with a way back
        "theme_color": "#0d5c57",
        "background_color": "#fffaf2",
        "icons": [
            {
                "src": static(f"site/icons/{name}.png"),
                "sizes": sizes,
                "type": "image/png",
                "purpose": purpose,
            }
            for name, (sizes, purpose) in ICONS.items()
        ],
    }
    return JsonResponse(
        told,
        json_dumps_params={"ensure_ascii": False},
        content_type="application/manifest+json",
    )


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """For those who ask without having read a page, and cannot draw an SVG."""
    return HttpResponseRedirect(static("site/icons/192.png"))
