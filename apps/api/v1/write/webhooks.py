"""Contract § 10, the webhook object; and, in its style, what was sent to it."""

from collections.abc import Iterable
from typing import Any

from apps.api.kernel.stamps import seconds
from apps.webhooks.models import Delivery, Subscription, Try


def webhook(row: Subscription, *, secret: bool = False) -> dict[str, Any]:
    """The secret is shown when it is made, and never again."""
    shown = {"secret": row.secrets["current"]} if secret else {}
    return {
        "id": row.public_id,
        "object": "webhook",
        "url": row.url,
        "events": row.events,
        **shown,
        "status": row.state,
        "status_reason": row.why or None,
        "description": row.description or None,
        "created_at": seconds(row.created_at),
    }


def delivery(row: Delivery, hook: Subscription) -> dict[str, Any]:
    """One event for one webhook. event_id is the id that the receiver sees."""
    return {
        "id": row.public_id,
        "object": "webhook_delivery",
        "webhook_id": hook.public_id,
        "event_id": row.event_ref,
        "event": row.name,
        "status": row.state,
        "tries": row.tries,
        "response_status": row.status,
        "created_at": seconds(row.created_at),
        "ended_at": seconds(row.ended_at) if row.ended_at else None,
    }


def delivery_in_full(row: Delivery, hook: Subscription, tries: Iterable[Try]) -> dict[str, Any]:
    """With the body as it is posted, to the byte, and every try with what came back."""
    return {**delivery(row, hook), "body": row.body, "log": [_try(one) for one in tries]}


def _try(one: Try) -> dict[str, Any]:
    return {
        "at": seconds(one.at),
        "duration_ms": one.ms,
        "response_status": one.status,
        "error": one.error or None,
        "response_body": one.answer or None,
    }
