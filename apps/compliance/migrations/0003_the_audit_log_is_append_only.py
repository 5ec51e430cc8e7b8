"""The triggers of the audit log ask for a Closure, which is of this floor."""

from django.db import migrations

from apps.accounts.audit.append_only import GUARD


class Migration(migrations.Migration):
    dependencies = [("compliance", "0002_append_only"), ("accounts", "0007_audit_log")]
    operations = [migrations.RunPython(GUARD.install, GUARD.uninstall)]
