"""Questions about approvals."""

from collections.abc import Iterable

from django.db.models import QuerySet

from apps.accounts.models import User, Workspace
from apps.accounts.queries import seats_with
from apps.accounts.roles import APPROVE
from apps.campaigns.approval.models import Approval
from apps.campaigns.models import Campaign

State = Approval.State


def waiting(workspace: Workspace) -> QuerySet[Approval]:
    """Open requests, the oldest first, with their campaigns."""
    rows: QuerySet[Approval] = Approval.objects.of(workspace).filter(state=State.OPEN)
    return rows.select_related("campaign", "asked_by").order_by("id")


def history(campaign: Campaign) -> list[Approval]:
    """Every request of this campaign with its answer, the newest first."""
    rows = Approval.objects.of(campaign.workspace_id).filter(campaign=campaign)
    return list(rows.select_related("asked_by", "answered_by", "workspace", "campaign"))


def newest(campaign: Campaign) -> Approval | None:
    """The last request of this campaign."""
    return next(iter(history(campaign)), None)


def open_among(campaigns: Iterable[Campaign]) -> set[int]:
    """Keys of those that wait for an answer."""
    rows = Approval.everywhere.filter(campaign__in=list(campaigns), state=State.OPEN)
    return set(rows.values_list("campaign", flat=True))


def is_of(user: User, approval: Approval) -> bool:
    """Whether they asked, and so may not answer."""
    return approval.asked_by_id == user.pk or approval.asked_as == user.email


def approvers(approval: Approval) -> list[User]:
    """Who may answer, oldest seats first: those with the right, but for who asked."""
    seats = seats_with(APPROVE, approval.workspace).filter(user__is_active=True)
    return [seat.user for seat in seats if not is_of(seat.user, approval)]


def others_than(user: User, workspace: Workspace) -> list[User]:
    """Who could answer if this person asked."""
    seats = seats_with(APPROVE, workspace).filter(user__is_active=True).exclude(user=user)
    return [seat.user for seat in seats]
