"""How fast campaigns go, and when one will be through."""

from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, QuerySet

from apps.accounts.models import Workspace
from apps.campaigns.models import Campaign, Headcount
from apps.campaigns.progress import Progress
from apps.common import clock
from apps.messaging.models import Message
from apps.senders import queries as senders
from apps.senders.throughput import throughput

# Texts a second until a campaign has shown better: one sender on a modest carrier account.
CAUTIOUS = 10.0
# Fewer texts say nothing about pace.
WORTH_A_MEASURE = 50
# Campaigns looked at for one of that size, newest first.
LOOKED_AT = 5


def measured(workspace: Workspace) -> float | None:
    """Texts a second of the newest campaign of some size that has gone out; None when there was none."""
    newest = list(_gone(workspace).order_by("-id").values_list("pk", "lane")[:LOOKED_AT])
    # Of large ones the clock has counted it already (headcounts.py).
    known = Headcount.objects.of(workspace).filter(campaign__in=[pk for pk, _ in newest])
    rates = dict(known.values_list("campaign", "per_second"))
    each = (rates.get(pk) or counted_rate(workspace, lane) for pk, lane in newest)
    return next((rate for rate in each if rate is not None), None)


def has_sent(workspace: Workspace) -> bool:
    """Whether any campaign has gone out, be it too small to measure."""
    return _gone(workspace).exists()


def _gone(workspace: Workspace) -> QuerySet[Campaign]:
    """Campaigns whose people all have an outcome; of the last of them some may still sleep."""
    through = (Campaign.State.SENDING, Campaign.State.COMPLETED)
    rows: QuerySet[Campaign] = Campaign.objects.of(workspace).filter(state__in=through, lane__isnull=False)
    return rows


def counted_rate(workspace: Workspace, lane: int | None) -> float | None:
    """Texts a second of one lane, read from all of them; None for fewer than are worth a measure."""
    sent = Message.objects.of(workspace).filter(lane=lane, sent_at__isnull=False, held_by="")
    seen = sent.aggregate(count=Count("pk"), first=Min("sent_at"), last=Max("sent_at"))
    if seen["count"] < WORTH_A_MEASURE:
        return None
    return float(seen["count"] / max(1.0, (seen["last"] - seen["first"]).total_seconds()))


def duration(campaign: Campaign, texts: int) -> tuple[timedelta, bool]:
    """How long so many of its texts take, and whether that is known or a cautious guess."""
    per_second, is_known = rate(campaign, texts)
    return timedelta(seconds=texts / per_second), is_known


def rate(campaign: Campaign, texts: int) -> tuple[float, bool]:
    """Texts a second: the least of the chosen pace, what its senders may, and what was measured."""
    limits = [one for one in (_chosen(campaign, texts), _of_senders(campaign)) if one]
    usual = measured(campaign.workspace)
    is_known = usual is not None or (bool(limits) and min(limits) <= CAUTIOUS)
    return min([*limits, usual or CAUTIOUS]), is_known


def _chosen(campaign: Campaign, texts: int) -> float | None:
    if campaign.spread_hours:
        return max(1, texts) / (campaign.spread_hours * 3_600)
    return campaign.per_hour / 3_600 if campaign.per_hour else None


def _of_senders(campaign: Campaign) -> float | None:
    """Parts a second of its sender, or of all in its pool; None when one of them knows no limit."""
    one = campaign.sender or senders.default(campaign.workspace)
    each = senders.of_pool(campaign.pool) if campaign.pool else [one] if one else []
    limits = [throughput(sender).per_second for sender in each]
    return sum(limit for limit in limits if limit) if limits and None not in limits else None


def finish(campaign: Campaign, numbers: Progress) -> datetime | None:
    """When the last of those who are due will have gone, at the pace so far; None while that is unknown.

    Not sooner than the chosen speed allows: the first few texts say little about it.
    """
    now = clock.now()
    gone = numbers.accepted + numbers.failed - numbers.undelivered
    if campaign.launched_at is None or campaign.round or not gone or not numbers.waiting:
        return None
    elapsed = (now - campaign.launched_at).total_seconds()
    chosen = _chosen(campaign, numbers.texts)
    least = numbers.waiting / chosen if chosen else 0.0
    return now + timedelta(seconds=max(least, numbers.waiting * elapsed / gone))
