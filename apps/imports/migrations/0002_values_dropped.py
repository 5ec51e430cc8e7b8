from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('imports', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='import',
            name='values_dropped',
            field=models.PositiveIntegerField(db_default=0, default=0, help_text='Rows taken in without a value that does not fit its field.'),
        ),
    ]
