"""Notices about approvals that events cause (config/reactions.py). A second call for one tells nobody."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.campaigns.approval import queries
from apps.campaigns.approval.models import Approval
from apps.dashboard.mailing import tell
from apps.dashboard.notices import page_of
from apps.events.models import Event


def asked(event: Event) -> None:
    """To whoever may say yes; of a campaign that was kept back when its time came also to who launched it."""
    approval = _approval(event)
    if approval and approval.is_open:
        _tell(event, approval, queries.approvers(approval), "approval_asked")
        if approval.outgrew and approval.asked_by:
            _tell(event, approval, [approval.asked_by], "approval_answered", "approval_asked")


def answered(event: Event) -> None:
    """To who asked: it goes, or it came back and why. A program has no mailbox."""
    approval = _approval(event)
    if approval and approval.asked_by:
        _tell(event, approval, [approval.asked_by], "approval_answered")


def _approval(event: Event) -> Approval | None:
    rows = Approval.objects.of(event.workspace).filter(public_id=str(event.facts.get("approval", "")))
    found: Approval | None = rows.select_related("campaign", "workspace", "asked_by", "answered_by").first()
    return found


def _tell(event: Event, approval: Approval, people: Sequence[User], kind: str, template: str = "") -> None:
    campaign = approval.campaign
    context = {
        "approval": approval,
        "campaign": campaign,
        "is_approved": approval.state == Approval.State.APPROVED,
        "link": page_of("campaign_show", campaign.public_id),
    }
    file = f"dashboard/notices/{template or kind}.txt"
    for one in people:
        tell(event.workspace, kind, event.public_id, lambda: _subject(approval), file, context, only=one)


def _subject(approval: Approval) -> str:
    """In the active language."""
    return {
        Approval.State.OPEN: _("%(campaign)s waits for a second person's yes"),
        Approval.State.APPROVED: _("%(campaign)s is approved"),
    }.get(Approval.State(approval.state), _("%(campaign)s was sent back")) % {
        "campaign": approval.campaign.name
    }
