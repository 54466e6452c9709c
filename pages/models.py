"""What families read: sections, and articles with their sources."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django_prose_editor.fields import ProseEditorField

from pages import languages, prose
from pages.clinic import Clinic, EmergencyNumber
from pages.slugs import validate_ascii_slug, validate_not_reserved

__all__ = ["Article", "Clinic", "EmergencyNumber", "Section", "Source", "StarterEntry", "shown"]


class Section(models.Model):
    """A shelf of articles, one item of the navigation."""

    slug = models.CharField(
        _("address"),
        max_length=60,
        unique=True,
        validators=[validate_ascii_slug, validate_not_reserved],
        help_text=_("The last part of the address, the same in both languages."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    title = models.CharField(_("title"), max_length=80, blank=True)
    intro = models.TextField(_("introduction"), blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def __str__(self) -> str:
        return self.title or self.title_en or self.title_bn or self.slug

    def get_absolute_url(self) -> str:
        return reverse("pages:section", args=[self.slug])

    def published_languages(self) -> list[str]:
        return [code for code in languages.CODES if getattr(self, f"title_{code}")]


def _complete(language: str) -> Q:
    """Title, summary and body are there in `language`."""
    filled = Q()
    for name in ("title", "summary", "body"):
        field = f"{name}_{language}"
        filled &= Q(**{f"{field}__isnull": False}) & ~Q(**{field: ""})
    return filled


class ArticleQuerySet(models.QuerySet):
    def published(self, language: str, at: datetime | None = None) -> Self:
        """Articles that families can read in `language` (by default: now)."""
        return self.filter(**{f"published_at_{language}__lte": at or timezone.now()})

    def without_text(self) -> Self:
        """For lists: leaves the long body in the database."""
        return self.defer("body", "description")

    def next_publication(self, language: str) -> datetime | None:
        """When the next scheduled article becomes public in `language`."""
        field = f"published_at_{language}"
        return self.filter(**{f"{field}__gt": timezone.now()}).aggregate(models.Min(field))[
            f"{field}__min"
        ]


class Article(models.Model):
    """One page of prose; each language is written and published on its own."""

    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, related_name="articles", verbose_name=_("section")
    )
    slug = models.CharField(
        _("address"),
        max_length=60,
        validators=[validate_ascii_slug],
        help_text=_("The last part of the address, the same in both languages."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    title = models.CharField(_("title"), max_length=120, blank=True)
    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_("One or two sentences; they stand under the title and in lists."),
    )
    body = ProseEditorField(_("text"), blank=True, extensions=prose.EXTENSIONS, sanitize=True)
    description = models.CharField(_("description for search engines"), max_length=200, blank=True)
    published_at = models.DateTimeField(
        _("public from"),
        null=True,
        blank=True,
        help_text=_("Empty: a draft. In the future: public from then on, in the clinic's time."),
    )
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["section__position", "position", "pk"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            models.UniqueConstraint(fields=["section", "slug"], name="article_address_unique"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"published_at_{language}__isnull": True}) | _complete(language),
                    name=f"article_public_is_complete_{language}",
                )
                for language in languages.CODES
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.title_en or self.title_bn or self.slug

    def get_absolute_url(self) -> str:
        return reverse("pages:article", args=[self.section.slug, self.slug])

    def clean(self) -> None:
        """A language is published whole or not at all."""
        errors = {
            f"published_at_{language}": _(
                "Write the title, the summary and the text in this language first, "
                "or leave this time empty to keep a draft."
            )
            for language in languages.CODES
            if getattr(self, f"published_at_{language}") and not self.is_complete(language)
        }
        if errors:
            raise ValidationError(errors)

    def is_complete(self, language: str) -> bool:
        texts = (getattr(self, f"{name}_{language}") for name in ("title", "summary", "body"))
        return all(prose.plain_text(text or "") for text in texts)

    def is_published(self, language: str) -> bool:
        published_at = getattr(self, f"published_at_{language}")
        return published_at is not None and published_at <= timezone.now()

    def published_languages(self) -> list[str]:
        return [code for code in languages.CODES if self.is_published(code)]


def shown(html: str, language: str) -> prose.Prose:
    """A stored body as its page shows it, links leading to what is public in `language`."""
    keys = prose.linked_articles(html)
    linked = Article.objects.published(language).without_text().select_related("section")
    with override(language):
        addresses = {each.pk: each.get_absolute_url() for each in linked.filter(pk__in=keys)}
        return prose.render(html, addresses)


class Source(models.Model):
    """Where an article's facts come from."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="sources")
    organisation = models.CharField(_("organisation"), max_length=160)
    title = models.CharField(_("title"), max_length=250)
    year = models.CharField(_("year"), max_length=20, blank=True)
    url = models.URLField(_("web address"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return f"{self.organisation}: {self.title}"


class StarterEntry(models.Model):
    """Which starter files were loaded, and the digest of what each put into its row."""

    path = models.CharField(max_length=200, unique=True)
    digest = models.CharField(max_length=64)
    # The row itself, so that it is found again after its address has changed.
    article = models.ForeignKey(Article, on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return self.path
