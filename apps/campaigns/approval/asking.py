"""How a request for approval begins."""

from datetime import datetime
from typing import Any

from apps.accounts.audit import writing as audit
from apps.accounts.models import User
from apps.campaigns.approval import closing, limits
from apps.campaigns.approval.limits import Limits, Size
from apps.campaigns.approval.models import Approval
from apps.campaigns.models import Campaign
from apps.compliance.models import Attestation
from apps.events import diary


def file(
    campaign: Campaign,
    attestation: Attestation,
    size: Size,
    above: Limits,
    *,
    asker: User | None = None,
    at: datetime | None = None,
    outgrew: bool = False,
) -> Approval:
    """Write the request and its line in the diary, by which who may approve is told. The row is locked.

    `asker`: whose yes does not count; else who made the statement of consent.
    """
    made: Approval = Approval.objects.create(
        workspace_id=campaign.workspace_id,
        campaign=campaign,
        wording=limits.wording_of(campaign),
        people=size.people,
        credits=size.credits or 0,
        people_limit=above.people,
        credits_limit=above.credits,
        planned_at=at,
        estimate=campaign.estimate,
        foreseen=closing.foreseen(campaign),
        attestation=attestation,
        outgrew=outgrew,
        asked_by=asker or attestation.attested_by,
        asked_as=attestation.attested_as,
    )
    facts: dict[str, Any] = {
        "approval": made.public_id,
        "people": made.people,
        "credits": made.credits,
        "outgrew": outgrew,
    }
    actor = "schedule" if outgrew else made.asked_as
    diary.record(
        campaign.workspace_id, "campaign.approval_asked", campaign.public_id, actor=actor[:120], **facts
    )
    about = (campaign.name, campaign.public_id)
    audit.note(campaign.workspace, "campaign.approval_asked", *about, after=facts, by=actor)
    return made
