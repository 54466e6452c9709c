"""The shelves of the site."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pages import drawings, former_addresses, languages
from pages.slugs import validate_ascii_slug, validate_not_reserved


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
    drawing_name = models.CharField(
        _("drawing"),
        max_length=40,
        blank=True,
        help_text=_("It stands beside the section, and with links to its pages in messengers."),
    )
    # For the sitemap; not known of rows from before.
    changed_at = models.DateTimeField(auto_now=True, null=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def __str__(self) -> str:
        return self.title or self.title_en or self.title_bn or self.slug

    def save(self, *args: Any, **kwargs: Any) -> None:
        old = Section.objects.filter(pk=self.pk).values_list("slug", flat=True).first()
        with transaction.atomic():
            super().save(*args, **kwargs)
            former_addresses.moved(self, old, self.slug)
            if old and old != self.slug:
                for article in self.articles.without_text():
                    former_addresses.moved(article, f"{old}/{article.slug}", article.path)

    def get_absolute_url(self) -> str:
        return reverse("pages:section", args=[self.slug])

    @property
    def drawing(self) -> drawings.Drawing | None:
        return drawings.library().get(self.drawing_name)

    def published_languages(self) -> list[str]:
        return [code for code in languages.CODES if getattr(self, f"title_{code}")]
