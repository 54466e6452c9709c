"""Every version of an article: its text, its sources, who saved it and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from pages.articles import Article


class Reason(models.TextChoices):
    """Why a version was made, where the form alone does not say it."""

    STARTER = "starter", _("starter text")
    RESTORED = "restored", _("older version brought back")
    OFFLINE = "offline", _("taken offline")
    CORRECTION = "correction", _("taken offline for correction")
    IN_STEP = "in_step", _("marked as up to date")


SOURCE = ("organisation", "title", "year", "url", "position")


class Snapshot(models.Model):
    """What the record of an article holds beside the article's own columns."""

    sources = models.JSONField(default=list)  # one object each, with the keys of SOURCE

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.sources = self._sources_now()
        super().save(*args, **kwargs)

    def _sources_now(self) -> list[dict]:
        from pages.models import Source  # which this module is a part of

        if self.history_type == "-":  # its sources went before it
            before = type(self).objects.filter(id=self.id).first()
            return before.sources if before else []
        return list(Source.objects.filter(article=self.id).values(*SOURCE))


def keep_sources(article: Article) -> None:
    """The last version has the sources as they are now: a form saves them after the article."""
    article.history.filter(pk=article.history.first().pk).update(
        sources=list(article.sources.values(*SOURCE))
    )


def by(article: Article, person: models.Model | None, reason: str = "") -> Article:
    """Whose the next version is, and why it was made where that is not plain."""
    article._history_user = person
    article._change_reason = reason
    return article
