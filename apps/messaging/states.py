"""The states of a message and the moves between them: one table, and nothing moves outside of it.

queued ──→ sending ──→ sent ──→ delivered
  │ ↑         │ ↘        ↘
paused        │  unsure ──→ failed
  ↓           ↓
canceled    refused
"""

from django.db import models


class State(models.TextChoices):
    QUEUED = "queued", "Queued"
    PAUSED = "paused", "Paused"
    SENDING = "sending", "Sending"
    UNSURE = "unsure", "Unsure"
    SENT = "sent", "Sent"
    DELIVERED = "delivered", "Delivered"
    FAILED = "failed", "Failed"
    REFUSED = "refused", "Refused"
    CANCELED = "canceled", "Canceled"
    RECEIVED = "received", "Received"


# to: from. Late, doubled and reordered news finds no allowed move and changes nothing.
MOVES: dict[State, tuple[State, ...]] = {
    # back to the queue: a retry, a hold found at dispatch, a look-up that found nothing, a resume
    State.QUEUED: (State.SENDING, State.UNSURE, State.PAUSED),
    State.PAUSED: (State.QUEUED,),
    State.SENDING: (State.QUEUED,),
    State.UNSURE: (State.SENDING,),
    # from the queue: a late answer or receipt for an attempt that had been given up; it was out after all
    State.SENT: (State.SENDING, State.UNSURE, State.QUEUED, State.PAUSED),
    State.DELIVERED: (State.SENDING, State.UNSURE, State.SENT, State.QUEUED, State.PAUSED),
    State.FAILED: (State.SENDING, State.UNSURE, State.SENT, State.QUEUED, State.PAUSED),
    State.REFUSED: (State.SENDING, State.QUEUED),
    State.CANCELED: (State.QUEUED, State.PAUSED),
}
FINAL = (State.DELIVERED, State.FAILED, State.REFUSED, State.CANCELED, State.RECEIVED)
# The carrier has not taken these (or nobody knows): a campaign is not complete while it has one.
OPEN = (State.QUEUED, State.PAUSED, State.SENDING, State.UNSURE)
# States that give the credits back.
REFUNDED = (State.FAILED, State.REFUSED, State.CANCELED)
