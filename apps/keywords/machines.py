"""Texts that a machine wrote: two of them that answer each other never stop by themselves."""

import re
from datetime import timedelta

from apps.common import clock
from apps.compliance.folding import fold
from apps.messaging.models import Message

# Ours that came back to us within this time are an echo.
MIRRORED_WITHIN = timedelta(hours=24)
LOOKED_AT = 10
# As `fold` leaves them. Phones in a car, offices in holidays, boxes that nobody reads.
_PHRASES = re.compile(
    r"\b(auto(mated|matic)? ?(reply|response|message|answer|text)|autoreply|autoresponder"
    r"|this is an automated|out of (the )?office|im driving|i am driving|driving (focus|mode)"
    r"|do not reply to this|unmonitored|not monitored|no longer in service"
    r"|respuesta automatica|reponse automatique|automatische antwort|resposta automatica"
    r"|risposta automatica|abwesenheit(snotiz)?)\b"
)


def is_machine(message: Message) -> bool:
    """Whether this text says that a machine wrote it, or is one of ours come back."""
    folded = fold(message.body)
    return bool(_PHRASES.search(folded)) or (len(folded) > 20 and folded in _ours(message))


def _ours(message: Message) -> set[str]:
    sent = Message.objects.of(message.workspace_id).filter(
        contact=message.contact_id,
        direction=Message.Direction.OUT,
        created_at__gt=clock.now() - MIRRORED_WITHIN,
    )
    return {fold(body) for body in sent.order_by("-pk").values_list("body", flat=True)[:LOOKED_AT]}
