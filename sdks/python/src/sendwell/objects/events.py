"""Events, webhooks, credits."""

from typing import Any, Literal, NotRequired, TypedDict

EventType = Literal[
    "message.queued",
    "message.sent",
    "message.delivered",
    "message.failed",
    "message.replied",
    "contact.opted_in",
    "contact.opted_out",
    "campaign.dispatched",
    "campaign.completed",
    "credits.low",
]


class Event(TypedDict):
    """The same in a webhook's body and in the feed. `id` stays the same when it is told again."""

    id: str
    type: EventType
    created_at: str
    data: dict[str, Any]


class Webhook(TypedDict):
    """`secret` is there when it was just made, and never again."""

    id: str
    object: Literal["webhook"]
    url: str
    events: list[EventType]
    secret: NotRequired[str]
    status: str
    status_reason: str | None
    description: str | None
    created_at: str


DeliveryStatus = Literal["waiting", "sending", "delivered", "failed"]


class WebhookDelivery(TypedDict):
    """One event for one webhook; `event_id` is the id that the receiver sees."""

    id: str
    object: Literal["webhook_delivery"]
    webhook_id: str
    event_id: str
    event: EventType
    status: DeliveryStatus
    tries: int
    response_status: int | None
    created_at: str
    ended_at: str | None


class WebhookTry(TypedDict):
    """One POST and what came back; `error` says why nothing did."""

    at: str
    duration_ms: int
    response_status: int | None
    error: str | None
    response_body: str | None


class WebhookDeliveryInFull(WebhookDelivery):
    """`body` is what is posted, to the byte."""

    body: str
    log: list[WebhookTry]


class WebhookReplay(TypedDict):
    """`count`: how many are sent again."""

    object: Literal["webhook_replay"]
    webhook_id: str
    count: int


class Credits(TypedDict):
    """`estimated_runway_days` is null when nothing was sent lately."""

    object: Literal["credits"]
    balance: int
    total_lifetime: int
    low_balance_threshold: int
    estimated_runway_days: int | None
