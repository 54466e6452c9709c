"""The public pages."""

from contextlib import suppress
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject
from django.utils.translation import override
from django.views.decorators.http import require_safe

from pages import alphabet, bengali, explained, languages, prose, reviews, team
from pages.caching import public_page
from pages.elsewhere import elsewhere, former, instead_of
from pages.landmarks import landmarks
from pages.languages import current, preferred_language
from pages.models import Article, Clinic, GlossaryTerm, Review, Section, shown
from pages.search import finding


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """To the home page in the language the reader's browser asks for."""
    return HttpResponseRedirect(f"/{preferred_language(request)}/")


@public_page
def home(request: HttpRequest) -> HttpResponse:
    language = current()
    # Asked for by the template, so that a broken page asks nothing.
    known = SimpleLazyObject(lambda: landmarks(language))
    return render(request, "pages/home.html", {"landmarks": known})


@public_page
def section(request: HttpRequest, section: str) -> HttpResponse:
    language = current()
    shelf = Section.objects.filter(slug=section).first()
    if shelf is None or not shelf.title:
        return former(section)
    context = {
        "section": shelf,
        "articles": cards(shelf, language),
        "people": team.people(language) if section == team.SECTION else (),
        "languages": shelf.published_languages(),
    }
    return render(request, "pages/section.html", context)


def cards(shelf: Section, language: str) -> QuerySet[Article]:
    public = Article.objects.published(language).filter(section=shelf)
    return public.without_text().select_related("picture")


@public_page
def article(request: HttpRequest, section: str, slug: str) -> HttpResponse:
    language = current()
    public = Article.objects.published(language).select_related("section", "picture")
    page = public.with_reviews().filter(section__slug=section, slug=slug).first()
    if page is None:
        return elsewhere(request, section, slug)
    around = neighbours_and_linked(page, language)
    if page not in around:  # it has gone offline since the line above
        return elsewhere(request, section, slug)
    previous, following = neighbours(page, around)
    context = {
        **article_text(page, language, reviews.annotated(page, language), around),
        "sources": page.sources.all(),
        "previous": previous,
        "next": following,
        "languages": page.published_languages(),
        "instead": page.section,  # where the link to a missing language leads
    }
    return render(request, "pages/article.html", context)


def article_text(
    page: Article, language: str, review: Review | None, public: list[Article] | None = None
) -> dict[str, Any]:
    """What templates/pages/article.html needs of the article itself, published or not."""
    text = shown(getattr(page, f"body_{language}") or "", language, public)
    title = getattr(page, f"title_{language}") or ""
    return {
        "article": page,
        "contents": text.contents,
        "text": explained.explain(text.html, title, language),
        "review": review,
    }


def neighbours_and_linked(page: Article, language: str) -> list[Article]:
    """The public articles of the page's section, and those it links to: in one question."""
    keys = prose.linked_articles(getattr(page, f"body_{language}"))
    public = Article.objects.published(language).without_text().select_related("section")
    return list(public.filter(Q(section=page.section) | Q(pk__in=keys)))


def neighbours(page: Article, around: list[Article]) -> tuple[Article | None, Article | None]:
    """The articles before and after this one in its section."""
    shelf = [each for each in around if each.section_id == page.section_id]
    here = shelf.index(page)
    return (
        shelf[here - 1] if here else None,
        shelf[here + 1] if here + 1 < len(shelf) else None,
    )


@require_safe
def permanent(request: HttpRequest, pk: int) -> HttpResponse:
    """The lasting address of an article: to where it is public, in the reader's language first."""
    page = get_object_or_404(Article.objects.select_related("section"), pk=pk)
    # A text that is being corrected has a note in its place.
    withdrawn = [code for code in languages.CODES if getattr(page, f"withdrawn_at_{code}")]
    offered = page.published_languages() or withdrawn
    wanted = preferred_language(request)
    if offered:
        with override(wanted if wanted in offered else offered[0]):
            return redirect(page)
    for code in (wanted, languages.other(wanted)):
        with override(code), suppress(Http404):
            return instead_of(page)
    raise Http404


@public_page
def contact(request: HttpRequest) -> HttpResponse:
    """Kept no longer than until the clinic opens or closes."""
    clinic, now = Clinic.load(), timezone.now()
    hours = clinic.working_time()
    change = hours.next_change(now) if clinic.can_be_reached else None
    context = {
        "clinic": clinic,
        "is_open": hours.is_open(now),
        "change": change,
        "zone": bengali.zone_name(),
    }
    response = render(request, "pages/contact.html", context)
    if change:
        patch_cache_control(response, public=True, max_age=int((change - now).total_seconds()))
    return response


@public_page
def glossary(request: HttpRequest) -> HttpResponse:
    language, other = current(), languages.other(current())
    words = GlossaryTerm.objects.filter(**{f"term_{language}__gt": ""})
    words = words.annotate(elsewhere=F(f"term_{other}"))
    groups = alphabet.by_letter(words, name=lambda word: word.term)
    return render(request, "pages/glossary.html", {"groups": groups, "other": other})


@public_page
def search(request: HttpRequest) -> HttpResponse:
    found = finding.find(request.GET.get("q", ""), current())
    return render(request, "pages/search.html", {"found": found, "typed": found.typed})


@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    clinic = Clinic.objects.only("privacy").first() or Clinic()
    return render(request, "pages/privacy.html", {"prose": shown(clinic.privacy or "", current())})
