"""Questions about campaigns."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from apps.campaigns.models import Campaign, Recipient
from apps.common import clock
from apps.compliance.models import Suppression
from apps.messaging.models import Message
from apps.messaging.states import OPEN

State = Campaign.State


def at_work() -> QuerySet[Campaign]:
    """What the clock has to do with: due schedules, expansions, and campaigns that may be complete."""
    rows: QuerySet[Campaign] = Campaign.everywhere.filter(
        Q(state=State.SCHEDULED, scheduled_at__lte=clock.now())
        | Q(state__in=(State.EXPANDING, State.SENDING))
    )
    return rows


def anything_to_do() -> bool:
    return at_work().exists()


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a campaign's people are, each in one place. Counted from the rows, never from a checkpoint."""

    audience: int
    pending: int  # no outcome yet
    skipped: int
    held: int  # queued for a later hour
    queued: int
    sending: int
    unsure: int
    sent: int  # accepted by the carrier, no receipt yet
    delivered: int
    failed: int
    canceled: int
    refused: int  # a gate said no at the door
    credits: int  # charged and not given back

    @property
    def accepted(self) -> int:
        """What a carrier took, as far as we know."""
        return self.sent + self.delivered

    @property
    def settled(self) -> int:
        return self.skipped + self.sent + self.delivered + self.failed + self.canceled + self.refused

    @property
    def percent(self) -> int:
        """Of the audience, who needs nothing more from us; 100 only when that is everybody."""
        return self.settled * 100 // self.audience if self.audience else 0


def progress(campaign: Campaign) -> Progress:
    """Two grouped counts: recipients by outcome, messages by state."""
    outcomes: Counter[str] = Counter()
    for outcome, count in (
        Recipient.objects.of(campaign.workspace_id)
        .filter(campaign=campaign)
        .order_by()
        .values_list("outcome")
        .annotate(Count("pk"))
    ):
        outcomes[outcome] = count
    messages = (
        Message.objects.of(campaign.workspace_id).filter(lane=campaign.lane_id) if campaign.lane_id else None
    )
    states: Counter[str] = Counter()
    charged = held = 0
    if messages is not None:
        states.update(dict(messages.order_by().values_list("state").annotate(Count("pk"))))
        charged = messages.filter(refunded=False).aggregate(total=Sum("credits"))["total"] or 0
        held = messages.filter(state__in=("queued", "paused"), not_before__gt=clock.now()).count()
    return Progress(
        audience=outcomes.total(),
        pending=outcomes["pending"],
        skipped=outcomes["skipped"],
        held=held,
        queued=states["queued"] + states["paused"] - held,
        sending=states["sending"],
        unsure=states["unsure"],
        sent=states["sent"],
        delivered=states["delivered"],
        failed=states["failed"],
        canceled=states["canceled"],
        refused=states["refused"],
        credits=charged,
    )


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
        .filter(campaign=campaign, outcome=Recipient.Outcome.SKIPPED)
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


def report(campaign: Campaign) -> Report:
    """Progress, skips, carrier errors by code, and who answered or left after being texted."""
    sent = Message.objects.of(campaign.workspace_id).filter(lane=campaign.lane_id)
    errors = (
        sent.filter(state="failed")
        .order_by()
        .values("error_code", "error_text")
        .annotate(count=Count("pk"))
        .order_by("-count")[:20]
    )
    return Report(
        progress(campaign),
        skips(campaign),
        replied=_answered(campaign),
        opted_out=_left(campaign),
        errors=list(errors) if campaign.lane_id else [],
    )


def _answered(campaign: Campaign) -> int:
    """People who wrote back after this campaign's text reached its carrier."""
    if not campaign.lane_id:
        return 0
    return (
        Message.objects.of(campaign.workspace_id)
        .filter(direction=Message.Direction.IN, created_at__gte=campaign.launched_at)
        .filter(contact__messages__lane=campaign.lane_id, contact__messages__sent_at__lte=F("created_at"))
        .values("contact")
        .distinct()
        .count()
    )


def _left(campaign: Campaign) -> int:
    """People of this campaign whose opt-out by a reply came after it was launched."""
    if not campaign.lane_id:
        return 0
    out = Suppression.objects.of(campaign.workspace_id).filter(
        kind=Suppression.Kind.OPT_OUT, source="keyword", created_at__gte=campaign.launched_at
    )
    texted = Message.objects.of(campaign.workspace_id).filter(lane=campaign.lane_id, sent_at__isnull=False)
    return texted.filter(phone__in=out.values("phone")).count()


def is_complete(campaign: Campaign) -> bool:
    """No text of it is open any more, and the last ones have had their receipts or time for them."""
    return (
        not Message.objects.of(campaign.workspace_id).filter(lane=campaign.lane_id, state__in=OPEN).exists()
    )
