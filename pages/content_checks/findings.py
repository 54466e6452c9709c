"""What a check finds, in words that say what to do."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

BEFORE, LENGTH = 30, 80  # letters of an excerpt, before its place and in all


class Level(models.TextChoices):
    ERROR = "error", _("Stops publishing")
    HINT = "hint", _("Hint")


@dataclass(frozen=True)
class Finding:
    level: Level
    code: str
    message: str
    where: str  # an excerpt of the text; empty when it is about the whole article


def error(code: str, message: str, where: str = "") -> Finding:
    return Finding(Level.ERROR, code, message, where)


def hint(code: str, message: str, where: str = "") -> Finding:
    return Finding(Level.HINT, code, message, where)


def excerpt(text: str, at: int = 0) -> str:
    """Some words around a place, so that an editor finds it; cut at words, which … shows."""
    at = min(at, max(len(text) - 1, 0))
    start = 0 if at <= BEFORE else text.find(" ", at - BEFORE, at) + 1 or at
    end = len(text) if len(text) - start <= LENGTH else text.rfind(" ", at, start + LENGTH)
    if end <= at:  # a word as long as the excerpt
        end = start + LENGTH
    words = text[start:end]
    return f"{'… ' if start else ''}{words}{' …' if end < len(text) else ''}"
