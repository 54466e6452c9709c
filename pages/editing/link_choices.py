"""Pages of the site to link to, found by title: the editor shows them in a dialog."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pages import languages, states
from pages.gate import needs
from pages.models import Article

MOST = 20
MOST_WORDS = 8


@needs("pages.view_article")
@require_safe
def link_choices(request: HttpRequest) -> HttpResponse:
    """A fragment of the dialog: a button for each article whose title holds the words of `q`."""
    articles = Article.objects.without_text().select_related("section")
    words = request.GET.get("q", "").replace("\0", "").split()
    for word in words[:MOST_WORDS]:
        articles = articles.filter(
            Q(title_bn__icontains=word) | Q(title_en__icontains=word) | Q(slug__icontains=word)
        )
    found = list(articles[: MOST + 1])
    context = {
        "found": [
            (article, [states.state_of(article, code).label for code in languages.CODES])
            for article in found[:MOST]
        ],
        "has_more": len(found) > MOST,
    }
    return render(request, "admin/pages/article/link_choices.html", context)
