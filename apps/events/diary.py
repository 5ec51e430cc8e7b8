"""Writing the diary. Call inside the transaction of the fact."""

import logging
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string

from apps.accounts.models import Workspace
from apps.common import bulk, clock
from apps.common.ids import new_ulid
from apps.events.catalogue import CATALOGUE
from apps.events.models import Event

# The tenth try comes about 17 hours after the first.
MOST_TRIES = 10
logger = logging.getLogger(__name__)
Handler = Callable[[Event], None]


@dataclass(frozen=True, slots=True)
class Fact:
    """An event before it is written."""

    name: str
    subject: str = ""
    contact_id: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    actor: str = ""
    if_wanted: bool = False  # worth a row only to a subscriber


_gathered: ContextVar[tuple[int, list[Fact]] | None] = ContextVar("facts of one transaction", default=None)


@contextmanager
def in_one_write(workspace: Workspace) -> Iterator[None]:
    """What is recorded of this workspace within this block is written at its end; nothing when it fails.

    For a transaction of many facts: one look who is to be told, one write, whatever it tells of.
    """
    facts: list[Fact] = []
    token = _gathered.set((workspace.pk, facts))
    try:
        yield
    finally:
        _gathered.reset(token)
    record_many(workspace, facts)


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
    if not facts:
        return
    workspace_id = workspace if isinstance(workspace, int) else workspace.pk
    if (gathered := _gathered.get()) and gathered[0] == workspace_id:
        gathered[1].extend(facts)
        return
    told = wanted(workspace_id, {fact.name for fact in facts})
    worth = [fact for fact in facts if fact.name in told or not fact.if_wanted]
    bulk.append_few(Event, _COLUMNS, [_row(workspace_id, fact, fact.name in told) for fact in worth])


def wanted(workspace_id: int, names: Collection[str]) -> set[str]:
    """Those of these names of which somebody outside wants to be told.

    Ask before writing rows by the hundred thousand: at campaign scale the message row is the record, and an
    event is worth its row only to a subscriber.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM events_interest WHERE workspace_id = %s", [workspace_id])
        return {name for (name,) in cursor.fetchall()}.intersection(names)


_COLUMNS = (
    "workspace_id",
    "public_id",
    "name",
    "subject",
    "contact_id",
    "facts",
    "actor",
    "at",
    "awaits_delivery",
    "awaits_reaction",
    "reaction_tries",
    "react_after",
)


def _row(workspace_id: int, fact: Fact, is_told: bool) -> tuple[Any, ...]:
    CATALOGUE[fact.name]
    return (
        workspace_id,
        new_ulid(),
        fact.name,
        fact.subject,
        fact.contact_id,
        dict(fact.facts),
        fact.actor,
        clock.now(),
        is_told,
        bool(handlers(fact.name)),
        0,
        None,
    )


@cache
def handlers(name: str) -> tuple[Handler, ...]:
    """Who listens to this event, by the table settings.REACTIONS."""
    table: Mapping[str, tuple[str, ...]] = import_string(settings.REACTIONS)
    return tuple(import_string(path) for path in table.get(name, ()))


def awaiting() -> QuerySet[Event]:
    """Events whose handlers are to be called now."""
    rows: QuerySet[Event] = Event.everywhere.filter(awaits_reaction=True)
    return rows.filter(Q(react_after=None) | Q(react_after__lte=clock.now()))


def anything_to_react_to() -> bool:
    return awaiting().exists()


def react(limit: int = 500) -> int:
    """Call the handlers of waiting events, oldest first; an event is done when all of its handlers are.

    At least once: a crash between a handler and the mark calls the handler again, so handlers ask
    before they act. One that fails holds no other event back: it is called again, ever later, ten times.
    """
    waiting = list(awaiting().select_related("workspace").order_by("id")[:limit])
    for event in waiting:
        try:
            for handle in handlers(event.name):
                handle(event)
        except Exception:  # whatever a handler fails with, the other tenants' events go on
            logger.exception("A handler of %s failed on %s", event.name, event.public_id)
            _again_later(event)
        else:
            Event.everywhere.filter(pk=event.pk).update(awaits_reaction=False)
    return len(waiting)


def _again_later(event: Event) -> None:
    tries = event.reaction_tries + 1
    later = clock.now() + timedelta(minutes=2**tries)
    Event.everywhere.filter(pk=event.pk).update(
        reaction_tries=tries, react_after=later, awaits_reaction=tries < MOST_TRIES
    )
