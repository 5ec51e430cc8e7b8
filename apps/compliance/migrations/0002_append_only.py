from django.db import migrations

from apps.compliance import append_only


class Migration(migrations.Migration):
    dependencies = [("compliance", "0001_initial")]
    operations = [migrations.RunPython(append_only.install, append_only.uninstall)]
