"""Contract § 5, the message object."""

from datetime import datetime
from typing import Any

from apps.api.kernel.stamps import seconds
from apps.api.v1.statuses import MESSAGE
from apps.messaging.models import Message
from apps.messaging.states import State


def message(row: Message, planned: datetime | None = None) -> dict[str, Any]:
    """Of a row with its contact; `planned`: when it was to go. What does not apply is null."""
    return {
        "id": row.public_id,
        "object": "message",
        "to": row.phone,
        "from": row.address,
        "body": row.body,
        "status": status(row),
        "segments": row.parts,
        "credits_used": used(row),
        "metadata": row.metadata,
        "campaign_id": row.origin if row.origin.startswith("cmp_") else None,
        "contact_id": row.contact.public_id,
        "error": error(row),
        "scheduled_at": seconds(planned),
        "created_at": seconds(row.created_at),
        "sent_at": seconds(row.sent_at),
        "delivered_at": seconds(row.delivered_at),
    }


def either_way(row: Message) -> dict[str, Any]:
    """A line of a thread, in or out."""
    sides = {"to": row.address, "from": row.phone} if row.direction == Message.Direction.IN else {}
    return {**message(row), **sides, "direction": row.direction}


def status(row: Message) -> str:
    return "replied" if row.replied_at else MESSAGE[State(row.state)]


def used(row: Message) -> int:
    """What it cost; in test mode what it would have cost (§ 1)."""
    if row.refunded:
        return 0
    return row.credits or (row.parts if row.workspace.is_sandbox and row.kind != Message.Kind.SYSTEM else 0)


def error(row: Message) -> dict[str, str] | None:
    if State(row.state) not in (State.FAILED, State.REFUSED):
        return None
    return {"code": row.error_code or "failed", "message": row.error_text or "It could not be delivered."}
