"""Contract §2.3, a one-off scheduled text."""

from typing import Any

from apps.api.kernel.stamps import milliseconds
from apps.api.readysms.errors import words_of
from apps.api.readysms.read.scheduled import WORDS
from apps.copywriting.encoding import measure
from apps.messaging.models import Scheduled


def planned(row: Scheduled) -> dict[str, Any]:
    """The answer to a request that planned it."""
    return {"id": row.pk, "scheduled_at": milliseconds(row.at), "status": WORDS[row.state]}


def canceled(row: Scheduled) -> dict[str, Any]:
    return {"id": row.pk, "status": WORDS[row.state]}


def scheduled(row: Scheduled) -> dict[str, Any]:
    """Its text still has its merge tokens, so `segments` is of what is there now. error: why it failed, or
    what stands in its way, while it is tried again."""
    error, code = words_of(row.error_code, row.error_text) if row.error_code else (None, None)
    return {
        "id": row.pk,
        "message_id": row.public_id,
        "to": row.phone,
        "message": row.body,
        "from_phone_number_id": row.sender_id,
        "segments": measure(row.body).parts,
        "scheduled_at": milliseconds(row.at),
        "status": WORDS[row.state],
        "error": error,
        "error_code": code,
        "created_at": milliseconds(row.created_at),
    }
