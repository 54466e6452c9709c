"""The versions of an article: list, comparison, bringing one back; deleted articles."""

from itertools import pairwise

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from pages import languages, versions
from pages.editing.publishing_views import CHANGE, to_form
from pages.editing.stored import article_at, locked
from pages.gate import admin_page, needs
from pages.history import Reason
from pages.models import Article, Section

READ = "pages.view_article"
PER_PAGE = 30


@needs(READ)
@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Newest first; each line says what it changed."""
    article = article_at(pk)
    pages = Paginator(article.history.select_related("history_user"), PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    first, last = page.start_index() - 1, page.end_index() + 1
    rows = [*article.history.select_related("history_user")[max(first, 0) : last]]
    entries = [
        (version, versions.in_words(version, before), reason_of(version))
        for version, before in pairwise([*rows, None])
    ][: len(page.object_list)]
    return admin_page(
        request,
        "admin/pages/article/history.html",
        gettext("Versions of “%(article)s”") % {"article": article},
        Article,
        article=article,
        page=page,
        entries=entries,
    )


@needs(READ)
@require_safe
def version(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """What this version changed, and what bringing it back would change."""
    article = article_at(pk)
    chosen = version_at(article, version)
    before = (
        article.history.filter(history_id__lt=chosen.history_id).order_by("-history_id").first()
    )
    back = versions.differences(article, chosen)
    return admin_page(
        request,
        "admin/pages/article/version.html",
        gettext("A version of “%(article)s”") % {"article": article},
        Article,
        article=article,
        version=chosen,
        reason=reason_of(chosen),
        changes=versions.differences(before, chosen),
        back=[each for each in back if each.fields],
        sources_differ=chosen.sources != versions.sources_of(article),
    )


@needs(CHANGE)
@require_POST
def bring_back(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    texts = [code for code in request.POST.getlist("texts") if code in languages.CODES]
    with_sources = "sources" in request.POST
    try:
        with transaction.atomic():
            article = locked(pk)
            chosen = version_at(article, version)
            versions.bring_back(article, chosen, texts, with_sources=with_sources, by=request.user)
    except ValidationError as error:
        messages.error(
            request,
            gettext("This version cannot be public as it is, so nothing was changed.")
            + " "
            + " ".join(dict.fromkeys(error.messages)),
        )
        return redirect("admin:pages_article_version", pk, version)
    messages.success(request, gettext("The older text is back, as a new version."))
    return to_form(article)


@needs(READ)
@require_safe
def deleted(request: HttpRequest) -> HttpResponse:
    """Articles that were deleted; those who may add articles can bring them back."""
    gone = versions.deleted().select_related("history_user")
    sections = {section.pk: section for section in Section.objects.all()}
    return admin_page(
        request,
        "admin/pages/article/deleted.html",
        gettext("Deleted articles"),
        Article,
        entries=[(each, sections.get(each.section_id)) for each in gone],
        sections=sections.values(),
        may_bring_back=request.user.has_perm("pages.add_article"),
    )


@needs("pages.add_article")
@require_POST
def undelete(request: HttpRequest, version: int) -> HttpResponse:
    chosen = versions.deleted().filter(history_id=version).first()
    if chosen is None:  # pressed twice, or a colleague was faster
        return redirect("admin:pages_article_deleted")
    wanted = request.POST.get("section", str(chosen.section_id))
    section = Section.objects.filter(pk=wanted if wanted.isdecimal() else None).first()
    if section is None:
        messages.error(request, gettext("Its section is gone. Choose another one."))
        return redirect("admin:pages_article_deleted")
    article = versions.undelete(chosen, section, by=request.user)
    messages.success(request, gettext("The article is back, as a draft in both languages."))
    return to_form(article)


def number(object_id: str) -> int:
    """The key in an address of the admin; 404 for what is no number."""
    if not object_id.isdecimal():
        raise Http404
    return int(object_id)


def version_at(article: Article, version: int) -> Model:
    found = article.history.select_related("history_user").filter(history_id=version).first()
    if found is None:
        raise Http404
    return found


def reason_of(version: Model) -> str:
    reasons = dict(Reason.choices)
    return str(reasons.get(version.history_change_reason, ""))
