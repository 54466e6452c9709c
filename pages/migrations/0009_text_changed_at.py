"""When each language's text was last changed; of old articles it follows from their versions."""

from django.db import migrations, models


def fill(apps, schema_editor):
    Version = apps.get_model("pages", "HistoricalArticle")
    for article in apps.get_model("pages", "Article").objects.all():
        versions = Version.objects.filter(id=article.pk).order_by("-history_date", "-history_id")
        for language in ("bn", "en"):
            if digest := getattr(article, f"digest_{language}"):
                since = article.changed_at
                for then, at in versions.values_list(f"digest_{language}", "history_date"):
                    if then != digest:
                        break
                    since = at
                setattr(article, f"text_changed_at_{language}", since)
        article.save(update_fields=["text_changed_at_bn", "text_changed_at_en"])


class Migration(migrations.Migration):
    dependencies = [("pages", "0008_search")]

    operations = [
        migrations.AddField(
            model_name="article",
            name="text_changed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="article",
            name="text_changed_at_bn",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="article",
            name="text_changed_at_en",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="historicalarticle",
            name="text_changed_at_bn",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="historicalarticle",
            name="text_changed_at_en",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
