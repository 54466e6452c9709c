"""Pages of the site to link to, found by title: the editor shows them in a dialog."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pages import languages, states
from pages.gate import needs
from pages.models import Article

MOST = 20


@needs("pages.view_article")
@require_safe
def link_choices(request: HttpRequest) -> HttpResponse:
    """A fragment of the dialog: a button for each article whose title holds the words of `q`."""
    articles = Article.objects.without_text().select_related("section")
    for word in request.GET.get("q", "").split():
        articles = articles.filter(
            Q(title_bn__icontains=word) | Q(title_en__icontains=word) | Q(slug__icontains=word)
        )
    found = [
        (article, [states.state_of(article, code).label for code in languages.CODES])
        for article in articles[:MOST]
    ]
    return render(request, "admin/pages/article/link_choices.html", {"found": found})
