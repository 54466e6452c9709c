"""WhatsApp numbers have their country code; starter articles are known when they come back."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


def know_deleted(apps, schema_editor):
    """Texts that were deleted before: by the address at which they stood in the end."""
    Version = apps.get_model("pages", "HistoricalArticle")
    for entry in apps.get_model("pages", "StarterEntry").objects.filter(article=None):
        section, _slash, slug = entry.path.removesuffix(".md").partition("/")[2].partition("/")
        gone = Version.objects.filter(section__slug=section, slug=slug, history_type="-").first()
        if gone:
            entry.article_id = gone.id
            entry.save(update_fields=["article"])


class Migration(migrations.Migration):

    dependencies = [
        ('pages', '0010_section_drawing'),
    ]

    operations = [
        migrations.AlterField(
            model_name='clinic',
            name='whatsapp',
            field=models.CharField(blank=True, help_text='Begin with + and the country code, for example +880 1712-345678.', max_length=40, validators=[django.core.validators.RegexValidator('^\\s*\\+[\\d\\s()-]{8,}$', 'Begin with + and the country code, for example +880 1712-345678.')], verbose_name='WhatsApp number'),
        ),
        migrations.AlterField(
            model_name='starterentry',
            name='article',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pages.article'),
        ),
        migrations.RunPython(know_deleted, migrations.RunPython.noop, elidable=True),
    ]
