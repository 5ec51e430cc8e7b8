"""A request for a second person's yes."""

from typing import Any

from apps.api.kernel.stamps import seconds
from apps.campaigns.approval.models import Approval


def approval(row: Approval) -> dict[str, Any]:
    """`audience` and `credits` as when it was asked for; `scheduled_at` null: as soon as it is approved."""
    return {
        "id": row.public_id,
        "object": "approval",
        "campaign_id": row.campaign.public_id,
        "status": row.state,
        "audience": row.people,
        "credits": row.credits,
        "scheduled_at": seconds(row.planned_at),
        "digest": row.foreseen or None,
        "asked_by": row.asked_as,
        "asked_at": seconds(row.asked_at),
        "answered_by": row.answered_as or None,
        "answered_at": seconds(row.answered_at),
        "reason": row.reason or None,
    }
