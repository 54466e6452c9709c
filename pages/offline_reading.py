"""Reading without a network: which pages browsers keep, and the service worker that keeps them."""

import hashlib
import json
import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from pages import languages
from pages.caching import public_page
from pages.landmarks import WARNING_SIGNS
from pages.models import Article, Clinic, StarterEntry

# What stands in for all other pages comes first; the home page tells how a first visit goes.
KEPT = ("offline", "home", "contact")
FRAME = ("site.css", "home.css", "reading.js", "saved.js", "kite.svg")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, or while the setting is off one that clears up and goes.

    Browsers ask for it at every visit and install it anew when a byte of it has changed.
    """
    if settings.OFFLINE_READING:
        values = json.dumps(kept(), ensure_ascii=False, separators=(",", ":"))
        script = render_to_string("sw.js", {"kept": values})
    else:
        script = render_to_string("sw_off.js")
    short = re.sub(r"\n\s*", "", script)  # every byte counts, and it is fetched anew each day
    headers = {"Cache-Control": "no-cache"}
    return HttpResponse(short, content_type="text/javascript", headers=headers)


def kept() -> dict[str, object]:
    """Addresses of the kept pages, and what is said above them offline, by language.

    The version is another one each day, because announcements and holidays begin and end at
    midnight, and as soon as the article, the clinic's own words and numbers or a file of the
    pages' frame have changed.
    """
    article = warning_signs()
    pages = {code: addresses(code, article) for code in languages.CODES}
    frame = [static(f"site/{name}") for name in FRAME]
    changed = [article and article.version, str(Clinic.load().changed_at)]
    state = [pages, *changed, frame, str(timezone.localdate())]
    version = hashlib.sha256(json.dumps(state).encode()).hexdigest()[:8]
    return {"version": version, "pages": pages, "notes": notes()}


def warning_signs() -> Article | None:
    paths = [f"{code}/{WARNING_SIGNS}.md" for code in languages.CODES]
    rows = StarterEntry.objects.filter(path__in=paths).values("article")
    return Article.objects.without_text().select_related("section").filter(pk__in=rows).first()


def addresses(language: str, article: Article | None) -> list[str]:
    with override(language):
        own = [reverse(f"pages:{name}") for name in KEPT]
        public = article and article.is_published(language)
        return [*own, article.get_absolute_url()] if public else own


def notes() -> dict[str, str]:
    said = {}
    for code in languages.CODES:
        with override(code):
            said[code] = _("You are offline. This page is from {day}.")
    return said


@public_page
def offline(request: HttpRequest) -> HttpResponse:
    """What can be read on this phone, also in the place of a page that cannot."""
    article = warning_signs()
    public = article and article.is_published(languages.current())
    return render(request, "pages/offline.html", {"warning_signs": article if public else None})
