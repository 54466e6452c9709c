"""The sitemap: every public page, each with its versions in both languages."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from pages import languages
from pages.models import Article, Clinic, GlossaryTerm, Section

SCHEME, _separator, HOST = settings.SITE_URL.partition("://")


def latest(*moments: datetime | None) -> datetime | None:
    return max(filter(None, moments), default=None)


class BilingualSitemap(Sitemap):
    """Addresses of the public site itself; x-default is the Bengali page."""

    i18n = True
    alternates = True
    protocol = SCHEME

    def get_domain(self, site: object = None) -> str:
        return HOST

    def get_urls(self, *args: Any, **kwargs: Any) -> list[dict]:
        urls = super().get_urls(*args, **kwargs)
        for url in urls:
            versions = {each["lang_code"]: each["location"] for each in url["alternates"]}
            default = versions.get(settings.LANGUAGE_CODE)
            if default:
                url["alternates"].append({"lang_code": "x-default", "location": default})
        return urls


class PageSitemap(BilingualSitemap):
    """The pages that are not articles: by name, and when what they show was last changed."""

    def items(self) -> list[tuple[str, datetime | None]]:
        clinic, section, word = (
            model.objects.aggregate(newest=Max("changed_at"))["newest"]
            for model in (Clinic, Section, GlossaryTerm)
        )
        return [
            ("pages:home", latest(clinic, section)),
            ("pages:glossary", word),
            ("pages:contact", clinic),
            ("pages:privacy", clinic),
            ("appointments:form", None),
        ]

    def location(self, page: tuple[str, datetime | None]) -> str:
        return reverse(page[0])

    def lastmod(self, page: tuple[str, datetime | None]) -> datetime | None:
        return page[1]


class SectionSitemap(BilingualSitemap):
    def items(self) -> QuerySet[Section]:
        public = Q()
        for code in languages.CODES:
            public |= Q(**{f"articles__published_at_{code}__lte": timezone.now()})
        return Section.objects.annotate(newest=Max("articles__changed_at", filter=public))

    def get_languages_for_item(self, section: Section) -> list[str]:
        return section.published_languages()

    def lastmod(self, section: Section) -> datetime | None:
        """Its page lists its articles."""
        return latest(section.changed_at, section.newest)


class ArticleSitemap(BilingualSitemap):
    def items(self) -> QuerySet[Article]:
        return Article.objects.without_text().select_related("section")

    def get_languages_for_item(self, article: Article) -> list[str]:
        return article.published_languages()

    def lastmod(self, article: Article) -> datetime:
        return article.changed_at


SITEMAPS = {"pages": PageSitemap, "sections": SectionSitemap, "articles": ArticleSitemap}
