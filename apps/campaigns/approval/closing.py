"""How a request for approval ends. Called while the campaign's row is locked: of two who answer, one does."""

from typing import Any

from django.utils.translation import gettext_noop as _

from apps.accounts.audit import writing as audit
from apps.campaigns.approval.models import Approval
from apps.campaigns.dry_run import queries as dry_runs
from apps.campaigns.models import Campaign
from apps.common import clock
from apps.compliance.actions import Witness
from apps.events import diary

EDITED = _("The campaign was changed.")
LAUNCHED = _("It was launched without: it is not above the limits.")
CANCELED = _("The campaign was canceled.")
NOT_WANTED = _("It was taken back.")
State = Approval.State
EVENTS = {
    State.APPROVED: "campaign.approved",
    State.SENT_BACK: "campaign.sent_back",
    State.TAKEN_BACK: "campaign.approval_taken_back",
}


def open_one(campaign: Campaign) -> Approval | None:
    """The request that waits for its answer."""
    rows = Approval.objects.of(campaign.workspace_id).filter(campaign=campaign, state=State.OPEN)
    found: Approval | None = rows.select_related("attestation").first()
    return found


def take_back(campaign: Campaign, actor: str, reason: str) -> None:
    """What was asked for is not to be launched any more: no yes to it is possible. Else nothing."""
    if waiting := open_one(campaign):
        close(waiting, campaign, State.TAKEN_BACK, Witness(actor), reason)


def close(approval: Approval, campaign: Campaign, state: str, by: Witness, reason: str = "") -> None:
    """The answer, and its line in the diary."""
    approval.state, approval.reason = state, reason[:500]
    approval.answered_by, approval.answered_as, approval.answered_ip = by.user, by.name[:160], by.ip
    approval.answered_at = clock.now()
    approval.foreseen = approval.foreseen or foreseen(campaign)
    approval.save()
    facts: dict[str, Any] = {
        "approval": approval.public_id,
        "asked_by": approval.asked_as,
        "reason": approval.reason,
    }
    diary.record(
        campaign.workspace_id, EVENTS[State(state)], campaign.public_id, actor=by.name[:120], **facts
    )
    after = {"asked by": approval.asked_as, "reason": approval.reason}
    audit.note(
        campaign.workspace, EVENTS[State(state)], campaign.name, campaign.public_id, after=after, by=by.name
    )


def foreseen(campaign: Campaign) -> str:
    """Digest of the dry run of the campaign as it stands; "" while there is none, or it goes on."""
    run = dry_runs.newest(campaign)
    return run.digest if run else ""
