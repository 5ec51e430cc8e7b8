"""Our states in the words of contract §2.3. Several of ours may share one of theirs."""

from apps.messaging.states import State

WORDS: dict[State, str] = {
    State.QUEUED: "pending",
    State.SENDING: "queued",
    State.UNSURE: "queued",  # status_description says that its fate is not known
    State.SENT: "sent",
    State.DELIVERED: "delivered",
    State.FAILED: "failed",
    State.CANCELED: "failed",
    State.REFUSED: "rejected",
    State.RECEIVED: "received",
}
# The contract knows one more, which we call failed, as its own event message_failed does.
ACCEPTED = (*dict.fromkeys(WORDS.values()), "undelivered")


def states(word: str) -> list[State]:
    """The states that one of their words stands for; of "undelivered" there is none."""
    return [state for state, name in WORDS.items() if name == word]
