"""Contract § 10, the webhook object."""

from typing import Any

from apps.api.kernel.stamps import seconds
from apps.webhooks.models import Subscription


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
