"""What the selects of a page offer: a workspace's lists, tags and stages."""

from typing import Any

from apps.accounts.models import Workspace
from apps.audiences.models import Segment
from apps.lists.models import ContactList
from apps.pipeline import actions as pipeline
from apps.pipeline.models import Stage
from apps.tags.models import Tag

OFFERED = 500  # in one select; a longer one helps nobody


def of(workspace: Workspace) -> dict[str, Any]:
    """For a filter bar: `lists`, `tags` and `segments` as (public id, name), `stages` as (key, name)."""
    return {
        "lists": lists(workspace),
        "tags": tags(workspace),
        "stages": [(stage.key, stage.name) for stage in Stage.objects.of(workspace)[:OFFERED]],
        "segments": segments(workspace),
    }


def lists(workspace: Workspace) -> list[tuple[str, str]]:
    """Lists, newest first."""
    rows = ContactList.objects.of(workspace).values_list("public_id", "name")
    return [(public_id, name) for public_id, name in rows[:OFFERED]]


def segments(workspace: Workspace) -> list[tuple[str, str]]:
    """Segments, newest first."""
    rows = Segment.objects.of(workspace).values_list("public_id", "name")
    return [(public_id, name) for public_id, name in rows[:OFFERED]]


def fillable(workspace: Workspace) -> list[tuple[str, str]]:
    """Lists that people fill by hand."""
    rows = ContactList.objects.of(workspace).filter(kind=ContactList.Kind.STATIC)
    return [(public_id, name) for public_id, name in rows.values_list("public_id", "name")[:OFFERED]]


def tags(workspace: Workspace) -> list[tuple[str, str]]:
    """Tags by name."""
    rows = Tag.objects.of(workspace).values_list("public_id", "name")
    return [(public_id, name) for public_id, name in rows[:OFFERED]]


def stages(workspace: Workspace) -> list[tuple[str, str]]:
    """Stages in the order of the board; a workspace without any gets the first four."""
    return [(stage.key, stage.name) for stage in pipeline.stages(workspace)]
