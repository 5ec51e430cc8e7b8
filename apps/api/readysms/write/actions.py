"""Contract §8, the answers that are no contact."""

from typing import Any

from apps.api.kernel.stamps import milliseconds
from apps.messaging.models import Message
from apps.sequences.models import Enrolment, Sequence


def sent(message: Message) -> dict[str, Any]:
    """status: the contract's word for a text that was taken and charged; receipts say what came of it."""
    return {
        "message_id": message.public_id,
        "to": message.phone,
        "from": message.address,
        "segments": message.parts,
        "status": "sent",
    }


def enrolled(row: Enrolment, sequence: Sequence) -> dict[str, Any]:
    """next_send_at: when they are looked at next, which is when a first text goes."""
    return {
        "enrollment_id": row.pk,
        "contact_id": row.contact_id,
        "sequence_id": sequence.pk,
        "sequence_name": sequence.name,
        "next_send_at": milliseconds(row.due_at),
    }
