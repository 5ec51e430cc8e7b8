"""What stays in sight while a campaign is written: who, how many parts, what it costs, when."""

from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from apps.audiences import spec as audiences
from apps.campaigns import pace
from apps.campaigns.estimate import MOST_EXACT, Estimate, estimate
from apps.campaigns.models import Campaign
from apps.campaigns.pace import WORTH_A_MEASURE
from apps.common import clock
from apps.credits import ledger
from apps.dashboard.composer.naming import Described, described
from apps.senders import queries as senders
from apps.senders.models import Sender

# People looked at while somebody types: 0.1 s. The review looks at all, up to MOST_EXACT: 0.8 s for 20,000.
SAMPLE = 2_000


@dataclass(frozen=True, slots=True)
class Summary:
    """Numbers are the estimate's; `balance` is None in a sandbox, which pays nothing."""

    campaign: Campaign
    audience: Described
    estimate: Estimate
    sender: Sender | None
    balance: int | None
    duration: timedelta
    is_measured: bool  # the duration; else it is a cautious guess
    has_sent: bool  # a campaign of this workspace has gone out before

    @property
    def has_body(self) -> bool:
        return bool(self.campaign.body.strip())

    @property
    def guess(self) -> str:
        """Why the duration is a guess."""
        if self.has_sent:
            spoken = _("a cautious guess: no campaign so far was large enough to measure (%(number)s texts)")
            return spoken % {"number": WORTH_A_MEASURE}
        return _("a cautious guess until a campaign of yours has gone out")

    @property
    def after(self) -> int | None:
        return None if self.balance is None else self.balance - self.estimate.credits

    @property
    def is_short(self) -> bool:
        """There are fewer credits than it costs."""
        return self.after is not None and self.after < 0

    @property
    def done_at(self) -> datetime:
        """When the last of those who need not wait will have their text."""
        return max(self.campaign.scheduled_at or clock.now(), clock.now()) + self.duration


def summary(campaign: Campaign, *, whole: bool = False) -> Summary:
    """Of a campaign as it stands in memory. `whole`: look at everybody up to MOST_EXACT, not at a sample."""
    seen = _estimate(campaign, MOST_EXACT if whole else SAMPLE)
    duration, is_measured = pace.duration(campaign, seen.now)
    return Summary(
        campaign,
        described(campaign.workspace, audiences.read(campaign.audience)),
        seen,
        campaign.sender or senders.default(campaign.workspace),
        None if campaign.workspace.is_sandbox else ledger.balance(campaign.workspace),
        duration,
        is_measured,
        pace.has_sent(campaign.workspace),
    )


def _estimate(campaign: Campaign, most: int) -> Estimate:
    """Before there is a text, who is left out is told as for a short one."""
    asked = copy(campaign)
    asked.body = campaign.body if campaign.body.strip() else "Hello"
    at = campaign.scheduled_at
    return estimate(asked, at=at if at and at > clock.now() else None, most=most)
