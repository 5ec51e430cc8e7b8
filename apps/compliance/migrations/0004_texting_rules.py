import apps.common.clock
import apps.compliance.rule_models
import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_open_hours_and_caps'),
        ('compliance', '0003_consent_chain'),
    ]

    operations = [
        migrations.CreateModel(
            name='TextingRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(help_text='US, US-LA, CA, GB, IL, ZA…: whose numbers it covers.', max_length=5)),
                ('since', models.DateField(blank=True, help_text='First day; empty: always.', null=True)),
                ('until', models.DateField(blank=True, help_text='Last day; empty: until further notice.', null=True)),
                ('mon_fri', models.CharField(default='08:00-21:00', help_text='Or none: closed.', max_length=11, validators=[apps.compliance.rule_models.readable_span], verbose_name='Monday to Friday')),
                ('sat', models.CharField(default='08:00-21:00', help_text='Or none: closed.', max_length=11, validators=[apps.compliance.rule_models.readable_span], verbose_name='Saturday')),
                ('sun', models.CharField(default='08:00-21:00', help_text='Or none: closed.', max_length=11, validators=[apps.compliance.rule_models.readable_span], verbose_name='Sunday')),
                ('rests', models.BooleanField(default=False, verbose_name='Closed on legal holidays')),
                ('cap', models.PositiveSmallIntegerField(blank=True, help_text='At most so many…', null=True, verbose_name='Texts')),
                ('cap_hours', models.PositiveSmallIntegerField(blank=True, help_text='…in so many hours; 168 at most, which is a week.', null=True, verbose_name='Hours')),
                ('law', models.CharField(help_text='The law, order or advice it comes from.', max_length=200, verbose_name='Source')),
                ('changed_at', models.DateTimeField(default=apps.common.clock.now, editable=False)),
            ],
            options={
                'ordering': ['place', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phone', models.CharField(max_length=16)),
                ('contact_id', models.BigIntegerField(help_text='A number, not a link: it may be gone.', null=True)),
                ('about', models.CharField(blank=True, help_text='The campaign, key, person or text.', max_length=40)),
                ('kind', models.CharField(help_text='Of the text: marketing, direct, reply.', max_length=10)),
                ('stage', models.CharField(choices=[('queue', 'Before it was queued'), ('carrier', 'Before it was handed over')], max_length=8)),
                ('outcome', models.CharField(choices=[('held', 'Held'), ('refused', 'Refused')], max_length=8)),
                ('rule', models.CharField(max_length=40)),
                ('reason', models.CharField(max_length=200)),
                ('until', models.DateTimeField(help_text='Of a held text: not before this.', null=True)),
                ('ruleset', models.CharField(help_text='Version of the rules.', max_length=20)),
                ('inputs', models.JSONField(default=dict, help_text='What it was decided from (docs/compliance.md).')),
                ('at', models.DateTimeField(default=apps.common.clock.now)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.workspace')),
            ],
            options={
                'ordering': ['-id'],
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['workspace', 'phone', '-id'], name='decision_of_number'),
        ),
    ]
