"""Fan out: each event that somebody is to be told of becomes a delivery for each of its subscriptions.

The event row is the outbox: it was written in the transaction of its fact, with awaits_delivery set. This
clears the mark in the transaction that writes the deliveries, so a crash repeats nothing and loses nothing.
"""

import logging
from collections import defaultdict
from collections.abc import Sequence

from django.db import DatabaseError, transaction

from apps.common import bulk, clock
from apps.events.models import Event
from apps.webhooks import turns
from apps.webhooks.actions import PATIENCE
from apps.webhooks.dialects import Dialect, Rendered, dialect
from apps.webhooks.models import Delivery, Subscription

logger = logging.getLogger(__name__)
BATCH = 500


def anything_to_fan_out() -> bool:
    return bool(Event.everywhere.filter(awaits_delivery=True).exists())


@transaction.atomic
def fan_out() -> int:
    """Take the oldest events; answers how many were taken.

    Another machine waits here instead of taking the next batch at once: written out of their order, two
    events about one person would be told out of their order.
    """
    events = list(
        Event.everywhere.filter(awaits_delivery=True)
        .order_by("id")
        .select_for_update(of=("self",))
        .select_related("workspace")[:BATCH]
    )
    by_workspace: defaultdict[int, list[Event]] = defaultdict(list)
    for event in events:
        by_workspace[event.workspace_id].append(event)
    for workspace_id, batch in sorted(by_workspace.items()):
        _write(_deliveries(workspace_id, batch))
    Event.everywhere.filter(pk__in=[event.pk for event in events]).update(awaits_delivery=False)
    return len(events)


def _write(fresh: Sequence[Delivery]) -> None:
    turns.hold({row.subscription_id for row in fresh})
    turns.give(fresh)
    bulk.insert(fresh)


def _deliveries(workspace_id: int, events: Sequence[Event]) -> list[Delivery]:
    told = Subscription.objects.of(workspace_id).filter(state=Subscription.State.ENABLED)
    by_dialect: defaultdict[str, list[Subscription]] = defaultdict(list)
    for subscription in told:
        by_dialect[subscription.dialect].append(subscription)
    return [
        _delivery(subscription, one)
        for name, subscriptions in by_dialect.items()
        for one in _rendered(dialect(name), events)
        for subscription in subscriptions
        if one.name in subscription.events and one.event.at >= subscription.created_at
    ]


def _rendered(words: Dialect, events: Sequence[Event]) -> list[Rendered]:
    """All that can be rendered. One event that cannot is left out and named in the log: it would otherwise be
    the oldest for ever, and nobody in any workspace would be told of anything again."""
    try:
        return words.render(events)
    except DatabaseError:
        raise
    except Exception:  # whatever a dialect fails with, the other events go on
        if len(events) == 1:
            logger.exception("%s cannot be told: its body was not rendered", events[0].public_id)
            return []
    return [one for event in events for one in _rendered(words, [event])]


def _subject(event: Event) -> str:
    """What is told in order: all about one person, else all about one thing."""
    return f"contact {event.contact_id}" if event.contact_id else event.subject


def _delivery(subscription: Subscription, one: Rendered) -> Delivery:
    now = clock.now()
    return Delivery(
        workspace_id=subscription.workspace_id,
        subscription=subscription,
        event=one.event,
        event_ref=one.ref,
        name=one.name,
        subject=_subject(one.event),
        body=one.body,
        not_before=now,
        give_up_at=now + PATIENCE,
        created_at=now,
    )
