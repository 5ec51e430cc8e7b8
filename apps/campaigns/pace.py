"""How fast campaigns go, and when one will be through."""

from datetime import datetime, timedelta

from django.db.models import Count, Max, Min

from apps.accounts.models import Workspace
from apps.campaigns.models import Campaign
from apps.campaigns.progress import Progress
from apps.common import clock
from apps.messaging.models import Message

# Texts a second until a campaign has shown better: one sender on a modest carrier account.
CAUTIOUS = 10.0
# Fewer texts say nothing about pace.
WORTH_A_MEASURE = 50


def measured(workspace: Workspace) -> float | None:
    """Texts a second of the newest campaign that was through; None when there was none of some size."""
    done = Campaign.objects.of(workspace).filter(state=Campaign.State.COMPLETED).exclude(lane=None)
    newest = done.order_by("-id").first()
    if newest is None:
        return None
    sent = Message.objects.of(workspace).filter(lane=newest.lane_id, sent_at__isnull=False, held_by="")
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
