"""Messages and threads."""

from typing import Any, Literal, NotRequired, TypedDict

Scalar = str | int | float | bool | None
Metadata = dict[str, Scalar]
MessageStatus = Literal[
    "scheduled", "queued", "sending", "sent", "delivered", "failed", "replied", "canceled"
]


# "from" is a word of Python's, so it needs the other notation. The sender's number or name.
From = TypedDict("From", {"from": str | None})


class MessageError(TypedDict):
    """Why a text did not arrive."""

    code: str
    message: str


class Message(From):
    """A text. Times are ISO 8601 in UTC. `direction` stands in a conversation's alone."""

    id: str
    object: Literal["message"]
    to: str
    body: str
    status: MessageStatus
    segments: int
    credits_used: int
    metadata: dict[str, Any]
    campaign_id: str | None
    contact_id: str | None
    error: MessageError | None
    scheduled_at: str | None
    created_at: str
    sent_at: str | None
    delivered_at: str | None
    direction: NotRequired[Literal["in", "out"]]


class Conversation(From):
    """The thread with one person from one sender."""

    id: str
    object: Literal["conversation"]
    contact_id: str
    phone: str
    status: Literal["open", "closed"]
    assigned_to: str | None
    unread: int
    preview: str
    last_at: str | None
    last_inbound_at: str | None
    created_at: str


class Note(TypedDict):
    """A line for the team in a thread, never sent."""

    id: str
    object: Literal["note"]
    conversation_id: str
    body: str
    by: str
    created_at: str
