"""Which articles: those families can read, and those a doctor has still to read."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from pages import languages, states
from pages.reviews import SHOWN, Review


class ArticleQuerySet(models.QuerySet):
    def published(self, language: str, at: datetime | None = None) -> Self:
        """Articles that families can read in `language` (by default: now)."""
        return self.filter(**{f"published_at_{language}__lte": at or timezone.now()})

    def without_text(self) -> Self:
        """For lists: leaves the long body in the database."""
        return self.defer("body", "description")

    def with_reviews(self) -> Self:
        """With `reviewer_bn`, `reviewed_on_bn`, `next_review_on_bn` of the approval in force.

        Likewise for English; empty where nobody approved the text as it stands.
        """
        return self.annotate(
            **{
                f"{name}_{language}": models.Subquery(
                    Review.objects.of_rows(language).values(name)[:1]
                )
                for name in SHOWN
                for language in languages.CODES
            }
        )

    def unreviewed(self) -> Self:
        """Public in a language whose text nobody approved."""
        return self.with_reviews()._public_where("reviewed_on_{}__isnull", True)

    def review_overdue(self) -> Self:
        """Public in a language whose approval is due to be renewed."""
        return self.with_reviews()._public_where("next_review_on_{}__lt", timezone.localdate())

    def _public_where(self, lookup: str, value: Any) -> Self:
        either = Q()
        for code in languages.CODES:
            public = states.in_state(states.State.PUBLIC, code)
            either |= public & Q(**{lookup.format(code): value})
        return self.filter(either)

    def next_publication(self, language: str) -> datetime | None:
        """When the next scheduled article becomes public in `language`."""
        field = f"published_at_{language}"
        return self.filter(**{f"{field}__gt": timezone.now()}).aggregate(models.Min(field))[
            f"{field}__min"
        ]
