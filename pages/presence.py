"""Who has an article open: the second editor is told."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pages.bengali import moment

RECENT = timedelta(minutes=15)


class Opening(models.Model):
    """When somebody last opened an article's form."""

    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="openings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("opened")
        verbose_name_plural = _("opened")
        constraints = [
            models.UniqueConstraint(fields=["article", "person"], name="opening_is_one_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {moment(self.at)}"


def note(article: models.Model, person: AbstractBaseUser) -> list[Opening]:
    """Remembers that `person` opened the article; those of others of the last minutes."""
    now = timezone.now()
    Opening.objects.bulk_create(
        [Opening(article=article, person=person, at=now)],
        update_conflicts=True,
        unique_fields=["article", "person"],
        update_fields=["at"],
    )
    recent = article.openings.filter(at__gt=now - RECENT).exclude(person=person)
    return list(recent.select_related("person").order_by("-at"))
