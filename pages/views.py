"""The public pages."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import override
from django.views.decorators.http import require_safe

from pages import reviews
from pages.caching import public_page
from pages.languages import current, preferred_language
from pages.models import Article, Clinic, Review, Section, shown


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """To the home page in the language the reader's browser asks for."""
    return HttpResponseRedirect(f"/{preferred_language(request)}/")


@public_page
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/home.html")


@public_page
def section(request: HttpRequest, section: str) -> HttpResponse:
    language = current()
    shelf = get_object_or_404(Section, slug=section)
    if not shelf.title:
        raise Http404
    articles = Article.objects.published(language).filter(section=shelf).without_text()
    return render(
        request,
        "pages/section.html",
        {"section": shelf, "articles": articles, "languages": shelf.published_languages()},
    )


@public_page
def article(request: HttpRequest, section: str, slug: str) -> HttpResponse:
    language = current()
    public = Article.objects.published(language).with_reviews().select_related("section")
    page = get_object_or_404(public, section__slug=section, slug=slug)
    previous, following = neighbours(page, language)
    context = {
        **article_text(page, language, reviews.annotated(page, language)),
        "sources": page.sources.all(),
        "previous": previous,
        "next": following,
        "languages": page.published_languages(),
        "instead": page.section,  # where the link to a missing language leads
    }
    return render(request, "pages/article.html", context)


def article_text(page: Article, language: str, review: Review | None) -> dict[str, Any]:
    """What templates/pages/article.html needs of the article itself, published or not."""
    return {
        "article": page,
        "prose": shown(getattr(page, f"body_{language}") or "", language),
        "review": review,
    }


def neighbours(page: Article, language: str) -> tuple[Article | None, Article | None]:
    """The articles before and after this one in its section."""
    shelf = list(
        Article.objects.published(language)
        .filter(section=page.section)
        .without_text()
        .select_related("section")
    )
    here = shelf.index(page)
    return (
        shelf[here - 1] if here else None,
        shelf[here + 1] if here + 1 < len(shelf) else None,
    )


@require_safe
def permanent(request: HttpRequest, pk: int) -> HttpResponse:
    """The lasting address of an article: to where it is public, in the reader's language first."""
    page = get_object_or_404(Article.objects.select_related("section"), pk=pk)
    public = page.published_languages()
    if not public:
        raise Http404
    wanted = preferred_language(request)
    with override(wanted if wanted in public else public[0]):
        return redirect(page)


@public_page
def contact(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/contact.html")


@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    clinic = Clinic.objects.only("privacy").first() or Clinic()
    return render(request, "pages/privacy.html", {"prose": shown(clinic.privacy or "", current())})


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    return render(request, "robots.txt", {"site_url": settings.SITE_URL}, content_type="text/plain")
