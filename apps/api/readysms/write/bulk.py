"""Contract §2.2, what became of a bulk send."""

from typing import Any

from apps.api.readysms.errors import words
from apps.messaging.batches import Batch, Fate


def batch(done: Batch, status: str, balance: int) -> dict[str, Any]:
    """status: of what was accepted. balance: credits left after the charge."""
    accepted = done.accepted
    return {
        "batch_id": done.public_id,
        "accepted": len(accepted),
        "rejected": len(done.fates) - len(accepted),
        "segments": sum(fate.parts for fate in accepted),
        "credits_remaining": balance,
        "results": [_result(fate, status) for fate in done.fates],
    }


def _result(fate: Fate, status: str) -> dict[str, Any]:
    if fate.refusal is not None:
        return {"to": fate.single.to, "status": "rejected", "error": words(fate.refusal)}
    return {
        "to": fate.number,
        "message_id": fate.public_id,
        "status": status,
        "segments": fate.parts,
    }
