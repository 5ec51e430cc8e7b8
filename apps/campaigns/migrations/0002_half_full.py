from django.db import migrations


def half_full(apps, editor):
    """Room on its own page for the one time that a recipient is written again."""
    if editor.connection.vendor == "postgresql":
        editor.execute("ALTER TABLE campaigns_recipient SET (fillfactor = 50)")


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0001_initial")]
    operations = [migrations.RunPython(half_full, migrations.RunPython.noop)]
