"""The sitemap: every public page, each with its versions in both languages."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from pages.models import Article, Section

SCHEME, _separator, HOST = settings.SITE_URL.partition("://")


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
    """The pages that are not articles."""

    def items(self) -> list[str]:
        own = [f"pages:{name}" for name in ("home", "glossary", "contact", "privacy")]
        return [*own, "appointments:form"]

    def location(self, name: str) -> str:
        return reverse(name)


class SectionSitemap(BilingualSitemap):
    def items(self) -> QuerySet[Section]:
        return Section.objects.all()

    def get_languages_for_item(self, section: Section) -> list[str]:
        return section.published_languages()


class ArticleSitemap(BilingualSitemap):
    def items(self) -> QuerySet[Article]:
        return Article.objects.without_text().select_related("section")

    def get_languages_for_item(self, article: Article) -> list[str]:
        return article.published_languages()

    def lastmod(self, article: Article) -> datetime:
        return article.changed_at


SITEMAPS = {"pages": PageSitemap, "sections": SectionSitemap, "articles": ArticleSitemap}
