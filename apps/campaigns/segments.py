"""Which campaigns ask for a segment."""

from apps.audiences.models import Segment
from apps.campaigns.models import Campaign

State = Campaign.State
# Whose audience may still be read: one that was fixed asks no more.
ASKING = (State.DRAFT, State.SCHEDULED, State.EXPANDING, State.PAUSED)
LOOKED_AT = 2_000  # campaigns, newest first: audiences are data, and read one by one


def asking_for(segment: Segment) -> list[Campaign]:
    """Campaigns that have not fixed their audience yet and name the segment, newest first."""
    rows = Campaign.objects.of(segment.workspace_id).filter(state__in=ASKING, snapshot_at=None)
    return [one for one in rows.order_by("-id")[:LOOKED_AT] if _names(one, segment.pk)]


def _names(campaign: Campaign, key: int) -> bool:
    sides = (campaign.audience.get(side) or {} for side in ("include", "exclude"))
    return any(key in (side.get("segments") or ()) for side in sides)
