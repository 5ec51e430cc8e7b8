"""Questions about campaigns. Where the people of one are stands in progress.py."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum

from apps.campaigns.models import Campaign, Recipient
from apps.campaigns.progress import Progress, held, progress, progress_of
from apps.common import clock
from apps.compliance.models import Suppression
from apps.messaging.models import Message, Messages

__all__ = [
    "Progress",
    "Report",
    "Skip",
    "anything_to_do",
    "at_work",
    "is_complete",
    "progress",
    "progress_of",
    "report",
    "skips",
]

State = Campaign.State


def at_work() -> QuerySet[Campaign]:
    """What the clock has to do with: due schedules, expansions, and campaigns that may be complete."""
    rows: QuerySet[Campaign] = Campaign.everywhere.filter(
        Q(state=State.SCHEDULED, scheduled_at__lte=clock.now())
        | Q(state__in=(State.EXPANDING, State.SENDING, State.CANCELING))
    )
    return rows


def anything_to_do() -> bool:
    return at_work().exists()


@dataclass(frozen=True, slots=True)
class Skip:
    """One reason for which people got no text."""

    rule: str
    reason: str
    count: int
    temporary: bool


def skips(campaign: Campaign) -> list[Skip]:
    """Who was skipped, by reason, most first."""
    rows = (
        Recipient.objects.of(campaign.workspace_id)
        .filter(campaign=campaign)
        .skipped()
        .order_by()
        .values("rule", "reason", "temporary")
        .annotate(count=Count("pk"))
        .order_by("-count")
    )
    return [Skip(row["rule"], row["reason"], row["count"], row["temporary"]) for row in rows]


@dataclass(frozen=True, slots=True)
class Report:
    """What came of it."""

    progress: Progress
    skips: list[Skip]
    replied: int
    opted_out: int
    errors: list[dict[str, Any]] = field(default_factory=list)
    refunded: int = 0  # credits given back
    opens: datetime | None = None  # when the first of the held may be texted
    all_open: datetime | None = None  # when the last of them may


def report(campaign: Campaign) -> Report:
    """Progress, skips, carrier errors by code, and who answered or left after being texted."""
    numbers = progress(campaign)
    reasons = skips(campaign)
    if not campaign.lane_id:
        return Report(numbers, reasons, replied=0, opted_out=0)
    return Report(
        numbers,
        reasons,
        replied=_answered(campaign),
        opted_out=left(campaign),
        errors=_errors(campaign),
        refunded=_texts(campaign).filter(refunded=True).aggregate(total=Sum("credits"))["total"] or 0,
        **(_holds(campaign) if numbers.held else {}),
    )


def _texts(campaign: Campaign) -> Messages:
    return Message.objects.of(campaign.workspace_id).filter(lane=campaign.lane_id)


def _errors(campaign: Campaign) -> list[dict[str, Any]]:
    """What stopped texts after they were queued, most first: error_code, error_text, state, count."""
    ended = _texts(campaign).filter(state__in=("failed", "refused")).order_by()
    rows = ended.values("error_code", "error_text", "state").annotate(count=Count("pk"))
    return [{**row} for row in rows.order_by("-count")[:20]]


def _holds(campaign: Campaign) -> dict[str, Any]:
    return _texts(campaign).filter(held()).aggregate(opens=Min("not_before"), all_open=Max("not_before"))


def _answered(campaign: Campaign) -> int:
    """People who wrote back after this campaign's text reached its carrier."""
    return (
        Message.objects.of(campaign.workspace_id)
        .filter(direction=Message.Direction.IN, created_at__gte=campaign.launched_at)
        .filter(contact__messages__lane=campaign.lane_id, contact__messages__sent_at__lte=F("created_at"))
        .values("contact")
        .distinct()
        .count()
    )


def left(campaign: Campaign) -> int:
    """People of this campaign whose opt-out by a reply came after it was launched."""
    out = Suppression.objects.of(campaign.workspace_id).filter(
        kind=Suppression.Kind.OPT_OUT, source="keyword", created_at__gte=campaign.launched_at
    )
    # Asked of the recipients, which have an index by number: its texts would all be read (20,000: 5 s).
    texted = Recipient.objects.of(campaign.workspace_id).filter(
        campaign=campaign, message__sent_at__isnull=False
    )
    return texted.filter(phone__in=out.values("phone")).count()


def is_complete(campaign: Campaign) -> bool:
    """No text of it is open any more. Asked by the lane alone: with the workspace beside it PostgreSQL read
    all texts of the workspace (9 ms at 20,000)."""
    texts = Message.everywhere.filter(lane=campaign.lane_id)
    return not any(texts.filter(phase=phase).exists() for phase in (Message.Phase.QUEUE, Message.Phase.DOUBT))
