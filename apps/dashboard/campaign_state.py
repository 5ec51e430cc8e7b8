"""The state of a campaign in the words of its readers, told apart further than its row does."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.campaigns.models import Campaign
from apps.campaigns.progress import Progress


@dataclass(frozen=True, slots=True)
class Shown:
    """`status` picks the tone of the pill, `label` is what it says."""

    status: str
    label: str | Promise


ASLEEP = Shown("held", _("Waiting for texting hours where they live"))
PREPARING = Shown("expanding", _("Preparing"))


def shown(campaign: Campaign, numbers: Progress | None = None) -> Shown:
    """Without `numbers` a campaign of which only sleepers remain still reads "Sending"."""
    if campaign.state == Campaign.State.EXPANDING:
        return PREPARING
    if numbers and is_asleep(campaign, numbers):
        return ASLEEP
    return Shown(campaign.state, campaign.get_state_display())


def is_asleep(campaign: Campaign, numbers: Progress) -> bool:
    """All that remains waits for the hour at which it may be sent."""
    is_sending = campaign.state == Campaign.State.SENDING
    return is_sending and bool(numbers.held) and not numbers.waiting and not numbers.unsure
