"""When its time comes, a planned campaign may be more than it was: lists grow, and limits are set.

Without this a plan to three people is the way around every limit: fill the list afterwards.
"""

from apps.campaigns import launching
from apps.campaigns.approval import asking, limits
from apps.campaigns.approval.models import Approval
from apps.campaigns.models import Campaign


def stop(campaign: Campaign) -> bool:
    """Keep back a scheduled campaign that needs a second person's yes by now and has none to what it became:
    it is a draft again, and approval is asked for in the name of who launched it. The row is locked."""
    above = limits.limits_of(campaign.workspace_id)
    if not above.any:
        return False
    size, yes = limits.size_of(campaign, limits=above), _yes(campaign)
    if limits.refusal_of(above, size) is None or (yes and limits.covers(yes, campaign, size)):
        return False
    _ask_anew(campaign, above, yes)
    return True


def _yes(campaign: Campaign) -> Approval | None:
    """The answer by which it was launched: an edit or undo since has ended the attestation, and it."""
    rows = Approval.objects.of(campaign.workspace_id).filter(campaign=campaign)
    said = rows.filter(state=Approval.State.APPROVED, attestation=campaign.attestation_id)
    found: Approval | None = said.select_related("asked_by").first()
    return found


def _ask_anew(campaign: Campaign, above: limits.Limits, yes: Approval | None) -> None:
    attestation, planned = campaign.attestation, None if campaign.undo_until else campaign.scheduled_at
    assert attestation is not None, "what is scheduled was attested"
    launching.forget_the_wait(campaign)
    launching.back_to_draft(campaign)
    asker = yes.asked_by if yes else None
    size = limits.size_of(campaign)
    asking.file(campaign, attestation, size, above, asker=asker, at=planned, outgrew=True)
