"""How fast campaigns go, and when one will be through."""

from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, QuerySet

from apps.accounts.models import Workspace
from apps.campaigns.models import Campaign
from apps.campaigns.progress import Progress
from apps.common import clock
from apps.messaging.models import Message

# Texts a second until a campaign has shown better: one sender on a modest carrier account.
CAUTIOUS = 10.0
# Fewer texts say nothing about pace.
WORTH_A_MEASURE = 50
# Campaigns looked at for one of that size, newest first.
LOOKED_AT = 5


def measured(workspace: Workspace) -> float | None:
    """Texts a second of the newest campaign of some size that has gone out; None when there was none."""
    newest = _gone(workspace).order_by("-id").values_list("lane", flat=True)[:LOOKED_AT]
    return next((rate for lane in newest if (rate := _rate(workspace, lane)) is not None), None)


def has_sent(workspace: Workspace) -> bool:
    """Whether any campaign has gone out, be it too small to measure."""
    return _gone(workspace).exists()


def _gone(workspace: Workspace) -> QuerySet[Campaign]:
    """Campaigns whose people all have an outcome; of the last of them some may still sleep."""
    through = (Campaign.State.SENDING, Campaign.State.COMPLETED)
    rows: QuerySet[Campaign] = Campaign.objects.of(workspace).filter(state__in=through, lane__isnull=False)
    return rows


def _rate(workspace: Workspace, lane: int | None) -> float | None:
    sent = Message.objects.of(workspace).filter(lane=lane, sent_at__isnull=False, held_by="")
    seen = sent.aggregate(count=Count("pk"), first=Min("sent_at"), last=Max("sent_at"))
    if seen["count"] < WORTH_A_MEASURE:
        return None
    return float(seen["count"] / max(1.0, (seen["last"] - seen["first"]).total_seconds()))


def duration(workspace: Workspace, texts: int) -> tuple[timedelta, bool]:
    """How long so many texts take, and whether that was measured here or is a cautious guess."""
    rate = measured(workspace)
    return timedelta(seconds=texts / (rate or CAUTIOUS)), rate is not None


def finish(campaign: Campaign, numbers: Progress) -> datetime | None:
    """When the last of those who are due will have gone, at the pace so far; None while that is unknown."""
    now = clock.now()
    gone = numbers.accepted + numbers.failed - numbers.undelivered
    if campaign.launched_at is None or campaign.round or not gone or not numbers.waiting:
        return None
    elapsed = (now - campaign.launched_at).total_seconds()
    return now + timedelta(seconds=numbers.waiting * elapsed / gone)
