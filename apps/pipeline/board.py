"""The columns themselves: added, renamed, put in another order."""

from django.db import transaction

from apps.accounts.models import Workspace
from apps.pipeline import actions
from apps.pipeline.models import Stage
from apps.pipeline.refusals import StageExists, StageWithoutName


@transaction.atomic
def add(workspace: Workspace, name: str) -> Stage:
    """A stage at the end of the board. Raises StageWithoutName, StageExists."""
    key = actions.key_of(name)
    if not key:
        raise StageWithoutName
    if any(stage.key == key for stage in actions.stages(workspace)):
        raise StageExists
    stage = actions.named(workspace, [name])[name]
    rename(stage, name)  # `named` writes names for files; here a person chose every letter
    return stage


def rename(stage: Stage, name: str) -> None:
    """What people read; the key that files and APIs use stays."""
    stage.name = " ".join(name.split())[:80]
    stage.save(update_fields=["name"])


@transaction.atomic
def shift(stage: Stage, by: int) -> None:
    """Move a stage `by` places to the left (negative) or right; the ends hold."""
    order = [one for one in actions.stages(stage.workspace_id) if one.pk != stage.pk]
    place = next(n for n, one in enumerate(actions.stages(stage.workspace_id)) if one.pk == stage.pk)
    order.insert(max(0, min(place + by, len(order))), stage)
    for position, one in enumerate(order):
        Stage.objects.of(stage.workspace_id).filter(pk=one.pk).update(position=position)
