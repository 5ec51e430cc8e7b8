"""Complete: every text of a campaign has come to its end."""

from datetime import timedelta

from django.db import transaction

from apps.campaigns import queries
from apps.campaigns.models import Campaign
from apps.common import clock
from apps.events import diary
from apps.messaging.models import Message
from apps.messaging.states import State as MessageState

State = Campaign.State
# Some receipts never come. A campaign does not wait for them longer than this.
RECEIPT_PATIENCE = timedelta(minutes=5)


@transaction.atomic
def complete(campaign: Campaign) -> bool:
    """Mark it completed when nothing is open and receipts have come, or had their time. Twice is once."""
    if not queries.is_complete(campaign) or _receipts_may_come(campaign):
        return False
    at_its_end = Campaign.everywhere.filter(pk=campaign.pk, state=State.SENDING)
    if not at_its_end.update(state=State.COMPLETED, completed_at=clock.now()):
        return False
    diary.record(campaign.workspace_id, "campaign.completed", campaign.public_id)
    return True


def _receipts_may_come(campaign: Campaign) -> bool:
    lately = clock.now() - RECEIPT_PATIENCE
    sent = Message.objects.of(campaign.workspace_id).filter(lane=campaign.lane_id, state=MessageState.SENT)
    return bool(sent.filter(sent_at__gt=lately).exists())
