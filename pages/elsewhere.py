"""What an address answers at which no article or section is public.

It leads to where the page is now or says that it is being corrected. Every redirect leads straight
to a page that is there. What is not public stays unknown: its address gets the same 404 as one that
nobody ever used.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from pages import states
from pages.former_addresses import page_once_at
from pages.languages import current
from pages.models import Article, Section
from pages.states import State


def elsewhere(request: HttpRequest, section: str, slug: str) -> HttpResponse:
    """For the address of an article, in the current language; raises Http404."""
    articles = Article.objects.without_text().select_related("section")
    article = articles.filter(section__slug=section, slug=slug).first()
    if article is None:
        return former(f"{section}/{slug}")
    if states.state_of(article, current()) == State.WITHDRAWN:
        return being_corrected(request, article)
    return instead_of(article)


def former(path: str) -> HttpResponse:
    """For an address that nothing has now, but something may have had; raises Http404."""
    page = page_once_at(path)
    if isinstance(page, Section) and page.title:
        return redirect(page, permanent=True)
    if isinstance(page, Article):
        if states.state_of(page, current()) in (State.PUBLIC, State.WITHDRAWN):
            return redirect(page, permanent=True)
        return instead_of(page)
    raise Http404


def instead_of(article: Article) -> HttpResponse:
    """For an article that is not public in the current language, for now; raises Http404."""
    public = Article.objects.published(current()).without_text().select_related("section")
    wanted = getattr(article, f"instead_{current()}_id")
    instead = wanted and public.filter(pk=wanted).first()
    if not instead:
        raise Http404
    return redirect(instead)


def being_corrected(request: HttpRequest, article: Article) -> HttpResponse:
    """The note to readers in the place of a text that may do harm."""
    context = {
        "article": article,
        "languages": article.published_languages(),
        "instead": article.section,  # where the link to a missing language leads
    }
    return render(request, "pages/withdrawn.html", context, status=410)
