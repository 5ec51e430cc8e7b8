"""What campaigns does when something happened below."""

from apps.campaigns import actions
from apps.campaigns.expansion import OUT_OF_CREDITS
from apps.campaigns.models import Campaign
from apps.events.models import Event


def credits_granted(event: Event) -> None:
    """Campaigns that had run out of credits go on."""
    waiting = Campaign.objects.of(event.workspace).filter(
        state=Campaign.State.PAUSED, pause_reason=OUT_OF_CREDITS
    )
    for campaign in waiting:
        actions.resume(campaign, "credits")
