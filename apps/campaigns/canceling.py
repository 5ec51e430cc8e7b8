"""Canceling: from the moment of the cancel nothing more leaves; what waits is ended and paid back in pieces.

A million texts take a minute or so. Until the last of them the campaign says "Canceling", and its numbers are
those of its rows, as always.
"""

from django.db import transaction
from django.utils.translation import gettext_noop as _

from apps.campaigns.models import Campaign, Recipient
from apps.campaigns.pending import after
from apps.common import bulk, clock
from apps.messaging import lanes

State = Campaign.State


@transaction.atomic
def end_next(campaign: Campaign) -> bool:
    """End the next of its people and texts; says whether there are more. The last piece makes it canceled."""
    locked: Campaign | None = (
        Campaign.everywhere.filter(pk=campaign.pk, state=State.CANCELING)
        .select_for_update(of=("self",))
        .select_related("lane")
        .first()
    )
    if locked is None:
        return False
    if _skip_people(locked) or (locked.lane and lanes.sweep(locked.lane)):
        return True
    if locked.lane is None or lanes.is_empty(locked.lane):  # else the carrier has one in its hands
        Campaign.everywhere.filter(pk=locked.pk).update(state=State.CANCELED, completed_at=clock.now())
    return False


def _skip_people(campaign: Campaign) -> bool:
    """The next people for whom no text was queued."""
    people = after(campaign, bulk.BATCH)
    if people:
        mine = Recipient.objects.of(campaign.workspace_id).filter(campaign=campaign).pending()
        mine.filter(pk__in=[one.recipient for one in people]).update(
            outcome=Recipient.Outcome.SKIPPED,
            rule="canceled",
            reason=_("The campaign was canceled first."),
            decided_at=clock.now(),
        )
        Campaign.everywhere.filter(pk=campaign.pk).update(expanded_to=people[-1].recipient)
    return bool(people)
