"""What was spent in the last days is on every page: it is read from an index, not from a year of entries."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("credits", "0004_transfers")]
    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("kind__in", ["debit", "refund"])),
                fields=["workspace", "at"],
                include=("amount",),
                name="entry_spent",
            ),
        ),
    ]
