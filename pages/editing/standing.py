"""What stands beside an article's form: where each language is, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractUser
from django.utils import timezone
from django.utils.translation import gettext

from pages import languages, states, versions
from pages.bengali import long_date
from pages.models import Article, Review
from pages.states import State

if TYPE_CHECKING:
    from pages.editing.article_form import ArticleForm


@dataclass(frozen=True)
class Standing:
    """One language of a stored article."""

    code: str
    name: str
    state: State
    behind: bool
    since: versions.Difference | None  # what the other language changed since
    review: Review | None  # in force
    former: Review | None  # the last approval, when an edit has voided it
    may_approve: bool
    seen: str  # digest of the other language's text, as this page compares with it
    public_from: datetime | None

    @property
    def is_public(self) -> bool:
        return self.state == State.PUBLIC

    @property
    def is_dated(self) -> bool:
        return self.state in (State.PUBLIC, State.SCHEDULED)

    @property
    def is_withdrawn(self) -> bool:
        return self.state == State.WITHDRAWN


def standings(article: Article, person: AbstractUser) -> list[Standing]:
    reviews = [*article.reviews.all()]
    return [
        _standing(article, code, person, [each for each in reviews if each.language == code])
        for code in languages.CODES
    ]


def _standing(article: Article, code: str, person: AbstractUser, reviews: list[Review]) -> Standing:
    behind = states.is_behind(article, code)
    digest = getattr(article, f"digest_{code}")
    review = next((each for each in reviews if each.digest == digest), None)
    return Standing(
        code=code,
        name=languages.SPOKEN[code],
        state=states.state_of(article, code),
        behind=behind,
        since=versions.since_in_step(article, code) if behind else None,
        review=review,
        former=reviews[0] if reviews and not review else None,
        may_approve=bool(digest) and person.has_perm("pages.approve_medical_text"),
        seen=getattr(article, f"digest_{languages.other(code)}"),
        public_from=getattr(article, f"published_at_{code}"),
    )


def approved(article: Article) -> dict[str, Review]:
    """The approvals in force of the article as it is stored, by language."""
    found = {code: article.review_in_force(code) for code in languages.CODES}
    return {code: review for code, review in found.items() if review}


def voided(review: Review) -> str:
    """Said after an edit of an approved text."""
    return gettext(
        "The medical approval of %(language)s of %(day)s no longer holds, because the text was "
        "changed. Readers see that the page awaits review."
    ) % {"language": languages.SPOKEN[review.language], "day": long_date(review.reviewed_on)}


def left_out(language: str, removed: list[str]) -> str:
    """Said after the sanitiser took something out of a text."""
    return gettext("Left out of the text in %(language)s: %(what)s.") % {
        "language": languages.SPOKEN[language],
        "what": ", ".join(removed),
    }


def changes(form: ArticleForm, article: Article) -> list[str]:
    """Said after a save: what it changed for readers beside the words."""
    said = []
    for code, name in languages.SPOKEN.items():
        before = form.was_public_at[code]
        now_public = states.state_of(article, code) == State.PUBLIC
        if before and before <= timezone.now() and not now_public:
            said.append(gettext("%(language)s is no longer public.") % {"language": name})
        elif now_public and before and _text_changed(form, article, code):
            said.append(
                gettext("Families now read the new text in %(language)s.") % {"language": name}
            )
    if {"slug", "section"} & {*form.changed_data} and form.initial.get("slug"):
        said.append(gettext("The old address leads to the new one."))
    return said


def _text_changed(form: ArticleForm, article: Article, language: str) -> bool:
    return form.old_digests[language] != getattr(article, f"digest_{language}")
