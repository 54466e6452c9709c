"""Medical approval of one language of an article, by those who may approve medical text."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminDateWidget
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from pages import languages, preview, states, versions
from pages.editing.publishing_views import say, to_form
from pages.editing.stored import article_at, locked
from pages.fields import LocalDateField
from pages.gate import admin_page, needs
from pages.models import Article, Review

APPROVE = "pages.approve_medical_text"


class ReviewForm(forms.ModelForm):
    """`digest` is of the text that the reviewer was shown: another text is not approved.

    The template writes it, since a form that comes back asks about the text as it is now.
    """

    digest = forms.CharField()

    class Meta:
        model = Review
        fields = ("reviewer", "reviewed_on", "next_review_on")
        field_classes = dict.fromkeys(("reviewed_on", "next_review_on"), LocalDateField)
        widgets = dict.fromkeys(("reviewed_on", "next_review_on"), AdminDateWidget)

    def __init__(self, *args: Any, stored: Article, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored, self.language = stored, language
        self.fields["next_review_on"].required = True

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        now = getattr(self.stored, f"digest_{self.language}")
        if data.get("digest") != now:
            raise forms.ValidationError(
                _("The text was changed while you were reading. Read it again below, then approve.")
            )
        first, due = data.get("reviewed_on"), data.get("next_review_on")
        if first and first > timezone.localdate():
            self.add_error("reviewed_on", _("Enter today or an earlier day."))
        if first and due and due <= first:
            self.add_error("next_review_on", _("Enter a day after the review."))
        return data


@needs(APPROVE)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The text as families read it, and the form that approves it."""
    if request.method == "POST":
        with transaction.atomic():
            article = locked(pk, language)
            form = ReviewForm(request.POST, stored=article, language=language)
            if form.is_valid():
                form.instance.article, form.instance.language = article, language
                form.instance.digest = form.cleaned_data["digest"]
                form.instance.approved_by = request.user
                form.save()
                say(request, gettext("%(language)s is approved."), language)
                return to_form(article)
    else:
        article = article_at(pk, language)
        last = article.reviews.filter(language=language).first()
        first = {"reviewed_on": timezone.localdate(), "reviewer": last.reviewer if last else ""}
        form = ReviewForm(initial=first, stored=article, language=language)
    return admin_page(
        request,
        "admin/pages/article/review.html",
        gettext("Medical review: %(language)s") % {"language": languages.SPOKEN[language]},
        Article,
        article=article,
        language=language,
        form=form,
        digest=getattr(article, f"digest_{language}"),
        in_force=article.review_in_force(language),
        since=versions.since_approved(article, language),
        behind=states.is_behind(article, language),
        frame=preview.page_of(article, language, list(article.sources.all()), request),
    )


@needs(APPROVE)
@require_POST
@transaction.atomic
def end_review(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The approval is taken back; readers are told again that the page awaits review."""
    article = locked(pk, language)
    article.reviews.in_force(language).delete()
    messages.success(request, gettext("The approval was taken back."))
    return to_form(article)
