"""Writing the diary. Call inside the transaction of the fact."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from apps.accounts.models import Workspace
from apps.common import bulk
from apps.events.catalogue import CATALOGUE
from apps.events.models import Event

Handler = Callable[[Event], None]


@dataclass(frozen=True, slots=True)
class Fact:
    """An event before it is written."""

    name: str
    subject: str = ""
    contact_id: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    actor: str = ""


def record(
    workspace: Workspace | int,
    name: str,
    subject: str = "",
    *,
    contact_id: int | None = None,
    actor: str = "",
    **facts: Any,
) -> None:
    """One fact. Raises KeyError for a name that the catalogue does not know."""
    record_many(workspace, [Fact(name, subject, contact_id, facts, actor)])


def record_many(workspace: Workspace | int, facts: list[Fact]) -> None:
    """Many facts of one workspace in one write."""
    workspace_id = workspace if isinstance(workspace, int) else workspace.pk
    bulk.insert([_row(workspace_id, fact) for fact in facts])


def _row(workspace_id: int, fact: Fact) -> Event:
    CATALOGUE[fact.name]
    return Event(
        workspace_id=workspace_id,
        name=fact.name,
        subject=fact.subject,
        contact_id=fact.contact_id,
        facts=dict(fact.facts),
        actor=fact.actor,
        awaits_reaction=bool(handlers(fact.name)),
    )


@cache
def handlers(name: str) -> tuple[Handler, ...]:
    """Who listens to this event, by the table settings.REACTIONS."""
    table: Mapping[str, tuple[str, ...]] = import_string(settings.REACTIONS)
    return tuple(import_string(path) for path in table.get(name, ()))


def anything_to_react_to() -> bool:
    return bool(Event.everywhere.filter(awaits_reaction=True).exists())


def react(limit: int = 500) -> int:
    """Call the handlers of waiting events, oldest first; an event is done when all of its handlers are.

    At least once: a crash between a handler and the mark calls the handler again, so handlers ask
    before they act.
    """
    waiting = list(
        Event.everywhere.filter(awaits_reaction=True).select_related("workspace").order_by("id")[:limit]
    )
    for event in waiting:
        for handle in handlers(event.name):
            handle(event)
        Event.everywhere.filter(pk=event.pk).update(awaits_reaction=False)
    return len(waiting)
