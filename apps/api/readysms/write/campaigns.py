"""Contract §2.2, a campaign."""

from typing import Any

from apps.campaigns.models import Campaign

_S = Campaign.State
WORDS: dict[str, str] = {
    _S.DRAFT: "draft",
    _S.SCHEDULED: "scheduled",
    _S.EXPANDING: "sending",
    _S.SENDING: "sending",
    _S.PAUSED: "paused",
    _S.COMPLETED: "completed",
    _S.CANCELING: "cancelled",
    _S.CANCELED: "cancelled",
}


def campaign(row: Campaign) -> dict[str, Any]:
    return {"id": row.pk, "status": WORDS[row.state]}


def launched(row: Campaign, recipients: int) -> dict[str, Any]:
    return {**campaign(row), "recipients": recipients}
