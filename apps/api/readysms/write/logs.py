"""Contract §2.3, `<message>`."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from apps.accounts.models import Workspace
from apps.api.kernel.stamps import milliseconds
from apps.api.readysms.statuses import WORDS
from apps.campaigns.models import Recipient
from apps.credits import ledger
from apps.messaging.models import Message
from apps.messaging.states import State
from apps.sequences.models import Passage


def messages(workspace: Workspace, rows: Iterable[Message]) -> list[dict[str, Any]]:
    """In three queries more, however many there are."""
    held = list(rows)
    ids = [row.pk for row in held]
    campaigns, drips = _campaigns(workspace, ids), _drips(workspace, ids)
    rate = Decimal(ledger.account_of(workspace).rate_usd)
    return [message(row, campaigns, drips, rate) for row in held]


def _campaigns(workspace: Workspace, ids: list[int]) -> dict[int, str]:
    sent = Recipient.objects.of(workspace).filter(message__in=ids)
    return dict(sent.values_list("message_id", "campaign__name"))


def _drips(workspace: Workspace, ids: list[int]) -> dict[int, str]:
    passed = Passage.objects.of(workspace).filter(message__in=ids)
    return dict(passed.values_list("message_id", "sequence__name"))


def message(
    row: Message, campaigns: Mapping[int, str], drips: Mapping[int, str], rate: Decimal
) -> dict[str, Any]:
    """rate: USD a credit."""
    inbound = row.direction == Message.Direction.IN
    return {
        "id": row.pk,
        "message_id": row.public_id,
        "direction": "inbound" if inbound else "outbound",
        "from_number": row.phone if inbound else row.address,
        "to_number": row.address if inbound else row.phone,
        "body": row.body,
        "status": WORDS[State(row.state)],
        "status_description": row.error_text or row.get_state_display(),
        "segments": row.parts,
        "cost": cost(row, rate),
        "contact_id": row.contact_id,
        "contact_first_name": row.contact.first_name or None,
        "contact_last_name": row.contact.last_name or None,
        "conversation_id": row.conversation_id,
        "campaign_name": campaigns.get(row.pk),
        "drip_name": drips.get(row.pk),
        "carrier": row.sender.carrier.name,
        "created_at": milliseconds(row.created_at),
        "sent_at": milliseconds(row.sent_at),
        "delivered_at": milliseconds(row.delivered_at),
    }


def cost(row: Message, rate: Decimal) -> float:
    """USD; 0 when nothing was charged, or the credits came back."""
    return 0.0 if row.refunded else float(row.credits * rate)
