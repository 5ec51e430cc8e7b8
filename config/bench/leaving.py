"""People who leave during a drill: none of them may be texted afterwards."""

from django.db import transaction

from apps.accounts.models import Workspace
from apps.campaigns.models import Campaign
from apps.compliance import actions as compliance
from apps.compliance.models import Suppression
from apps.contacts.models import Contact
from apps.messaging.models import Message
from apps.messaging.states import State

ONE_IN = 50
# After each strike, so many of those who wait change their minds.
MEANWHILE = 2


def before(workspace: Workspace) -> None:
    """Two in a hundred have opted out before the campaign begins."""
    phones = Contact.objects.of(workspace).order_by("pk").values_list("phone", flat=True)
    for phone in list(phones)[::ONE_IN]:
        _leave(workspace.pk, phone)


@transaction.atomic
def meanwhile(campaign: Campaign) -> int:
    """The last of the queue opt out while it is certain that nobody has their text; answers how many.

    Their rows are locked for it: a worker claims them before, and then they are not among ours, or after.
    """
    out = Suppression.objects.of(campaign.workspace_id).standing().values("phone")
    waiting = (
        Message.objects.of(campaign.workspace_id)
        .filter(origin=campaign.public_id, state=State.QUEUED, attempts=0)
        .exclude(phone__in=out)
    )
    rows = waiting.order_by("-pk").select_for_update(skip_locked=True, no_key=True)
    phones = [row.phone for row in rows[:MEANWHILE]]
    for phone in phones:
        _leave(campaign.workspace_id, phone)
    return len(phones)


def _leave(workspace_id: int, phone: str) -> None:
    compliance.opt_out(workspace_id, phone, source="drill", evidence={})
