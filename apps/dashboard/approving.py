"""What pages show of approvals: who waits for whose yes."""

from typing import Any

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.accounts.roles import APPROVE
from apps.campaigns.approval import limits, queries
from apps.campaigns.approval.limits import Size
from apps.campaigns.approval.models import Approval
from apps.campaigns.models import Campaign
from apps.campaigns.tally import Estimate
from apps.common import clock
from apps.dashboard.requests import Request

State = Approval.State
SHOWN = 5
TOLD = (State.OPEN, State.SENT_BACK)


def of_campaign(request: Request, campaign: Campaign) -> dict[str, Any]:
    """`approvals`: every request of it. `approval`: the last one, while a draft waits or was sent back."""
    past = queries.history(campaign)
    is_draft = campaign.state == Campaign.State.DRAFT
    last = past[0] if past and is_draft and past[0].state in TOLD else None
    facing = _answering(request, last) if last and last.is_open else {}
    return {"approvals": past, "approval": last, **facing}


def _answering(request: Request, approval: Approval) -> dict[str, Any]:
    is_own = queries.is_of(request.user, approval)
    return {
        "is_own": is_own,
        "may_answer": request.member.may(APPROVE) and not is_own,
        "approvers": named(queries.approvers(approval)),
        "is_late": approval.planned_at is not None and approval.planned_at <= clock.now(),
    }


def before_launch(request: Request, campaign: Campaign, seen: Estimate) -> dict[str, Any]:
    """`needs_yes`: why this person cannot launch it alone, or "". `could_say_yes`: who else could."""
    above = limits.limits_of(request.workspace)
    refusal = limits.refusal_of(above, Size(seen.audience, seen.credits))
    others = named(queries.others_than(request.user, request.workspace)) if refusal else ""
    return {"needs_yes": refusal.text if refusal else "", "could_say_yes": others}


def waiting(request: Request) -> dict[str, Any]:
    """For Home: the oldest few that wait, each with whether this person may answer it."""
    may = request.member.may(APPROVE)
    rows = list(queries.waiting(request.workspace)[:SHOWN])
    return {"waiting": [(row, may and not queries.is_of(request.user, row)) for row in rows]}


def named(people: list[User]) -> str:
    """ "Alice Archer or Adam Abel"; "" for nobody."""
    names = [one.get_full_name() for one in people[:SHOWN]]
    if len(names) < 2:
        return "".join(names)
    return _("%(some)s or %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}
