"""Taking one language of an article offline, and saying that it is up to date."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from pages import history, states
from pages.history import Reason
from pages.models import Article


def take_offline(
    article: Article, language: str, *, by: models.Model, instead: Article | None = None
) -> None:
    """A draft again; its address leads to `instead`, if that is public in this language."""
    setattr(article, f"published_at_{language}", None)
    setattr(article, f"withdrawn_at_{language}", None)
    setattr(article, f"instead_{language}", instead)
    history.by(article, by, Reason.OFFLINE).save()


def withdraw(article: Article, language: str, *, by: models.Model, note: str = "") -> None:
    """Offline at once because the text may do harm: readers find the note in its place."""
    setattr(article, f"published_at_{language}", None)
    setattr(article, f"withdrawn_at_{language}", timezone.now())
    setattr(article, f"withdrawn_note_{language}", note)
    history.by(article, by, Reason.CORRECTION).save()


def mark_up_to_date(article: Article, language: str, *, by: models.Model) -> None:
    """This language says again what the other one says."""
    states.bring_in_step(article, language)
    history.by(article, by, Reason.IN_STEP).save()
