"""Where one language of an article stands, and whether it has fallen behind the other.

Each language keeps the digest of its own text (`digest_bn`) and the digest that the other one had
when the two last said the same (`in_step_with_bn`). When they differ from each other's, one of them
has changed since: the language is *behind*.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pages import languages, prose

if TYPE_CHECKING:
    from pages.articles import Article

TEXT = ("title", "summary", "body")  # what makes a language complete, and what a doctor approves


class State(models.TextChoices):
    MISSING = "missing", _("missing")  # nothing is written
    DRAFT = "draft", _("draft")
    SCHEDULED = "scheduled", _("scheduled")  # public from a time that is still to come
    PUBLIC = "public", _("public")
    WITHDRAWN = "withdrawn", _("offline for correction")  # readers find a note in its place


def columns(language: str) -> list[str]:
    return [f"{name}_{language}" for name in TEXT]


def complete(language: str) -> Q:
    """Title, summary and body are there in `language`."""
    filled = Q()
    for column in columns(language):
        filled &= Q(**{f"{column}__isnull": False}) & ~Q(**{column: ""})
    return filled


def written(language: str) -> Q:
    """Something is there in `language`, be it a title only."""
    return Q(**{f"digest_{language}__gt": ""})


def in_state(state: State, language: str, at: datetime | None = None) -> Q:
    """The articles whose `language` stands there (by default: now)."""
    published, withdrawn = f"published_at_{language}", f"withdrawn_at_{language}"
    now = at or timezone.now()
    match state:
        case State.WITHDRAWN:
            return Q(**{f"{withdrawn}__isnull": False})
        case State.PUBLIC:
            return Q(**{f"{published}__lte": now})
        case State.SCHEDULED:
            return Q(**{f"{published}__gt": now})
    begun = written(language) if state == State.DRAFT else ~written(language)
    return Q(**{f"{published}__isnull": True, f"{withdrawn}__isnull": True}) & begun


def behind(language: str) -> Q:
    """The articles whose other language changed since `language` was last brought up to date."""
    other = languages.other(language)
    in_step = Q(**{f"in_step_with_{language}": F(f"digest_{other}")})
    return written(language) & written(other) & ~in_step


def state_of(article: Article, language: str) -> State:
    published_at = getattr(article, f"published_at_{language}")
    if getattr(article, f"withdrawn_at_{language}"):
        return State.WITHDRAWN
    if published_at:
        return State.PUBLIC if published_at <= timezone.now() else State.SCHEDULED
    return State.DRAFT if getattr(article, f"digest_{language}") else State.MISSING


def is_behind(article: Article, language: str) -> bool:
    other = getattr(article, f"digest_{languages.other(language)}")
    both = bool(getattr(article, f"digest_{language}") and other)
    return both and getattr(article, f"in_step_with_{language}") != other


def digest(article: Article, language: str) -> str:
    """Of the text as it will be stored; empty where nothing is written."""
    texts = [getattr(article, column) or "" for column in columns(language)]
    texts[-1] = prose.sanitise(texts[-1])
    return sha256("\0".join(texts).encode()).hexdigest() if any(texts) else ""


def keep_step(
    article: Article, small_change: Collection[str] = (), up_to_date: Collection[str] = ()
) -> None:
    """Bring the digests, and when each text changed, up to date before the article is saved.

    - Both changed in one save, or one is written for the first time: they are in step, unless one
      was behind before.
    - One changed while it was behind: somebody is catching up. It stays behind until an editor
      says that it is up to date; the other one, its model, does not fall behind.
    - A translation that is still being written makes its model not fall behind.
    - One changed otherwise: the other one falls behind, unless the change was a small one.

    `small_change` names languages in which a slip of the pen was mended, `up_to_date` those that
    say again what the other one says.
    """
    old = {code: getattr(article, f"digest_{code}") or "" for code in languages.CODES}
    was_behind = {code: is_behind(article, code) for code in languages.CODES}
    for code in languages.CODES:
        setattr(article, f"digest_{code}", digest(article, code))
    changed = [code for code in languages.CODES if old[code] != getattr(article, f"digest_{code}")]
    for code in changed:
        setattr(article, f"text_changed_at_{code}", timezone.now())
    if len(changed) == len(languages.CODES):
        for code in languages.CODES:
            if not was_behind[code]:
                bring_in_step(article, code)
    elif changed:
        [code] = changed
        if not old[code]:
            bring_in_step(article, code)
        other = languages.other(code)
        asks_nothing = (
            not old[code] or was_behind[code] or code in small_change or is_begun(article, code)
        )
        if asks_nothing and not was_behind[other]:
            bring_in_step(article, other)
    for code in up_to_date:
        bring_in_step(article, code)


def is_begun(article: Article, language: str) -> bool:
    """Never public so far, and lacking a part or made from a text that is public already."""
    if (
        article.pk
        and article.history.filter(**{f"published_at_{language}__isnull": False}).exists()
    ):
        return False
    model = state_of(article, languages.other(language))
    return not article.is_complete(language) or model in (State.PUBLIC, State.SCHEDULED)


def bring_in_step(article: Article, language: str) -> None:
    """From now on `language` says what the other one says; the caller saves."""
    other = languages.other(language)
    setattr(article, f"in_step_with_{language}", getattr(article, f"digest_{other}"))
