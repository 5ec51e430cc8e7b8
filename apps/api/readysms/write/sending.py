"""Contract §2.1, the answer to a send."""

from typing import Any

from apps.api.readysms.statuses import WORDS
from apps.messaging.models import Message
from apps.messaging.states import State


def sent(message: Message, balance: int) -> dict[str, Any]:
    """balance: credits left after the charge."""
    return {
        "message_id": message.public_id,
        "segments": message.parts,
        "status": WORDS[State(message.state)],
        "credits_remaining": balance,
    }
