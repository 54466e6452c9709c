"""Articles that were there before: digests, in step, published on a second, a first version."""

from hashlib import sha256

from django.db import migrations
from django.utils import timezone

from pages import prose

CHANGED = [
    f"{name}_{code}"
    for name in ("body", "digest", "in_step_with", "published_at")
    for code in ("bn", "en")
]
SOURCE = ("organisation", "title", "year", "url", "position")


def digest(article, language):
    texts = [getattr(article, f"{name}_{language}") or "" for name in ("title", "summary", "body")]
    return sha256("\0".join(texts).encode()).hexdigest() if any(texts) else ""


def write(apps, schema_editor):
    Article = apps.get_model("pages", "Article")
    Version = apps.get_model("pages", "HistoricalArticle")
    recorded = {field.attname for field in Version._meta.concrete_fields}
    columns = [each.attname for each in Article._meta.concrete_fields if each.attname in recorded]
    for article in Article.objects.all():
        # As the editor's allow-list is now: else the first save of a text would change it.
        article.body_bn, article.body_en = map(
            prose.sanitise, (article.body_bn or "", article.body_en or "")
        )
        article.digest_bn, article.digest_en = digest(article, "bn"), digest(article, "en")
        article.in_step_with_bn = article.digest_en
        article.in_step_with_en = article.digest_bn
        for language in ("bn", "en"):
            if at := getattr(article, f"published_at_{language}"):
                setattr(article, f"published_at_{language}", at.replace(microsecond=0))
        article.save(update_fields=CHANGED)
        Version.objects.create(
            **{column: getattr(article, column) for column in columns},
            sources=list(article.sources.values(*SOURCE)),
            history_type="+",
            history_date=article.changed_at or timezone.now(),
        )


class Migration(migrations.Migration):
    dependencies = [("pages", "0004_editing")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop, elidable=True)]
