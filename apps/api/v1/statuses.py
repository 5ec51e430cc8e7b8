"""Our states in the words of contract § 5. `replied` is a message whose person wrote back."""

from apps.campaigns.models import Campaign
from apps.messaging.states import State

MESSAGE: dict[State, str] = {
    State.QUEUED: "queued",
    State.SENDING: "sending",
    State.UNSURE: "sending",  # its fate is looked up, or decided by a person
    State.SENT: "sent",
    State.DELIVERED: "delivered",
    State.FAILED: "failed",
    State.REFUSED: "failed",
    State.CANCELED: "canceled",
    State.RECEIVED: "received",
}
MESSAGE_WORDS = ("queued", "sending", "sent", "delivered", "failed", "replied", "scheduled", "canceled")
_C = Campaign.State
CAMPAIGN: dict[str, str] = {
    _C.DRAFT: "draft",
    _C.SCHEDULED: "scheduled",
    _C.EXPANDING: "dispatching",
    _C.PAUSED: "paused",
    _C.SENDING: "dispatched",
    _C.COMPLETED: "completed",
    _C.CANCELING: "canceled",  # nothing leaves any more; what waited is being paid back
    _C.CANCELED: "canceled",
}


def states_of(word: str) -> list[State]:
    """The states that one of their words stands for."""
    return [state for state, name in MESSAGE.items() if name == word]


def campaign_states_of(word: str) -> list[str]:
    return [state for state, name in CAMPAIGN.items() if name == word]
