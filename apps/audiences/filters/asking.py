"""What a question is asked with: the workspace, its zone, the moment, and the rows that ids stand for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from apps.accounts.models import Workspace
from apps.audiences.filters.fields import PREFIXES
from apps.audiences.filters.nodes import Condition, Node, conditions
from apps.common import clock
from apps.lists.models import ContactList
from apps.pipeline.models import Stage
from apps.tags.models import Tag

MODELS: Mapping[str, Any] = {"tag": Tag, "list": ContactList, "stage": Stage}


@dataclass(frozen=True, slots=True)
class Asking:
    """`keys`: public id → primary key, for the tags, lists and stages that are named and exist."""

    workspace_id: int
    zone: ZoneInfo
    now: datetime
    keys: Mapping[str, int]

    def since(self, days: int) -> datetime:
        """So many times 24 hours ago."""
        return self.now - timedelta(days=days)

    def start_of(self, day: str, later: int = 0) -> datetime:
        """Midnight in the workspace's zone at the beginning of a day, or of one `later` days after it."""
        return datetime.combine(date.fromisoformat(day) + timedelta(days=later), time.min, self.zone)

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def missing(self, node: Node) -> list[tuple[Condition, str]]:
        """Conditions with the ids of theirs that stand for nothing (any more)."""
        asked = ((one, key) for one in conditions(node) for key in one.operands.get("ids", ()))
        return [(one, key) for one, key in asked if key not in self.keys]


def asking(workspace: Workspace, nodes: Iterable[Node], now: datetime | None = None) -> Asking:
    """For filters that are run together: at most three short queries, one for each kind that is named."""
    named: dict[str, set[str]] = {}
    for condition in (one for node in nodes for one in conditions(node)):
        if condition.field in PREFIXES and condition.operands.get("ids"):
            named.setdefault(condition.field, set()).update(condition.operands["ids"])
    keys: dict[str, int] = {}
    for kind, ids in named.items():
        rows = MODELS[kind].objects.of(workspace).filter(public_id__in=ids)
        keys.update(rows.values_list("public_id", "pk"))
    return Asking(workspace.pk, ZoneInfo(workspace.timezone), now or clock.now(), keys)
