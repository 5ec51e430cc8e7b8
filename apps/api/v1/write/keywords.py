"""The keyword object, and who texted it."""

from typing import Any

from apps.api.kernel.stamps import seconds
from apps.common import clock
from apps.keywords.models import Keyword, Use


def keyword(row: Keyword) -> dict[str, Any]:
    """`active`: whether it answers at this moment. `from`: its one sender, null for all."""
    return {
        "id": row.public_id,
        "object": "keyword",
        "word": row.word,
        "from": row.sender.address if row.sender else None,
        "enabled": row.is_on,
        "active": row.is_active(clock.now()),
        "active_from": seconds(row.active_from),
        "active_to": seconds(row.active_to),
        "consent": row.consent,
        "question": row.question or None,
        "reply": row.reply or None,
        "tags": row.tags,
        "list_id": row.into.public_id if row.into else None,
        "stage": row.stage.key if row.stage else None,
        "sequence_id": row.sequence.public_id if row.sequence else None,
        "uses": row.uses,
        "last_used_at": seconds(row.last_used_at),
        "created_at": seconds(row.created_at),
    }


def use(row: Use, keyword_id: str) -> dict[str, Any]:
    """Of a row with its contact and message."""
    return {
        "id": row.public_id,
        "object": "keyword_use",
        "keyword_id": keyword_id,
        "contact_id": row.contact.public_id,
        "phone": row.contact.phone,
        "body": row.message.body,
        "outcome": row.outcome,
        "note": row.note or None,
        "at": seconds(row.at),
    }
