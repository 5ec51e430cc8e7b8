"""All that there is about one text, gathered from the rooms."""

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet

from apps.compliance.decision_models import Decision
from apps.compliance.models import ConsentEvent, Suppression
from apps.credits.models import Entry
from apps.events.models import Event
from apps.messaging import trace
from apps.messaging.models import Attempt, Message
from apps.webhooks.models import Delivery
from config.inspecting import carrier
from config.inspecting.near import between

SHOWN = 20
# The entry of a charge is written in the transaction of its texts; that of a refund, as they end.
ABOUT = timedelta(seconds=5)


def of_message(message: Message) -> dict[str, Any]:
    """The context of the page. Every list ends at 20."""
    events = _events(message)
    return {
        "message": message,
        "steps": trace.of_message(message),
        "decisions": _decisions(message),
        "consents": ConsentEvent.objects.of(message.workspace_id)
        .filter(phone=message.phone)
        .order_by("-position")[:SHOWN],
        "suppressions": Suppression.objects.of(message.workspace_id)
        .filter(phone=message.phone)
        .order_by("-pk")[:SHOWN],
        "entries": _entries(message),
        "attempts": Attempt.objects.of(message.workspace_id).filter(message=message)[:SHOWN],
        "posts": carrier.posts(message),
        "events": events,
        "deliveries": _deliveries(message, events),
    }


def _decisions(message: Message) -> QuerySet[Decision]:
    """Of gates, about this text or about what asked for it, to this number."""
    rows: QuerySet[Decision] = Decision.objects.of(message.workspace_id).filter(phone=message.phone)
    about = Q(about=message.public_id) | (Q(about=message.origin) & ~Q(about=""))
    return rows.filter(about)[:SHOWN]


def _entries(message: Message) -> list[Entry]:
    """Of the batch that it was charged in, and of the one that it was refunded in."""
    found: list[Entry] = []
    if message.credits:
        start = message.screened_at - ABOUT
        end = message.created_at + ABOUT
        charged = _ledger(message, min(start, message.created_at), end).filter(kind=Entry.Kind.DEBIT)
        found += charged.filter(subject=message.origin)[:SHOWN]
    if message.refunded and message.ended_at:
        back = _ledger(message, message.ended_at - ABOUT, message.ended_at + ABOUT)
        found += back.filter(kind=Entry.Kind.REFUND)[:SHOWN]
    return found


def _ledger(message: Message, start: Any, end: Any) -> QuerySet[Entry]:
    rows: QuerySet[Entry] = between(Entry.everywhere.order_by(), "at", start, end)
    return rows.filter(workspace_id=message.workspace_id).order_by("pk")


def _events(message: Message) -> list[Event]:
    """By its contact, for the diary has no index over subjects."""
    rows = Event.objects.of(message.workspace_id).filter(contact_id=message.contact_id)
    return list(rows.filter(subject=message.public_id).order_by("-pk")[:SHOWN])[::-1]


def _deliveries(message: Message, events: list[Event]) -> QuerySet[Delivery]:
    rows: QuerySet[Delivery] = Delivery.objects.of(message.workspace_id).filter(event__in=events)
    return rows.select_related("subscription").order_by("pk")[:SHOWN]
