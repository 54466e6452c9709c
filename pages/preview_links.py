"""Links to an unpublished article for somebody without an account."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.core import signing
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pages.bengali import moment

LIFETIME = timedelta(days=7)
# Without a time: the row knows when the link was made, and its address stays the same.
SIGNER = signing.Signer(salt="pages.preview")


class PreviewLinkQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(revoked_at=None, made_at__gt=timezone.now() - LIFETIME)

    def of_token(self, token: str) -> PreviewLink | None:
        """The link whose address this is, unless it has ended or was never signed here."""
        try:
            key = SIGNER.unsign_object(token)
        except signing.BadSignature:
            return None
        return self.open().filter(pk=key).select_related("article__section").first()


class PreviewLink(models.Model):
    """One link: it opens both languages of the article as last saved, and can be ended early."""

    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="preview_links")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("link for a colleague")
        verbose_name_plural = _("links for colleagues")

    def __str__(self) -> str:
        return moment(self.made_at)

    @property
    def token(self) -> str:
        return SIGNER.sign_object(self.pk)

    @property
    def ends_at(self) -> datetime:
        return self.made_at + LIFETIME
