"""Medical approval: who answers for which text, bound to its very words."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pages import languages

SHOWN = ("reviewer", "reviewed_on", "next_review_on")  # what readers are told


class ReviewQuerySet(models.QuerySet):
    def in_force(self, language: str) -> Self:
        """Approvals of the very text that their article now has, the latest first."""
        return self.filter(language=language, digest=F(f"article__digest_{language}"))

    def of_rows(self, language: str) -> Self:
        """For a subquery: the approval in force of the article that the outer row is."""
        return self.filter(
            article=OuterRef("pk"), language=language, digest=OuterRef(f"digest_{language}")
        )


class Review(models.Model):
    """One approval of one language of an article. An edit voids it; the same words restore it."""

    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="reviews")
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=[(code, languages.NAMES[code]) for code in languages.CODES],
    )
    digest = models.CharField(max_length=64)  # of the text that was approved
    reviewer = models.CharField(
        _("name of the reviewer"),
        max_length=160,
        blank=True,
        help_text=_("As families read it, with title. Empty: no name is shown."),
    )
    reviewed_on = models.DateField(_("reviewed on"))
    next_review_on = models.DateField(_("next review due on"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(default=timezone.now)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-approved_at", "-pk"]
        verbose_name = _("medical review")
        verbose_name_plural = _("medical reviews")
        permissions = [("approve_medical_text", _("Can approve medical text"))]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(next_review_on__isnull=True)
                | models.Q(next_review_on__gt=F("reviewed_on")),
                name="review_is_due_after_it_was_made",
            ),
        ]
        indexes = [models.Index(fields=["article", "language", "digest"], name="review_of_text")]

    def __str__(self) -> str:
        return f"{self.article} ({self.language})"

    @property
    def is_overdue(self) -> bool:
        return self.next_review_on is not None and self.next_review_on < timezone.localdate()


def annotated(article: models.Model, language: str) -> Review | None:
    """The approval in force of a row from `Article.objects.with_reviews()`: what is shown of it."""
    values = {name: getattr(article, f"{name}_{language}") for name in SHOWN}
    return Review(language=language, **values) if values["reviewed_on"] else None
