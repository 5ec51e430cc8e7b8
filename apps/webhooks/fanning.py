"""Fan out: each event that somebody is to be told of becomes a delivery for each of its subscriptions.

The event row is the outbox: it was written in the transaction of its fact, with awaits_delivery set. This
clears the mark in the transaction that writes the deliveries, so a crash repeats nothing and loses nothing.
"""

from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction

from apps.common import bulk, clock
from apps.events.models import Event
from apps.webhooks.actions import PATIENCE
from apps.webhooks.dialects import Rendered, dialect
from apps.webhooks.models import Delivery, Subscription

BATCH = 500


def anything_to_fan_out() -> bool:
    return bool(Event.everywhere.filter(awaits_delivery=True).exists())


@transaction.atomic
def fan_out() -> int:
    """Take the oldest events; answers how many were taken."""
    events = list(
        Event.everywhere.filter(awaits_delivery=True)
        .order_by("id")
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("workspace")[:BATCH]
    )
    by_workspace: defaultdict[int, list[Event]] = defaultdict(list)
    for event in events:
        by_workspace[event.workspace_id].append(event)
    for workspace_id, batch in by_workspace.items():
        bulk.insert(_deliveries(workspace_id, batch))
    Event.everywhere.filter(pk__in=[event.pk for event in events]).update(awaits_delivery=False)
    return len(events)


def _deliveries(workspace_id: int, events: Sequence[Event]) -> list[Delivery]:
    told = Subscription.objects.of(workspace_id).filter(state=Subscription.State.ENABLED)
    by_dialect: defaultdict[str, list[Subscription]] = defaultdict(list)
    for subscription in told:
        by_dialect[subscription.dialect].append(subscription)
    return [
        _delivery(subscription, one)
        for name, subscriptions in by_dialect.items()
        for one in dialect(name).render(events)
        for subscription in subscriptions
        if one.name in subscription.events and one.event.at >= subscription.created_at
    ]


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
