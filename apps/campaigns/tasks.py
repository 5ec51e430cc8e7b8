"""Clock work of campaigns."""

import logging
import time

from apps.campaigns import actions, breaker, canary, canceling, completion, expansion, headcounts, queries
from apps.campaigns.actions import AT_WORK
from apps.campaigns.models import Campaign
from apps.campaigns.stride import Stride
from apps.common.alone import alone
from apps.common.cluster import closing

SLICE_SECONDS = 20.0
# Campaigns take turns, so that a small one does not wait for a large one to be queued.
CHUNKS_A_TURN = 4

State = Campaign.State
logger = logging.getLogger(__name__)


@alone("campaigns.advance")
def advance() -> None:
    """Begin what is due, expand what was begun, end what was canceled, complete what is done."""
    deadline = time.monotonic() + SLICE_SECONDS
    while time.monotonic() < deadline and not closing.asked():
        turns = [_turn(campaign) for campaign in queries.at_work().order_by("id")]
        if not any(turns):
            return


def _turn(campaign: Campaign) -> bool:
    """One turn; says whether there is more to do at once. What one campaign fails with holds up no other."""
    try:
        return _step(campaign)
    except Exception:
        logger.exception("Campaign %s failed in its turn; it is tried again", campaign.public_id)
        return False


def _step(campaign: Campaign) -> bool:
    if campaign.state == State.SCHEDULED:
        actions.begin(campaign)
        return True
    if campaign.state in AT_WORK and breaker.watch(campaign):
        return False
    if campaign.state == State.EXPANDING:
        return expansion.snapshot(campaign) or _expand(campaign)
    if campaign.state == State.CANCELING:
        return canceling.end_next(campaign)
    completion.complete(campaign)
    return False


def _expand(campaign: Campaign) -> bool:
    if canary.holds(campaign):
        return False
    stride = Stride()
    return all(stride.over(campaign) for _ in range(CHUNKS_A_TURN))


@alone("campaigns.count_people")
def count_people() -> None:
    """Count ahead where the people of large campaigns are. For 20 s at most; the next turn goes on."""
    deadline = time.monotonic() + SLICE_SECONDS
    for campaign in headcounts.stale():
        if time.monotonic() > deadline or closing.asked():
            return
        headcounts.keep(campaign)
