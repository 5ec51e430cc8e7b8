"""How often a workspace may ask the model in a day: one conditional statement, shared by all processes."""

from django.db.models import F

from apps.accounts.models import Workspace
from apps.common import clock
from apps.copywriting.models import ModelUse


def take(workspace: Workspace, most: int) -> bool:
    """Count one request; says whether it was within the limit. Days are UTC's."""
    today = clock.now().date()
    ModelUse.everywhere.get_or_create(workspace=workspace, day=today)
    rows = ModelUse.objects.of(workspace).filter(day=today, requests__lt=most)
    return bool(rows.update(requests=F("requests") + 1))
