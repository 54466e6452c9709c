"""The form of an article: nothing is published broken, nothing of a colleague is overwritten."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pages import content_checks, diff, languages, prose, states
from pages.bengali import zone_name
from pages.editing import sources
from pages.models import Article, Source
from pages.removed import what_was_removed

PUBLISH = "_publish"  # the name of the buttons that publish a language now


@dataclass(frozen=True)
class Clash:
    """A field that a colleague changed too: their text, and the form's text compared with it."""

    label: str
    theirs: str
    passages: list[diff.Passage | int]
    language: str = ""  # of the text, where it is of one language
    listed: tuple[str, ...] = ()  # theirs one by one, where it is a list


@dataclass(frozen=True)
class Conflict:
    """The article was saved by somebody else while this form was open."""

    by: AbstractBaseUser | None
    at: datetime
    clashes: list[Clash]
    taken_over: list[str]  # labels of what only the colleague changed: the form now has it


class ArticleForm(forms.ModelForm):
    """Beside the article's own fields: the version that was opened, and what a change means."""

    opened_version = forms.IntegerField(label="", widget=forms.HiddenInput, required=False)
    small_change = forms.MultipleChoiceField(
        label=_("Only a slip of the pen was mended"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("bn", _("in the Bengali: the English stays up to date")),
            ("en", _("in the English: the Bengali stays up to date")),
        ],
    )
    up_to_date = forms.MultipleChoiceField(
        label=_("Says the same again"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("bn", _("the Bengali is now up to date with the English")),
            ("en", _("the English is now up to date with the Bengali")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored_version = self.instance.version
        self.was_public_at = {
            code: getattr(self.instance, f"published_at_{code}") for code in languages.CODES
        }
        self.old_digests = {
            code: getattr(self.instance, f"digest_{code}") or "" for code in languages.CODES
        }
        self.initial["opened_version"] = self.stored_version
        self.fields["slug"].label = gettext("Web address (in English letters)")
        self.fields["slug"].help_text = gettext(
            "For example kidney-tumours: the last part of the page's web address, the same in both "
            "languages."
        )
        for code in languages.CODES:
            self.fields[f"published_at_{code}"].help_text = gettext(
                "Empty: a draft. In the future: public from then on. This is %(zone)s."
            ) % {"zone": zone_name()}
        self.conflict: Conflict | None = None
        self.removed: dict[str, list[str]] = {}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for code in languages.CODES:
            self._sanitise(f"body_{code}", code)
        if (language := self.data.get(PUBLISH)) in languages.CODES:
            data[f"published_at_{language}"] = timezone.now().replace(microsecond=0)
        if self.instance.pk and data.get("opened_version") != self.stored_version:
            self._meet_conflict(data.get("opened_version"))
        return data

    def _sanitise(self, name: str, language: str) -> None:
        """Here as well as in the model, so that the editor can be told what was left out."""
        typed = self.cleaned_data.get(name) or ""
        self.cleaned_data[name] = prose.sanitise(typed)
        if removed := what_was_removed(typed, self.cleaned_data[name]):
            self.removed[language] = removed

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.errors:
            return
        for code in languages.CODES:
            if self._is_being_published(code):
                for finding in errors_of(self.instance, code):
                    words = (
                        f"{finding.message} – {finding.where}" if finding.where else finding.message
                    )
                    self.add_error(f"body_{code}", words)

    def _is_being_published(self, language: str) -> bool:
        """Public now or later, and its text, picture or time is new: what stood before stays."""
        at = getattr(self.instance, f"published_at_{language}")
        text = states.digest(self.instance, language) != self.old_digests[language]
        new = text or "picture" in self.changed_data
        return at is not None and (new or at != self.was_public_at[language])

    def _meet_conflict(self, opened: int | None) -> None:
        """Keep what only one of the two changed; show both where both did, and ask."""
        base = self.instance.history.filter(version=opened).first()
        latest = self.instance.history.select_related("history_user").first()
        names = [name for name in self._meta_names() if name in self.changed_by_them(base)]
        mine = {name for name in names if self._changed_by_me(name, base)}
        # `data` may be the request's own, which is not to be written to.
        self.data = self.data.copy()
        self.data[self.add_prefix("opened_version")] = str(self.stored_version)
        for name in names:
            if name not in mine:
                self._put(name, self.initial.get(name))
        self.conflict = Conflict(
            by=latest.history_user,
            at=latest.history_date,
            clashes=[self._clash(name) for name in names if name in mine],
            taken_over=[self._label(name) for name in names if name not in mine],
        )
        self._meet_sources(base)
        self.add_error(
            None,
            gettext(
                "Somebody else saved this article while you were writing. Nothing is lost: look at "
                "what they changed, above, then save again."
            ),
        )

    def _meet_sources(self, base: Any) -> None:
        """Their own formset shows them; what became of them is told with the rest."""
        merged = sources.merge(self.instance, base, self.data)
        if merged is None or not merged.changed_by_them:
            return
        label = str(capfirst(Source._meta.verbose_name_plural))
        if not merged.changed_by_me:
            self.conflict.taken_over.append(label)
            return
        theirs = "\n".join(merged.theirs)
        passages = diff.compare_plain(theirs, "\n".join(merged.mine))
        self.conflict.clashes.append(Clash(label, theirs, passages, listed=tuple(merged.theirs)))

    def _meta_names(self) -> Iterable[str]:
        own = {"opened_version", "small_change", "up_to_date"}
        return [name for name in self.fields if name not in own]

    def changed_by_them(self, base: Any) -> set[str]:
        """Fields whose stored value is not what it was when this form was opened."""
        if base is None:
            return {*self._meta_names()}
        return {
            name
            for name in self._meta_names()
            if (self.initial.get(name) or "") != (self._value_of(base, name) or "")
        }

    def _changed_by_me(self, name: str, base: Any) -> bool:
        if base is None:
            return True
        field, bound = self.fields[name], self[name]
        if name.startswith("body_"):
            return (self.cleaned_data.get(name) or "") != (getattr(base, name) or "")
        return field.has_changed(self._value_of(base, name), bound.data)

    def _value_of(self, version: Any, name: str) -> Any:
        return Article._meta.get_field(name).value_from_object(version)

    def _put(self, name: str, value: Any) -> None:
        """Let the form show `value`, as if it had been typed."""
        field, key = self.fields[name], self.add_prefix(name)
        widget = field.widget
        if isinstance(widget, forms.MultiWidget):
            for number, part in enumerate(widget.decompress(value)):
                self.data[f"{key}_{number}"] = "" if part is None else str(part)
        else:
            self.data[key] = "" if value is None else str(field.prepare_value(value))

    def _clash(self, name: str) -> Clash:
        theirs = self.initial.get(name)
        mine = self.cleaned_data.get(name)
        if isinstance(mine, datetime) or isinstance(theirs, datetime):
            theirs, mine = (each and timezone.localtime(each).isoformat(" ", "minutes")
                            for each in (theirs, mine))  # fmt: skip
        compare = diff.compare if name.startswith("body_") else diff.compare_plain
        passages = diff.shortened(compare(str(theirs or ""), str(mine or "")))
        language = getattr(Article._meta.get_field(name), "language", "")
        return Clash(self._label(name), str(theirs or ""), passages, language)

    def _label(self, name: str) -> str:
        return capfirst(self.fields[name].label or name)


def errors_of(article: Article, language: str) -> list[content_checks.Finding]:
    """What keeps this language from being published."""
    return [
        finding
        for finding in content_checks.check(article, language)
        if finding.level == content_checks.Level.ERROR
    ]
