"""Campaigns, what they would do, did, and why."""

from typing import Any, Literal, TypedDict

from sendwell.objects.texts import From

CampaignStatus = Literal["draft", "scheduled", "dispatching", "paused", "dispatched", "completed", "canceled"]


class Audience(TypedDict, total=False):
    """Whoever is in any of these, each number once."""

    list_ids: list[str]
    segment_id: str
    contact_ids: list[str]


class Stats(TypedDict):
    """People by what became of them."""

    queued: int
    sent: int
    delivered: int
    failed: int
    replied: int
    skipped: int
    canceled: int


class Campaign(From):
    id: str
    object: Literal["campaign"]
    name: str
    body: str
    audience: Audience
    status: CampaignStatus
    recipients_count: int
    stats: Stats
    credits_used: int
    metadata: dict[str, Any]
    scheduled_at: str | None
    created_at: str
    completed_at: str | None


class Approval(TypedDict):
    """A second person's yes: `audience` and `credits` as they were when it was asked for."""

    id: str
    object: Literal["approval"]
    campaign_id: str
    status: Literal["open", "approved", "sent_back", "taken_back"]
    audience: int
    credits: int
    scheduled_at: str | None
    digest: str | None
    asked_by: str
    asked_at: str
    answered_by: str | None
    answered_at: str | None
    reason: str | None


DryRunMoment = TypedDict("DryRunMoment", {"for": str | None})


class DryRun(DryRunMoment):
    """`for`: the moment that it is about. `numbers`: null until it is finished. `progress`: per cent."""

    id: str
    object: Literal["dry_run"]
    campaign_id: str
    status: str
    progress: int
    audience: int
    digest: str | None
    numbers: dict[str, Any] | None
    came_true: bool | None
    started_at: str | None
    finished_at: str | None


class Recipient(TypedDict):
    """What became of one person, and by which rule."""

    object: Literal["recipient"]
    phone: str
    contact_id: str | None
    outcome: str
    rule: str | None
    reason: str | None
    temporary: bool
    message_id: str | None
    message_status: str | None
    decided_at: str | None


class Step(TypedDict):
    at: str | None
    what: str
    detail: str | None
    tone: Literal["good", "held", "bad"] | None


class Explanation(TypedDict):
    """Why this person got the text, or not, step by step."""

    object: Literal["explanation"]
    campaign_id: str
    contact_id: str
    steps: list[Step]
