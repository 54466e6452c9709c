"""An editor at work: the article's form as a browser sends it."""

from typing import Any

from django.test import Client
from django.utils import timezone

from clinic_site.groups import EDITORS
from pages.models import Article
from tests.makers import make_user

ARTICLES = "/admin/pages/article/"
TEXTS = ("title", "summary", "body", "description")


def logged_in(
    name: str = "rina", group: str = EDITORS, csrf: bool = False, **fields: Any
) -> Client:
    """The browser of a new member of staff, by default an editor."""
    client = Client(enforce_csrf_checks=csrf)
    client.force_login(make_user(name, group, **fields))
    return client


def answers(article: Article, **changes: Any) -> dict[str, Any]:
    """What the form of a stored article sends when nothing but `changes` was typed."""
    sent = {
        "section": article.section_id,
        "slug": article.slug,
        "picture": article.picture_id or "",
        "opened_version": article.version,
        "sources-TOTAL_FORMS": article.sources.count(),
        "sources-INITIAL_FORMS": article.sources.count(),
    }
    for number, source in enumerate(article.sources.all()):
        row = ("id", "organisation", "title", "year", "url", "position")
        sent |= {f"sources-{number}-{name}": getattr(source, name) for name in row}
    for code in ("bn", "en"):
        sent |= {f"{name}_{code}": getattr(article, f"{name}_{code}") or "" for name in TEXTS}
        at = getattr(article, f"published_at_{code}")
        local = timezone.localtime(at) if at else None
        sent[f"published_at_{code}_0"] = f"{local:%Y-%m-%d}" if local else ""
        sent[f"published_at_{code}_1"] = f"{local:%H:%M:%S}" if local else ""
    return sent | changes


def address(article: Article, rest: str = "change/") -> str:
    return f"{ARTICLES}{article.pk}/{rest}"
