from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sequences', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='job',
            name='chosen',
            field=models.JSONField(blank=True, default=dict, help_text='Whom the hand is for (choosing.py).'),
        ),
        migrations.AddField(
            model_name='job',
            name='hand',
            field=models.CharField(blank=True, choices=[('retry', 'Trying the stuck again'), ('skip', 'Letting the stuck skip their step'), ('out', 'Taking people out'), ('end', 'Ending the sequence: everybody leaves')], max_length=5),
        ),
        migrations.AddField(
            model_name='job',
            name='handled',
            field=models.PositiveIntegerField(default=0, help_text='Whom the hand did something to.'),
        ),
        migrations.AlterField(
            model_name='job',
            name='kind',
            field=models.CharField(choices=[('enrol', 'Enrolling'), ('move', 'Moving to another version'), ('hand', 'A hand for many')], max_length=5),
        ),
    ]
