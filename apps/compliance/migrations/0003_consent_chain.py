import apps.common.clock
import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

from apps.compliance import append_only, canonical, evidence_field


def chain(apps, schema_editor):
    """Lines that were written before there was a chain get their places in the order of their ids."""
    heads, event = {}, apps.get_model("compliance", "ConsentEvent")
    rows = event.everywhere.select_related("workspace", "attestation").order_by("pk")
    for line in rows.iterator(2_000):
        head = heads.setdefault(line.workspace_id, [0, canonical.GENESIS])
        line.position, line.prev_hash = head[0] + 1, head[1]
        text = canonical.canonical(canonical.record(line.workspace.public_id, line))
        line.row_hash = canonical.linked(head[1], canonical.digest(text))
        line.save(update_fields=["position", "prev_hash", "row_hash"])
        heads[line.workspace_id] = [line.position, line.row_hash]
    apps.get_model("compliance", "Chain").everywhere.bulk_create(
        apps.get_model("compliance", "Chain")(workspace_id=key, lines=lines, head=head)
        for key, (lines, head) in heads.items()
    )


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_kinds_of_keys'),
        ('compliance', '0002_lift_reason'),
        ('senders', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Chain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lines', models.BigIntegerField(default=0)),
                ('head', models.BinaryField(default=b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00', help_text='row_hash of the newest line.', max_length=32)),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'everywhere',
            },
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Closure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workspace_pk', models.BigIntegerField(help_text='A number, not a link: it is gone.', unique=True)),
                ('workspace_public_id', models.CharField(max_length=40)),
                ('reason', models.CharField(max_length=200)),
                ('lines', models.BigIntegerField()),
                ('head', models.CharField(max_length=64)),
                ('at', models.DateTimeField(default=apps.common.clock.now)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='suppression',
            name='one_standing_suppression',
        ),
        migrations.AddField(
            model_name='consentevent',
            name='position',
            field=models.BigIntegerField(default=0, help_text='Place in the chain of the workspace, from 1, without gaps.'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='consentevent',
            name='prev_hash',
            field=models.BinaryField(default=b'', help_text='row_hash of the line before; zeros for the first.', max_length=32),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='consentevent',
            name='row_hash',
            field=models.BinaryField(default=b'', help_text="SHA-256 over prev_hash and the line's digest.", max_length=32),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='consentevent',
            name='sender',
            field=models.CharField(blank=True, help_text='The one sender concerned; empty: all.', max_length=16),
        ),
        migrations.AddField(
            model_name='suppression',
            name='due_at',
            field=models.DateTimeField(blank=True, help_text='Of a review: undecided at this moment, it becomes an opt-out.', null=True),
        ),
        migrations.AddField(
            model_name='suppression',
            name='sender',
            field=models.ForeignKey(blank=True, help_text='Stops texts from this sender only; empty: from every sender.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='senders.sender'),
        ),
        migrations.AlterField(
            model_name='consentevent',
            name='evidence',
            field=evidence_field.EvidenceField(default=dict, help_text='Its names: docs/consent-ledger.md.'),
        ),
        migrations.AlterField(
            model_name='consentevent',
            name='kind',
            field=models.CharField(choices=[('opt_in', 'Opted in'), ('opt_in_asked', 'Asked to confirm'), ('opt_in_confirmed', 'Opt-in confirmed'), ('import_attested', 'Attested at import'), ('send_attested', 'Attested with a send'), ('re_opt_in', 'Opted in again'), ('opt_out', 'Opted out'), ('import_undone', 'Import taken back'), ('attested', 'Statement made'), ('review_opened', 'Reply to be reviewed'), ('review_cleared', 'Reviewed: no opt-out')], max_length=20),
        ),
        migrations.AlterField(
            model_name='consentevent',
            name='phone',
            field=models.CharField(blank=True, help_text='Empty: a statement about many.', max_length=16),
        ),
        migrations.AlterField(
            model_name='consentevent',
            name='scope',
            field=models.CharField(default='marketing', help_text='marketing, transactional, all', max_length=14),
        ),
        migrations.AddIndex(
            model_name='suppression',
            index=models.Index(condition=models.Q(('kind', 'review'), ('lifted_at', None)), fields=['due_at'], name='review_due'),
        ),
        migrations.AddField(
            model_name='chain',
            name='workspace',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.workspace'),
        ),
        migrations.AddConstraint(
            model_name='chain',
            constraint=models.UniqueConstraint(fields=('workspace',), name='one_chain'),
        ),
        migrations.RunPython(chain, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='consentevent',
            constraint=models.UniqueConstraint(fields=('workspace', 'position'), name='one_line_per_position'),
        ),
        migrations.AddConstraint(
            model_name='suppression',
            constraint=models.UniqueConstraint(condition=models.Q(('lifted_at', None), ('sender', None)), fields=('workspace', 'phone', 'kind'), name='one_standing_suppression'),
        ),
        migrations.AddConstraint(
            model_name='suppression',
            constraint=models.UniqueConstraint(condition=models.Q(('lifted_at', None), ('sender__isnull', False)), fields=('workspace', 'phone', 'kind', 'sender'), name='one_standing_of_sender'),
        ),
        migrations.RunPython(append_only.install, append_only.uninstall),
    ]
