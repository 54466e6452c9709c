"""The columns of the table of articles: where each language stands, and its review."""

from datetime import date

from django.contrib import admin
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pages import languages, states
from pages.bengali import long_date, moment
from pages.models import Article
from pages.states import State

SIGNS = {
    State.MISSING: "–",
    State.DRAFT: "✎",
    State.SCHEDULED: "◷",
    State.PUBLIC: "●",
    State.WITHDRAWN: "⚠",
}


class Columns:
    """Mixed into the model admin."""

    @admin.display(description=_("title"), ordering=f"title_{languages.CODES[0]}")
    def name(self, article: Article) -> str:
        return str(article)

    @admin.display(description=languages.SPOKEN["bn"], ordering="next_review_on_bn")
    def bengali(self, article: Article) -> SafeString:
        return language_cell(article, "bn")

    @admin.display(description=languages.SPOKEN["en"], ordering="next_review_on_en")
    def english(self, article: Article) -> SafeString:
        return language_cell(article, "en")

    @admin.display(description=_("last changed"), ordering="changed_at")
    def changed(self, article: Article) -> str:
        return moment(article.changed_at)


def language_cell(article: Article, language: str) -> SafeString:
    """In lines: the state, from when it is public, whether it is behind, and its review."""
    state = states.state_of(article, language)
    lines = [(f"state-{state.value}", f"{SIGNS[state]} {state.label}")]
    if state == State.SCHEDULED:
        lines.append(("", moment(getattr(article, f"published_at_{language}"))))
    if states.is_behind(article, language):
        lines.append(("late", f"↻ {gettext('behind')}"))
    lines += review_lines(article, language)
    return format_html_join("", '<span class="line {}">{}</span>', lines)


def review_lines(article: Article, language: str) -> list[tuple[str, str]]:
    """When the approved text is to be read again; what is not public needs no review yet."""
    due: date | None = getattr(article, f"next_review_on_{language}")
    if getattr(article, f"reviewed_on_{language}"):
        if due is None:
            return [("", gettext("approved"))]
        overdue = due < timezone.localdate()
        said = gettext("review overdue: %(day)s") if overdue else gettext("review due: %(day)s")
        return [("late" if overdue else "", said % {"day": long_date(due)})]
    if states.state_of(article, language) == State.PUBLIC:
        return [("late", gettext("not approved"))]
    return []
