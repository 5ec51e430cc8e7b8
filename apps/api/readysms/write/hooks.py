"""Subscriptions in the words of this dialect (contract §5, §7)."""

from typing import Any

from apps.api.kernel.stamps import milliseconds
from apps.webhooks.models import Subscription

# The settings have names of their own for two events.
SPELLED = {"message_received": "inbound_reply", "new_contact": "contact_created"}


def spelled(name: str) -> str:
    return SPELLED.get(name, name)


def settings(row: Subscription | None) -> dict[str, Any]:
    """§5. No address yet: url null."""
    return {
        "url": row.url if row else None,
        "events": [spelled(name) for name in row.events] if row else [],
    }


def subscription(row: Subscription) -> dict[str, Any]:
    """§7, a line of GET /zapier/subscriptions."""
    return {
        "id": row.pk,
        "event": row.events[0],
        "target_url": row.url,
        "status": row.state,
        "created_at": milliseconds(row.created_at),
    }
