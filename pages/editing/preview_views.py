"""Seeing and checking what is typed before it is saved, and links for colleagues."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from pages import content_checks, glossary, languages, preview
from pages.editing.publishing_views import CHANGE, to_form
from pages.editing.stored import article_at
from pages.gate import admin_page, needs
from pages.models import Article, PreviewLink, Source


@needs(CHANGE)
@require_POST
def preview_typed(request: HttpRequest) -> HttpResponse:
    """Both languages as families would see them; nothing is saved."""
    article, sources = typed(request)
    frames = [
        (code, languages.SPOKEN[code], preview.page_of(article, code, sources, request))
        for code in languages.CODES
        if preview.is_written(article, code)
    ]
    return admin_page(
        request,
        "admin/pages/article/preview.html",
        gettext("Preview: not saved"),
        Article,
        frames=frames,
        **checked(article, sources),
    )


@needs(CHANGE)
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """What the check finds in the form as it is typed, as a fragment of the form's page."""
    article, sources = typed(request)
    return render(request, "admin/pages/article/findings.html", checked(article, sources))


@needs(CHANGE)
@require_POST
def make_link(request: HttpRequest, pk: int) -> HttpResponse:
    article = article_at(pk)
    article.preview_links.create(made_by=request.user)
    messages.success(request, gettext("The link is ready. It opens without an account."))
    return to_form(article)


@needs(CHANGE)
@require_POST
def end_link(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    found = get_object_or_404(PreviewLink, pk=link, article=pk)
    PreviewLink.objects.filter(pk=found.pk, revoked_at=None).update(revoked_at=timezone.now())
    messages.success(request, gettext("The link does not open any more."))
    return to_form(found.article)


def typed(request: HttpRequest) -> tuple[Article, list[Source]]:
    """The article and its sources as the posted form says, unsaved; what is wrong is left out."""
    number = request.POST.get("article", "")
    stored = article_at(int(number)) if number.isdecimal() and len(number) < 19 else None
    article_admin = admin.site.get_model_admin(Article)
    form = article_admin.get_form(request, stored, change=stored is not None)(
        request.POST, instance=stored
    )
    form.is_valid()
    [inline] = article_admin.get_inline_instances(request, stored)
    rows = inline.get_formset(request, stored)(request.POST, instance=form.instance)
    rows.is_valid()
    sources = [
        Source(
            **{
                name: row.cleaned_data.get(name) or ""
                for name in ("organisation", "title", "year", "url")
            }
        )
        for row in rows.forms
        if getattr(row, "cleaned_data", None) and not row.cleaned_data.get("DELETE")
    ]
    return form.instance, sources


def checked(article: Article, sources: list[Source]) -> dict[str, Any]:
    """Findings by language, and the glossary's words for the English text."""
    return {
        "findings": [
            (languages.SPOKEN[code], content_checks.check(article, code, sources=sources))
            for code in languages.CODES
            if preview.is_written(article, code)
        ],
        "hints": glossary.hints(article),
    }
