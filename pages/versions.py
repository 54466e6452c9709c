"""What can be done with the versions of an article: compare, bring back, undelete."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from pages import content_checks, diff, former_addresses, history, languages
from pages.history import SOURCE, Reason
from pages.models import Article, Picture, Section, Source

STEPS = [f"in_step_with_{code}" for code in languages.CODES]
COMPARED = ("title", "summary", "body", "description")


@dataclass(frozen=True)
class Difference:
    """What one language of an article had and has, field by field; empty where nothing changed."""

    language: str
    fields: list[tuple[str, list[diff.Passage | int]]]

    @property
    def name(self) -> str:
        return languages.SPOKEN[self.language]


def differences(old: models.Model | None, new: models.Model) -> list[Difference]:
    """Between two versions, or a version and the article; `old` is None before the first."""
    return [difference(old, new, code) for code in languages.CODES]


def difference(old: models.Model | None, new: models.Model, language: str) -> Difference:
    fields = []
    for name in COMPARED:
        column = f"{name}_{language}"
        before, after = (getattr(old, column, "") or ""), (getattr(new, column) or "")
        if before != after:
            label = str(Article._meta.get_field(name).verbose_name)
            compare = diff.compare if name == "body" else diff.compare_plain
            fields.append((label, diff.shortened(compare(before, after))))
    return Difference(language, fields)


def since_in_step(article: Article, language: str) -> Difference | None:
    """What changed in the other language since `language` last said the same; None if unknown."""
    other = languages.other(language)
    then = article.history.filter(
        **{f"digest_{other}": getattr(article, f"in_step_with_{language}")}
    ).first()
    return difference(then, article, other) if then else None


def since_approved(article: Article, language: str) -> Difference | None:
    """What changed since the last approval of `language`; None where there was none."""
    review = article.reviews.filter(language=language).first()
    then = review and article.history.filter(**{f"digest_{language}": review.digest}).first()
    return difference(then, article, language) if then else None


@transaction.atomic
def bring_back(
    article: Article,
    version: models.Model,
    texts: Collection[str],
    *,
    with_sources: bool,
    by: models.Model,
) -> None:
    """Put the texts of these languages as they were in `version` into a new version.

    When it is public stays as it is. Raises ValidationError for what cannot be public. Where both
    languages come back, which of them is behind comes back with them.
    """
    for code in texts:
        for name in COMPARED:
            setattr(article, f"{name}_{code}", getattr(version, f"{name}_{code}"))
    article.full_clean()
    _refuse_errors(article, texts)
    history.by(article, by, Reason.RESTORED).save()
    if {*texts} == {*languages.CODES}:
        steps = {name: getattr(version, name) for name in STEPS}
        Article.objects.filter(pk=article.pk).update(**steps)
        article.history.filter(version=article.version).update(**steps)
        article.refresh_from_db(fields=STEPS)
    if with_sources:
        _put_sources(article, version.sources)


def _refuse_errors(article: Article, texts: Collection[str]) -> None:
    """What would stop publishing does not become public by going back either."""
    found = [
        finding.message
        for code in texts
        if getattr(article, f"published_at_{code}")
        for finding in content_checks.check(article, code)
        if finding.level == content_checks.Level.ERROR
    ]
    if found:
        raise ValidationError(list(dict.fromkeys(found)))


def deleted() -> models.QuerySet:
    """The last version of each article that is gone, the latest deletion first."""
    gone = Article.history.exclude(id__in=Article.objects.values("pk"))
    last = gone.values("id").annotate(last=models.Max("history_id")).values("last")
    return Article.history.filter(history_id__in=last, history_type="-")


@transaction.atomic
def undelete(version: models.Model, section: Section, *, by: models.Model) -> Article:
    """The article again, under its old number, as a draft in both languages.

    Where its address has been taken meanwhile, it gets a number behind it. Addresses that it had in
    this section before, and no other page since, lead to it again; approvals do not come back.
    """
    article = version.instance
    article.section = section
    for code in languages.CODES:
        setattr(article, f"published_at_{code}", None)
        setattr(article, f"withdrawn_at_{code}", None)
    article.slug = _free_slug(section, version.slug)
    article.instead_bn = article.instead_en = None
    article.picture = Picture.objects.filter(pk=version.picture_id).first()
    history.by(article, by, Reason.RESTORED)
    article.save(force_insert=True)
    _put_sources(article, version.sources)
    live = {*section.articles.values_list("slug", flat=True)}
    for slug in {*article.history.values_list("slug", flat=True)} - live:
        if not former_addresses.page_once_at(old := f"{section.slug}/{slug}"):
            former_addresses.moved(article, old, article.path)
    return article


def _free_slug(section: Section, slug: str) -> str:
    taken = {*section.articles.values_list("slug", flat=True)}
    numbered = (f"{slug[:55]}-{number}" for number in range(2, 1000))
    return slug if slug not in taken else next(each for each in numbered if each not in taken)


def sources_of(article: Article) -> list[dict]:
    """As a version holds them."""
    return list(article.sources.values(*SOURCE))


def _put_sources(article: Article, sources: list[dict]) -> None:
    """Into the rows that are there: forms that are open know them by their numbers."""
    # By number, since that is what orders sources of one position.
    rows = [*article.sources.order_by("pk")]
    kept, extra = rows[: len(sources)], rows[len(sources) :]
    for row, values in zip(kept, sources, strict=False):
        for name in SOURCE:
            setattr(row, name, values[name])
    Source.objects.bulk_update(kept, SOURCE)
    Source.objects.bulk_create(
        Source(article=article, **{name: each[name] for name in SOURCE})
        for each in sources[len(kept) :]
    )
    article.sources.filter(pk__in=[row.pk for row in extra]).delete()
    history.keep_sources(article)


def in_words(version: models.Model, before: models.Model | None) -> list[str]:
    """What a version changed, for the list of versions."""
    if before is None:
        return [_("first version")]
    changed = []
    for code in languages.CODES:
        name = languages.SPOKEN[code]
        if any(
            (getattr(version, f"{each}_{code}") or "") != (getattr(before, f"{each}_{code}") or "")
            for each in COMPARED
        ):
            changed.append(_("text in %(language)s") % {"language": name})
        was, now = (getattr(each, f"published_at_{code}") for each in (before, version))
        if was != now:
            said = _("public time of %(language)s") if now else _("%(language)s taken offline")
            changed.append(said % {"language": name})
    if version.sources != before.sources:
        changed.append(_("sources"))
    if (version.section_id, version.slug) != (before.section_id, before.slug):
        changed.append(_("address"))
    return changed
