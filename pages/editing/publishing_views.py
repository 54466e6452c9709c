"""Buttons beside an article's form: take a language offline, correct it at once, up to date."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from pages import languages, publishing
from pages.editing.stored import article_at, locked
from pages.gate import admin_page, needs
from pages.models import Article

CHANGE = "pages.change_article"


class OfflineForm(forms.Form):
    """Where the address leads while the language is offline."""

    instead = forms.ModelChoiceField(
        Article.objects.none(),
        label=_("Lead readers to"),
        required=False,
        empty_label=_("nowhere: the address says that the page is not there"),
        help_text=_("Links and bookmarks of families still lead to this address."),
    )

    def __init__(self, *args, article: Article, language: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        others = Article.objects.published(language).exclude(pk=article.pk).without_text()
        self.fields["instead"].queryset = others.select_related("section")


@needs(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def offline(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    article = article_at(pk, language)
    form = OfflineForm(request.POST or None, article=article, language=language)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            publishing.take_offline(
                locked(pk), language, by=request.user, instead=form.cleaned_data["instead"]
            )
        say(request, gettext("%(language)s is offline: a draft again."), language)
        return to_form(article)
    title = gettext("Take %(language)s offline") % {"language": languages.SPOKEN[language]}
    return admin_page(
        request, "admin/pages/article/offline.html", title, Article, article=article, form=form
    )


@needs(CHANGE)
@require_POST
@transaction.atomic
def correction(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    article = locked(pk, language)
    if not getattr(article, f"published_at_{language}"):
        messages.error(
            request, gettext("It is not public any more, so there is nothing to take away.")
        )
        return to_form(article)
    note = request.POST.get("note", "").strip()[:500]
    publishing.withdraw(article, language, by=request.user, note=note)
    say(
        request,
        gettext(
            "%(language)s is offline at once. Readers find your note in its place. Who has the "
            "page open may read the old text for up to a minute."
        ),
        language,
    )
    other = languages.other(language)
    if article.is_published(other):
        sentence = gettext("%(language)s is still public. Does it have the same mistake?")
        messages.warning(request, sentence % {"language": languages.SPOKEN[other]})
    return to_form(article)


@needs(CHANGE)
@require_POST
@transaction.atomic
def up_to_date(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """`seen` is the digest of the other language's text as the page showed it."""
    article = locked(pk, language)
    if request.POST.get("seen") == getattr(article, f"digest_{languages.other(language)}"):
        publishing.mark_up_to_date(article, language, by=request.user)
        say(request, gettext("%(language)s is marked as up to date."), language)
    else:
        messages.error(
            request,
            gettext("The other language was changed again meanwhile. Look at it once more."),
        )
    return to_form(article)


def say(request: HttpRequest, sentence: str, language: str) -> None:
    messages.success(request, sentence % {"language": languages.SPOKEN[language]})


def to_form(article: Article) -> HttpResponse:
    return redirect("admin:pages_article_change", article.pk)
