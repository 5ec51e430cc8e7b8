"""The canary: the first texts of a large campaign go ahead, and the rest waits a while for their receipts.

The breaker (breaker.py) judges what has left. With a fast carrier that is everything before the first receipt
is in: a bad text would stop after all of it. This makes it stop after a hundred.
"""

from datetime import timedelta

from apps.campaigns import breaker, expansion
from apps.campaigns.models import Campaign, Guard, Recipient
from apps.common import clock
from apps.messaging.models import Message

# Of a small campaign the canary would be the campaign; 5 % of a larger one, and never more than the setting.
SMALL, SHARE = 1_000, 20
# A phone that is switched off sends no receipt for hours: nine in ten are known is known.
KNOWN = 0.9


def holds(campaign: Campaign) -> bool:
    """One look at a campaign that is being expanded: whether its rest must wait. Call it often; it is cheap.

    It ends when nine in ten of the canary's texts have their receipt, `canary_wait` seconds after the last of
    them was queued, or by pausing the campaign. So a carrier without receipts, or a canary that sleeps until
    the morning, costs that wait and no more.
    """
    if campaign.canary_over:
        return False
    # The audience may have been fixed in this very turn.
    campaign.refresh_from_db(fields=["snapshot_at", "state", "canary_until", "canary_over", "forgiven"])
    if campaign.canary_over or campaign.snapshot_at is None or campaign.state != Campaign.State.EXPANDING:
        return False
    guard = breaker.guard_of(campaign.workspace_id)
    size = _size(campaign, guard)
    if not size:
        return _release(campaign)
    if campaign.canary_until is None:
        return _let_out(campaign, guard, size)
    return _watch(campaign, guard, size)


def _size(campaign: Campaign, guard: Guard) -> int:
    """How many texts; 0: none go ahead. Counted no further than it takes to know."""
    if not guard.canary:
        return 0
    enough = max(SMALL + 1, guard.canary * SHARE)
    rows = Recipient.objects.of(campaign.workspace_id).filter(campaign=campaign).order_by()
    audience = rows[:enough].count()
    return min(guard.canary, audience // SHARE) if audience > SMALL else 0


def _let_out(campaign: Campaign, guard: Guard, size: int) -> bool:
    """Queue the canary; whom a gate skips is none of it, so the next one is."""
    while (queued := _queued(campaign, size)) < size:
        if not expansion.expand_chunk(campaign, max(size - queued, size // 2)):
            return False  # nobody is left, or it is not its turn: the usual way finds out which
    until = clock.now() + timedelta(seconds=guard.canary_wait)
    Campaign.everywhere.filter(pk=campaign.pk, canary_until=None).update(canary_until=until)
    return True


def _queued(campaign: Campaign, enough: int) -> int:
    texts = Message.objects.of(campaign.workspace_id).filter(lane=_lane(campaign)).order_by()
    return texts[:enough].count()


def _lane(campaign: Campaign) -> int | None:
    """Never that of a stale row: without a lane the question would be about everybody's single texts."""
    assert campaign.lane_id is not None, "a launched campaign has its lane"
    return campaign.lane_id


def _watch(campaign: Campaign, guard: Guard, size: int) -> bool:
    seen = breaker.results(campaign)
    fresh = seen.since(breaker.Results(**campaign.forgiven))
    # Half of it must be known before anything is judged: of ten, two failures say little.
    reason = breaker.verdict(guard, fresh, sample=size // 2)
    if reason and breaker.trip(campaign, reason, seen):
        _release(campaign)  # who resumes it has read the reason
        return True
    assert campaign.canary_until is not None
    if seen.delivered + seen.failed < KNOWN * size and clock.now() < campaign.canary_until:
        return True
    return _release(campaign)


def _release(campaign: Campaign) -> bool:
    Campaign.everywhere.filter(pk=campaign.pk).update(canary_over=True)
    campaign.canary_over = True
    return False
