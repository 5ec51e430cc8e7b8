"""Campaigns on the home page: those under way with their progress, and those of the next seven days."""

from datetime import timedelta

from apps.accounts.models import Workspace
from apps.campaigns.models import Campaign
from apps.campaigns.queries import Progress, progress
from apps.common import clock

SHOWN = 5
AHEAD = timedelta(days=7)
LIVE = (Campaign.State.EXPANDING, Campaign.State.SENDING, Campaign.State.PAUSED)


def under_way(workspace: Workspace) -> list[tuple[Campaign, Progress]]:
    """The newest five, with the same count of people that their own pages show."""
    rows = Campaign.objects.of(workspace).filter(state__in=LIVE)[:SHOWN]
    return [(campaign, progress(campaign)) for campaign in rows]


def scheduled(workspace: Workspace) -> list[Campaign]:
    """What starts in the next seven days, soonest first; at most ten."""
    rows = Campaign.objects.of(workspace).filter(
        state=Campaign.State.SCHEDULED, scheduled_at__lte=clock.now() + AHEAD
    )
    return list(rows.order_by("scheduled_at")[: 2 * SHOWN])
