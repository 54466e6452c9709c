"""Articles before they are public: for a colleague with a link, and in the frames of the editor."""

import copy
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import resolve, reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from pages import languages, states
from pages.languages import current
from pages.models import Article, PreviewLink, Section, Source
from pages.views import article_text


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """The article as last saved, for whoever has the link, until it ends."""
    link = PreviewLink.objects.of_token(token)
    if link is None:
        return render(request, "pages/preview_ended.html", status=404)
    article = link.article
    context = {
        **article_text(article, current(), article.review_in_force(current())),
        "sources": article.sources.all(),
        "languages": [code for code in languages.CODES if is_written(article, code)],
        "link": link,
    }
    return render(request, "pages/preview.html", context)


def page_of(
    article: Article, language: str, sources: Sequence[Source], request: HttpRequest
) -> str:
    """The whole page as families would see it, for a frame; the article need not be stored."""
    if article.section_id is None:  # not chosen yet
        article.section = Section.objects.first() or Section(slug="new")
    with override(language):
        address = reverse("pages:article", args=[article.section.slug, article.slug or "new"])
        as_if = copy.copy(request)
        as_if.path = as_if.path_info = address
        as_if.resolver_match = resolve(address)
        context = {**article_text(article, language, review=None), "sources": sources}
        return render_to_string("pages/preview.html", context, request=as_if)


def is_written(article: Article, language: str) -> bool:
    return any(getattr(article, column) for column in states.columns(language))
