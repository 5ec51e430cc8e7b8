"""How many people stand behind each list, tag and stage that a composer offers."""

from collections.abc import Iterable
from typing import Any

from apps.accounts.models import Workspace
from apps.common.bounded import counts
from apps.dashboard.board import in_first
from apps.dashboard.tables.cursors import spoken
from apps.lists.models import Membership
from apps.pipeline.models import Placement, Stage
from apps.tags.models import Tagging

# Choices that are counted, in the order they are offered, to 10,000 each: some 10 ms for a kind. Who has more
# finds the number in the summary.
COUNTED = 50
_TIES: dict[str, tuple[Any, str]] = {
    "lists": (Membership, "list"),
    "tags": (Tagging, "tag"),
    "stages": (Placement, "stage"),
}


def sizes(workspace: Workspace, kind: str, choices: Iterable[int]) -> dict[int, str]:
    """Primary key → "240", or "10,000+". `kind`: lists, tags or stages, in one query for all choices."""
    if kind not in _TIES:
        return {}  # segments: each is a query of its own, and the summary counts what is ticked
    numbers = counts(*_TIES[kind], list(choices)[:COUNTED])
    found = {pk: spoken(number) for pk, number in numbers.items()}
    first = Stage.objects.of(workspace).values_list("pk", flat=True).first() if kind == "stages" else None
    if first in found:
        found[first] = in_first(workspace, numbers[first])
    return found
