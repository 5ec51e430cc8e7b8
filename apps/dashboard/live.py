"""Campaigns on the home page: those under way, what of them waits, and those of the next seven days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min

from apps.accounts.models import Workspace
from apps.campaigns import headcounts
from apps.campaigns.headcounts import progress_of
from apps.campaigns.models import Campaign
from apps.campaigns.progress import Progress, held
from apps.common import clock
from apps.messaging.models import Message

SHOWN = 5
AHEAD = timedelta(days=7)
LIVE = (
    Campaign.State.EXPANDING,
    Campaign.State.SENDING,
    Campaign.State.PAUSED,
    Campaign.State.CANCELING,
)


def under_way(workspace: Workspace) -> list[tuple[Campaign, Progress]]:
    """The newest five, with the same count of people that their own pages show."""
    rows = list(Campaign.objects.of(workspace).filter(state__in=LIVE)[:SHOWN])
    numbers = progress_of(rows)
    return [(campaign, numbers[campaign.pk]) for campaign in rows]


def scheduled(workspace: Workspace) -> list[Campaign]:
    """What starts in the next seven days, soonest first; at most ten."""
    rows = Campaign.objects.of(workspace).filter(
        state=Campaign.State.SCHEDULED, scheduled_at__lte=clock.now() + AHEAD
    )
    return list(rows.order_by("scheduled_at")[: 2 * SHOWN])


@dataclass(frozen=True, slots=True)
class Sleep:
    """Texts of one campaign that wait for the hours in which they may be sent; `opens`: the first of them."""

    campaign: Campaign
    texts: int
    opens: datetime


def sleeping(live: Sequence[tuple[Campaign, Progress]]) -> list[Sleep]:
    """Of campaigns under way, those with held texts, soonest first. Two queries for them all."""
    asleep = {one.pk: (one, numbers.held) for one, numbers in live if one.lane_id and numbers.held}
    opens = headcounts.opens([one for one, _ in asleep.values()])
    opens |= _opens([one for one, _ in asleep.values() if one.pk not in opens])
    found = [Sleep(*asleep[pk], at) for pk, at in opens.items()]
    return sorted(found, key=lambda one: one.opens)


def _opens(campaigns: Sequence[Campaign]) -> dict[int, datetime]:
    """When the first held text of each may go, out of the texts themselves."""
    lanes = {one.lane_id: one for one in campaigns}
    if not lanes:
        return {}
    workspace_id = campaigns[0].workspace_id
    rows = Message.objects.of(workspace_id).filter(held(), lane__in=list(lanes), phase=Message.Phase.QUEUE)
    firsts = rows.order_by().values_list("lane").annotate(Min("not_before"))
    return {lanes[lane].pk: at for lane, at in firsts}
