"""Kinds of keys by the names that their form has too."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='apikey',
            name='kind',
            field=models.CharField(choices=[('rsms_', 'ReadySMS REST'), ('zap_', 'Zapier'), ('msvs_live_', 'v1, live'), ('msvs_test_', 'v1, test')], max_length=12),
        ),
    ]
