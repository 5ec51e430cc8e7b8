"""A campaign beside the five before it, out of the sums that reports are made of."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from apps.campaigns.models import Campaign
from apps.reports import queries
from apps.reports.queries import NOTHING, Figures

BESIDE = 5
State = Campaign.State
GONE_OUT = (State.SENDING, State.PAUSED, State.COMPLETED, State.CANCELED)


@dataclass(frozen=True, slots=True)
class Beside:
    """One line: a campaign and what came of it, as it was counted last."""

    campaign: Campaign
    sums: Figures
    is_this: bool

    @property
    def cost(self) -> Decimal | None:
        """Credits for each person reached; None when nobody was."""
        if not self.sums["sent"]:
            return None
        return Decimal(self.sums["credits"] - self.sums["returned"]) / self.sums["sent"]


def lines(campaign: Campaign) -> list[Beside]:
    """This one first, then those launched before it, the newest first. Nothing when it is the first, or was
    not launched. Three queries, whatever the sizes."""
    earlier = _before(campaign)
    if not earlier:
        return []
    shown = [campaign, *earlier]
    launched = [one.launched_at for one in shown if one.launched_at]
    # A day of the workspace may begin up to half a day before that of UTC.
    since = min(launched).date() - timedelta(days=1)
    sums = queries.texts_of(campaign.workspace, [one.public_id for one in shown], since)
    return [Beside(one, sums.get(one.public_id, NOTHING), one is campaign) for one in shown]


def _before(campaign: Campaign) -> list[Campaign]:
    if campaign.launched_at is None:
        return []
    rows = Campaign.objects.of(campaign.workspace_id).filter(
        state__in=GONE_OUT, launched_at__lt=campaign.launched_at
    )
    return list(rows.order_by("-launched_at", "-pk")[:BESIDE])
