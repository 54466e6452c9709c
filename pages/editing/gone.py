"""Saving an article that a colleague deleted meanwhile: what was typed is shown, to be copied."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext

from pages import languages, prose, versions
from pages.gate import admin_page
from pages.models import Article, Section


def typed_into_deleted(request: HttpRequest, key: str) -> HttpResponse | None:
    """The page for a form that was sent for a deleted article; None if there was none of it."""
    if not key.isdecimal() or len(key) > 18:
        return None
    version = versions.deleted().select_related("history_user").filter(id=key).first()
    if version is None:
        return None
    return admin_page(
        request,
        "admin/pages/article/gone.html",
        gettext("A colleague deleted this article"),
        Article,
        status=410,
        version=version,
        texts=[(code, list(_typed(request, code))) for code in languages.CODES],
        section=Section.objects.filter(pk=version.section_id).first(),
        may_bring_back=request.user.has_perm("pages.add_article"),
    )


def _typed(request: HttpRequest, language: str) -> Iterator[tuple[str, str, str, str]]:
    """Name, label, text, and for the body the text as it is read."""
    for name in versions.COMPARED:
        column = f"{name}_{language}"
        text = request.POST.get(column, "")
        if text.strip():
            label = capfirst(Article._meta.get_field(column).verbose_name)
            yield column, label, text, prose.sanitise(text) if name == "body" else ""
