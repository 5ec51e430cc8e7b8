import apps.common.clock
import apps.common.ids
import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_impersonation'),
        ('contacts', '0003_mergers'),
    ]

    operations = [
        migrations.CreateModel(
            name='CustomField',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', apps.common.ids.PublicIdField(prefix='fld', unique=True)),
                ('key', models.CharField(help_text="The attribute's name, to the letter; it never changes.", max_length=60)),
                ('label', models.CharField(max_length=80)),
                ('kind', models.CharField(choices=[('text', 'Text'), ('number', 'Number'), ('date', 'Date'), ('yes_no', 'Yes or no'), ('choice', 'Choice')], default='text', max_length=8)),
                ('options', models.JSONField(blank=True, default=list, help_text='Of a choice, in their order.')),
                ('required', models.BooleanField(default=False, help_text='Pages ask for it; files and programs are not.')),
                ('position', models.PositiveIntegerField(default=0)),
                ('is_column', models.BooleanField(default=False, verbose_name='shown as a column')),
                ('created_at', models.DateTimeField(default=apps.common.clock.now, editable=False)),
                ('updated_at', models.DateTimeField(default=apps.common.clock.now)),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.workspace')),
            ],
            options={
                'ordering': ['position', 'id'],
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddConstraint(
            model_name='customfield',
            constraint=models.UniqueConstraint(fields=('workspace', 'key'), name='one_custom_field_per_key'),
        ),
    ]
