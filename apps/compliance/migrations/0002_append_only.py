from django.db import migrations

from apps.compliance.append_only import GUARD


class Migration(migrations.Migration):
    dependencies = [("compliance", "0001_initial")]
    operations = [migrations.RunPython(GUARD.install, GUARD.uninstall)]
