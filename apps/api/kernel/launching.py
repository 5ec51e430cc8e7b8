"""Launching a campaign for a caller, with a rough look at the credits beforehand."""

from datetime import datetime

from apps.accounts.models import ApiKey, User
from apps.api.kernel.principal import Principal
from apps.campaigns import actions
from apps.campaigns.approval import actions as approval
from apps.campaigns.approval.models import Approval
from apps.campaigns.estimate import estimate
from apps.campaigns.models import Campaign
from apps.common import clock
from apps.credits import ledger
from apps.credits.refusals import InsufficientCredits


def launch(caller: Principal, draft: Campaign, wording: str, at: datetime | None) -> Campaign:
    """Now, or at `at`. Raises InsufficientCredits when sent now, and as campaigns.actions.launch."""
    if at is None or at <= clock.now():
        _check_credits(caller, draft)
    return actions.launch(draft, caller.witness, wording, at=at)


def ask(caller: Principal, draft: Campaign, wording: str, at: datetime | None) -> Approval:
    """For a second person's yes, to go now or at `at`. Who made the key asks: theirs would be a first one's.

    Raises as campaigns.approval.actions.ask.
    """
    return approval.ask(draft, caller.witness, wording, at=at, asker=_behind(caller))


def _behind(caller: Principal) -> User | None:
    if caller.user:
        return caller.user
    keys = ApiKey.objects.of(caller.workspace).filter(public_id=caller.origin)
    key = keys.select_related("created_by").first()
    return key.created_by if key else None


def _check_credits(caller: Principal, draft: Campaign) -> None:
    """The texts themselves are charged as they are queued."""
    if caller.workspace.is_sandbox:
        return
    required, available = estimate(draft).credits, ledger.balance(caller.workspace)
    if required > available:
        raise InsufficientCredits(required=required, available=available)


def planned_for(draft: Campaign) -> datetime | None:
    """The time that the draft was made for; None when there is none, or it has passed."""
    at = draft.scheduled_at
    return at if at and at > clock.now() else None
