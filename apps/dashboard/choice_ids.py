"""Lists, tags and stages for selects, all by public id."""

from apps.accounts.models import Workspace
from apps.dashboard import choices
from apps.pipeline import actions as pipeline


def stages(workspace: Workspace) -> list[tuple[str, str]]:
    """Stages in the order of the board; a workspace without any gets the first four."""
    return [(stage.public_id, stage.name) for stage in pipeline.stages(workspace)]


def of(workspace: Workspace) -> dict[str, list[tuple[str, str]]]:
    """Kind → (public id, name), in this order."""
    return {
        "lists": choices.lists(workspace),
        "tags": choices.tags(workspace),
        "stages": stages(workspace),
    }
