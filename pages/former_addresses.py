"""Addresses that sections and articles once had: they lead on to where the page is now.

A row names the page, not where it was then, so there are no chains. An address that a page takes
is nobody's former one any more, so there are no loops.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class FormerAddress(models.Model):
    """`tumours` or `tumours/kidney`: below the language, without slashes at the ends."""

    path = models.CharField(max_length=125, unique=True)
    section = models.ForeignKey(
        "Section", on_delete=models.CASCADE, null=True, related_name="former_addresses"
    )
    article = models.ForeignKey(
        "Article", on_delete=models.CASCADE, null=True, related_name="former_addresses"
    )

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [
            models.CheckConstraint(
                condition=Q(section__isnull=True, article__isnull=False)
                | Q(section__isnull=False, article__isnull=True),
                name="former_address_is_of_one_page",
            ),
        ]

    def __str__(self) -> str:
        return self.path


def moved(page: models.Model, old: str | None, new: str) -> None:
    """Note that `page` (a section or an article) went from the path `old`, if any, to `new`."""
    FormerAddress.objects.filter(path=new).delete()
    if old and old != new:
        kind = page._meta.model_name
        FormerAddress.objects.update_or_create(
            path=old, defaults={"section": None, "article": None, kind: page}
        )


def page_once_at(path: str) -> models.Model | None:
    """The section or article that had this address."""
    row = FormerAddress.objects.filter(path=path).select_related("section", "article__section")
    found = row.first()
    return found and (found.section or found.article)
