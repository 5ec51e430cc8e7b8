"""Parts of numbers, and who wants no texts, are found by index among a million contacts."""

from django.db import migrations, models

from apps.contacts import finding


def install(apps, editor):
    finding.install_digits(editor, apps.get_model("contacts", "Contact")._meta.db_table)


def remove(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP INDEX IF EXISTS {finding.DIGITS}")


class Migration(migrations.Migration):
    dependencies = [("contacts", "0004_custom_fields")]
    operations = [
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                condition=models.Q(("dnd", True)), fields=["workspace", "-id"], name="contact_dnd"
            ),
        ),
        migrations.RunPython(install, remove),
    ]
