"""Moving credits between a workspace and its sub-accounts, by somebody who may manage both."""

from django.db import transaction

from apps.accounts.audit import writing as audit
from apps.accounts.models import User, Workspace
from apps.accounts.queries import seats
from apps.accounts.roles import MANAGE
from apps.credits import ledger
from apps.credits.refusals import NotRelated
from apps.events import diary


def relatives(workspace: Workspace, user: User) -> list[Workspace]:
    """Where this person may move credits of this workspace to, and from where: the workspace above it, those
    below it and those beside it. A sandbox has no credits to move."""
    managed = [seat.workspace for seat in seats(user) if seat.may(MANAGE)]
    if workspace.is_sandbox or workspace not in managed:
        return []
    return [one for one in managed if one.pk != workspace.pk and _is_of_one_family(workspace, one)]


def _is_of_one_family(one: Workspace, other: Workspace) -> bool:
    return not other.is_sandbox and (one.parent_id or one.pk) == (other.parent_id or other.pk)


@transaction.atomic
def transfer(
    source: Workspace, target: Workspace, amount: int, *, by: User, key: str, note: str = ""
) -> bool:
    """Move credits (> 0); the same key again moves nothing, and answers False.

    Raises NotRelated, BadAmount, InsufficientCredits.
    """
    if target not in relatives(source, by):
        raise NotRelated
    moved = ledger.move(source, target, amount, by=by, key=f"transfer:{key}", note=note)
    if moved:
        for place, change in ((source, -amount), (target, amount)):
            diary.record(place, "credits.moved", actor=by.email, amount=change, reason=note[:200])
            other = target if place is source else source
            after = {"credits": change, "reason": note[:200]}
            audit.note(place, "credits.moved", other.name, other.public_id, after=after, by=by)
    return moved
