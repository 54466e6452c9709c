"""Articles: each language written, published and withdrawn on its own; and their sources."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from pages import former_addresses, languages, prose, states
from pages.article_queries import ArticleQuerySet
from pages.foreign import BENGALI
from pages.pictures import Picture, figures_of
from pages.prose_field import ProseField
from pages.reviews import Review
from pages.search import entries
from pages.sections import Section
from pages.slugs import validate_ascii_slug


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
    body = ProseField(_("text"), blank=True)
    description = models.CharField(_("description for search engines"), max_length=200, blank=True)
    published_at = models.DateTimeField(
        _("public from"),
        null=True,
        blank=True,
        help_text=_("Empty: a draft. In the future: public from then on, in the clinic's time."),
    )
    withdrawn_at = models.DateTimeField(
        _("offline for correction since"), null=True, blank=True, editable=False
    )
    withdrawn_note = models.TextField(_("note to readers"), blank=True, editable=False)
    # See pages/states.py.
    text_changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, default="", editable=False)
    in_step_with = models.CharField(max_length=64, blank=True, default="", editable=False)
    picture = models.ForeignKey(
        Picture,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("picture"),
    )
    instead = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("while offline, lead readers to"),
        help_text=_("Where this article is not public, its address leads there."),
    )
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)
    version = models.PositiveIntegerField(default=0, editable=False)  # counts the saves

    objects = ArticleQuerySet.as_manager()

    KEPT = (  # columns that every save may change, whichever it was asked for
        *("changed_at", "version"),
        *(
            f"{name}_{code}"
            for name in ("text_changed_at", "digest", "in_step_with", "withdrawn_at", "instead")
            for code in languages.CODES
        ),
    )

    class Meta:
        ordering = ["section__position", "position", "pk"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            models.UniqueConstraint(fields=["section", "slug"], name="article_address_unique"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"published_at_{language}__isnull": True})
                    | states.complete(language),
                    name=f"article_public_is_complete_{language}",
                )
                for language in languages.CODES
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"published_at_{language}__isnull": True})
                    | Q(**{f"withdrawn_at_{language}__isnull": True}),
                    name=f"article_withdrawn_is_not_public_{language}",
                )
                for language in languages.CODES
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.title_en or self.title_bn or self.slug

    def save(
        self,
        *args: Any,
        small_change: Collection[str] = (),
        up_to_date: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        """Keeps what follows from the text and the address: digests, version, former address.

        `small_change` and `up_to_date` name languages, see pages/states.py.
        """
        for language in languages.CODES:
            if published_at := getattr(self, f"published_at_{language}"):
                # As a form holds it, so that saving a form unchanged changes nothing.
                setattr(self, f"published_at_{language}", published_at.replace(microsecond=0))
                setattr(self, f"withdrawn_at_{language}", None)
                setattr(self, f"instead_{language}", None)
        states.keep_step(self, small_change, up_to_date)
        self.version += 1
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], *self.KEPT}
        with transaction.atomic():
            old = (
                Article.objects.filter(pk=self.pk)
                .select_related("section")
                .only("slug", "section__slug")
            )
            before = next((each.path for each in old), None)
            super().save(*args, **kwargs)
            former_addresses.moved(self, before, self.path)
            if not entries.COLUMNS.isdisjoint(kwargs.get("update_fields") or entries.COLUMNS):
                entries.write(self)

    def get_absolute_url(self) -> str:
        return reverse("pages:article", args=[self.section.slug, self.slug])

    @property
    def path(self) -> str:
        return f"{self.section.slug}/{self.slug}"

    def review_in_force(self, language: str) -> Review | None:
        """The approval of the text as it stands, if a doctor gave one."""
        return self.reviews.in_force(language).first()

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
        texts = (getattr(self, column) for column in states.columns(language))
        return all(prose.plain_text(text or "") for text in texts)

    def is_published(self, language: str) -> bool:
        published_at = getattr(self, f"published_at_{language}")
        return published_at is not None and published_at <= timezone.now()

    def published_languages(self) -> list[str]:
        return [code for code in languages.CODES if self.is_published(code)]


def shown(html: str, language: str, public: Iterable[Article] | None = None) -> prose.Prose:
    """A stored body as its page shows it, links leading to what is public in `language`.

    `public` are such articles, the linked ones among them, where they were asked for already.
    """
    keys = prose.linked_articles(html)
    if public is None:
        public = Article.objects.published(language).filter(pk__in=keys)
        public = public.without_text().select_related("section")
    with override(language):
        addresses = {each.pk: each.get_absolute_url() for each in public if each.pk in keys}
        return prose.render(html, addresses, figures_of(html))


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

    @property
    def language(self) -> str:
        """By its letters, for voices."""
        return "bn" if re.search(BENGALI, str(self)) else "en"
