from django.db import migrations

from apps.contacts import finding


def install(apps, editor):
    finding.install(editor, apps.get_model("contacts", "Contact")._meta.db_table)


def remove(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP INDEX IF EXISTS {finding.INDEX}")


class Migration(migrations.Migration):
    dependencies = [("contacts", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
