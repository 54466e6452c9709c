"""Articles in the admin."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pages import languages
from pages.editing.bilingual import HTTPS_ASSUMED, ProseAdmin, pair
from pages.models import Article, Source


class SourceInline(admin.TabularInline):
    model = Source
    extra = 0
    formfield_overrides = HTTPS_ASSUMED
    fields = ("position", "organisation", "title", "year", "url")


@admin.register(Article)
class ArticleAdmin(ProseAdmin):
    list_display = ("name", "section", "state_bn", "state_en", "changed_at")
    list_filter = ("section",)
    list_select_related = ("section",)
    search_fields = [*pair("title"), *pair("summary"), *pair("body"), "slug"]
    inlines = [SourceInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("section", "slug", "position"),
                    *(pair(name) for name in ("title", "summary", "body")),
                    *(pair(name) for name in ("description", "published_at")),
                ]
            },
        ),
    ]

    def view_on_site(self, article: Article) -> str | None:
        if article.published_languages():
            return reverse("permanent", args=[article.pk])
        return None

    @admin.display(description=_("title"), ordering=f"title_{languages.CODES[0]}")
    def name(self, article: Article) -> str:
        return str(article)

    @admin.display(description=languages.NAMES["bn"])
    def state_bn(self, article: Article) -> str:
        return state(article, "bn")

    @admin.display(description=languages.NAMES["en"])
    def state_en(self, article: Article) -> str:
        return state(article, "en")


def state(article: Article, language: str) -> str:
    """Where one language of an article stands, in a word."""
    published_at = getattr(article, f"published_at_{language}")
    if published_at:
        return gettext("public") if published_at <= timezone.now() else gettext("scheduled")
    return gettext("draft") if getattr(article, f"title_{language}") else gettext("missing")
