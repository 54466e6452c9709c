"""Each section's drawing: so far it followed from the section's address in the starter."""

from django.db import migrations, models

OF_STARTER = {
    "tumours": "cells",
    "surgery": "operation",
    "team": "team",
    "recovery": "home-again",
    "innovation": "scan",
    "hope": "kite",
}


def fill(apps, schema_editor):
    Section = apps.get_model("pages", "Section")
    for slug, name in OF_STARTER.items():
        Section.objects.filter(slug=slug).update(drawing_name=name)


class Migration(migrations.Migration):
    dependencies = [("pages", "0009_text_changed_at")]

    operations = [
        migrations.AddField(
            model_name="section",
            name="drawing_name",
            field=models.CharField(
                blank=True,
                help_text="It stands beside the section, and with links to its pages in messengers.",
                max_length=40,
                verbose_name="drawing",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
