from django.db import migrations

from apps.contacts import finding


def install(apps, schema):
    finding.install(schema, apps.get_model("contacts", "Contact")._meta.db_table)


def remove(apps, schema):
    if schema.connection.vendor == "postgresql":
        schema.execute(f"DROP INDEX IF EXISTS {finding.INDEX}")


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0003_contact_active'),
    ]

    operations = [migrations.RunPython(install, remove)]
