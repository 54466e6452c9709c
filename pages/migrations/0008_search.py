"""What families search in: the entries of all articles, and the index of their words."""

import django.db.models.deletion
from django.db import migrations, models

from pages.search import entries, index


def fill(apps, schema_editor):
    SearchEntry = apps.get_model("pages", "SearchEntry")
    for article in apps.get_model("pages", "Article").objects.all():
        SearchEntry.objects.bulk_create(
            SearchEntry(
                article=article,
                language=language,
                place=place,
                text=text,
                words=entries.folded(text),
            )
            for (language, place), text in entries.texts(article).items()
        )
    index.follow()


class Migration(migrations.Migration):
    dependencies = [("pages", "0007_doctors_and_dates")]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=2)),
                ("place", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("words", index.WordsField()),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_entries",
                        to="pages.article",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "language", "place"), name="search_entry_unique"
                    )
                ],
            },
        ),
        migrations.RunPython(index.create, index.drop),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
