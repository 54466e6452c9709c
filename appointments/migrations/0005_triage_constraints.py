from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("appointments", "0004_fill_triage"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='appointmentrequest',
            constraint=models.CheckConstraint(condition=models.Q(('closed_at__isnull', False), ('next_action_at__isnull', False), _connector='OR'), name='request_open_has_next_action'),
        ),
        migrations.AddConstraint(
            model_name='appointmentrequest',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), models.Q(('child_name', ''), ('closed_at__isnull', False), ('guardian_name', ''), ('message', ''), ('phone', '')), _connector='OR'), name='request_erased_names_nobody'),
        ),
        migrations.AddIndex(
            model_name='appointmentrequest',
            index=models.Index(condition=models.Q(('duplicate_of__isnull', False), ('erased_at__isnull', True)), fields=['duplicate_of'], name='request_twins'),
        ),
        migrations.AddIndex(
            model_name='appointmentrequest',
            index=models.Index(condition=models.Q(('erased_at__isnull', True)), fields=['closed_at'], name='request_to_erase'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['created_at', 'id'], name='message_list'),
        ),
    ]
