"""Every component of the public pages, once: for developers, only with DEBUG."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from pages import drawings

COLOUR = re.compile(r"--([a-z-]+): #")
CARE_BOXES = ("emergency", "urgent", "routine", "do", "dont")


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    style = (settings.BASE_DIR / "static" / "site" / "site.css").read_text(encoding="utf-8")
    context = {
        "colours": dict.fromkeys(COLOUR.findall(style)),
        "care_boxes": CARE_BOXES,
        "drawing": drawings.library()["kidney"],
    }
    return render(request, "styleguide.html", context)


urlpatterns = [path("styleguide/", styleguide)] if settings.DEBUG else []
