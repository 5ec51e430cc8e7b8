"""The diary as programs are told it: the events of v1, by its own names."""

from collections.abc import Sequence
from typing import Any

import orjson

from apps.accounts.models import Workspace
from apps.events.models import Event
from apps.webhooks.dialects import dialect

DIALECT = "v1"
# Types have no index: they are looked for among so many of the newest events.
SEARCHED = 50_000


def types() -> list[str]:
    return list(dialect(DIALECT).EVENTS)


def rows(workspace: Workspace, kind: str) -> Any:
    """Events of this type, or of all that v1 tells; in no order yet."""
    names = dialect(DIALECT).EVENTS
    wanted = names[kind] if kind in names else [name for sources in names.values() for name in sources]
    return Event.objects.of(workspace).filter(name__in=wanted, pk__gte=_oldest_searched(workspace))


def _oldest_searched(workspace: Workspace) -> int:
    newest = Event.objects.of(workspace).order_by("-pk").values_list("pk", flat=True)
    return next(iter(newest[SEARCHED : SEARCHED + 1]), 0)


def name(event: Event) -> str:
    """message.received → message.replied"""
    names = dialect(DIALECT).EVENTS
    return next((kind for kind, sources in names.items() if event.name in sources), event.name)


def named(found: Sequence[Any]) -> None:
    """Gives each row its `type`."""
    for row in found:
        row.type = name(row)


def body(event: Event) -> str:
    """As it is told, indented; "" when what it is about is gone."""
    told = dialect(DIALECT).render([event])
    return orjson.dumps(orjson.loads(told[0].body), option=orjson.OPT_INDENT_2).decode() if told else ""
