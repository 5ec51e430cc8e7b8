"""The table of campaigns: filters by state, and the numbers of a page of them in three queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Workspace
from apps.campaigns.approval.queries import open_among
from apps.campaigns.headcounts import progress_of
from apps.campaigns.models import Campaign
from apps.campaigns.progress import Progress

State = Campaign.State

FILTERS: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    "": (_("All"), tuple(State.values)),
    "draft": (_("Drafts"), (State.DRAFT,)),
    "scheduled": (_("Scheduled"), (State.SCHEDULED,)),
    "live": (_("Going out"), (State.EXPANDING, State.SENDING)),
    "paused": (_("Paused"), (State.PAUSED,)),
    "done": (_("Finished"), (State.COMPLETED, State.CANCELING, State.CANCELED)),
}


def rows(workspace: Workspace, which: str) -> QuerySet[Campaign]:
    """Campaigns of one filter; all for a name that is none."""
    states = FILTERS.get(which, FILTERS[""])[1]
    return Campaign.objects.of(workspace).filter(state__in=states)


@dataclass(frozen=True, slots=True)
class Line:
    """One campaign and where its people are."""

    campaign: Campaign
    progress: Progress
    waits: bool = False  # for a second person's yes

    @property
    def audience(self) -> int:
        """Before the audience is fixed: what was estimated at the launch."""
        return self.progress.audience or self.campaign.estimate.get("audience", 0)


def lines(campaigns: Sequence[Campaign]) -> list[Line]:
    """In the order given."""
    numbers, waiting = progress_of(campaigns), open_among(campaigns)
    return [Line(campaign, numbers[campaign.pk], campaign.pk in waiting) for campaign in campaigns]
