"""The states of a message and the moves between them: one table, and nothing moves outside of it.

queued ←─→ sending ──→ sent ──→ delivered
  │           │ ↘        ↘
  ↓           ↓  unsure ──→ failed
canceled    refused

A pause is no state of a message: it is the lane's (lanes.py).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    QUEUED = "queued", _("Queued")
    SENDING = "sending", _("Sending")
    UNSURE = "unsure", _("Unsure")
    SENT = "sent", _("Sent")
    DELIVERED = "delivered", _("Delivered")
    FAILED = "failed", _("Failed")
    REFUSED = "refused", _("Refused")
    CANCELED = "canceled", _("Canceled")
    RECEIVED = "received", _("Received")


# to: from. Late, doubled and reordered news finds no allowed move and changes nothing.
MOVES: dict[State, tuple[State, ...]] = {
    # back to the queue: a retry, a hold found at dispatch, a look-up that found nothing
    State.QUEUED: (State.SENDING, State.UNSURE),
    State.SENDING: (State.QUEUED,),
    State.UNSURE: (State.SENDING,),
    # from the queue: a late answer or receipt for an attempt that had been given up; it was out after all
    State.SENT: (State.SENDING, State.UNSURE, State.QUEUED),
    State.DELIVERED: (State.SENDING, State.UNSURE, State.SENT, State.QUEUED),
    State.FAILED: (State.SENDING, State.UNSURE, State.SENT, State.QUEUED),
    State.REFUSED: (State.SENDING, State.QUEUED),
    State.CANCELED: (State.QUEUED,),
}
FINAL = (State.DELIVERED, State.FAILED, State.REFUSED, State.CANCELED, State.RECEIVED)
# The carrier has not taken these (or nobody knows): a campaign is not complete while it has one.
OPEN = (State.QUEUED, State.SENDING, State.UNSURE)
# States that give the credits back.
REFUNDED = (State.FAILED, State.REFUSED, State.CANCELED)
