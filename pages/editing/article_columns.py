"""The columns of the table of articles: where each language stands, and its review."""

from datetime import date

from django.contrib import admin
from django.utils import timezone
from django.utils.html import format_html
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

    @admin.display(description=languages.NAMES["bn"])
    def state_bn(self, article: Article) -> SafeString:
        return state_cell(article, "bn")

    @admin.display(description=languages.NAMES["en"])
    def state_en(self, article: Article) -> SafeString:
        return state_cell(article, "en")

    @admin.display(description=_("review, Bengali"), ordering="next_review_on_bn")
    def review_bn(self, article: Article) -> SafeString | str:
        return review_cell(article, "bn")

    @admin.display(description=_("review, English"), ordering="next_review_on_en")
    def review_en(self, article: Article) -> SafeString | str:
        return review_cell(article, "en")

    @admin.display(description=_("last changed"), ordering="changed_at")
    def changed(self, article: Article) -> str:
        return moment(article.changed_at)


def state_cell(article: Article, language: str) -> SafeString:
    """The state in a word with its sign, when it becomes public, and whether it is behind."""
    state = states.state_of(article, language)
    cell = format_html(
        '<span class="state state-{}"><span aria-hidden="true">{}</span> {}</span>',
        state.value,
        SIGNS[state],
        state.label,
    )
    if state == State.SCHEDULED:
        when = moment(getattr(article, f"published_at_{language}"))
        cell = format_html("{}<br><small>{}</small>", cell, when)
    if states.is_behind(article, language):
        cell = format_html(
            '{}<br><span class="state state-behind"><span aria-hidden="true">↻</span> {}</span>',
            cell,
            gettext("behind"),
        )
    return cell


def review_cell(article: Article, language: str) -> SafeString | str:
    """When the approved text is to be read again; what is not public needs no review yet."""
    due: date | None = getattr(article, f"next_review_on_{language}")
    if getattr(article, f"reviewed_on_{language}"):
        if due and due < timezone.localdate():
            return format_html(
                '<strong class="late">{}<br>{}</strong>', gettext("overdue"), long_date(due)
            )
        return long_date(due) if due else gettext("approved")
    if states.state_of(article, language) == State.PUBLIC:
        return format_html('<span class="late">{}</span>', gettext("not approved"))
    return "–"
