"""Adjusting credits by hand: asked for with a reason; above a limit a second person approves or refuses.

The limit (settings.CREDITS_SECOND_PERSON_ABOVE) holds for all that one person adjusts in 24 hours, so that a
large sum is not taken in small steps.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import Abs
from django.utils.translation import gettext_noop as _

from apps.accounts.models import User, Workspace
from apps.common import clock
from apps.credits import ledger
from apps.credits.models import Adjustment, Entry
from apps.credits.refusals import AlreadyDecided, NeedsAnother, NoReason

State = Adjustment.State
A_DAY = timedelta(hours=24)


@transaction.atomic
def adjust(
    workspace: Workspace,
    amount: int,
    reason: str,
    *,
    by: User,
    key: str,
    kind: str = Entry.Kind.ADJUSTMENT,
) -> Adjustment:
    """Put credits in (or take them, by a negative adjustment) now, or ask a second person to; the row says
    which. The same key again answers the same row.

    Raises NoReason, BadAmount, InsufficientCredits.
    """
    ledger.check_grant(amount, reason, kind)
    # What one person asks for at the same moment twice counts one after the other.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    asked: Adjustment | None = Adjustment.objects.of(workspace).filter(key=key).first()
    return asked or _ask(workspace, amount, reason, by, key, kind)


def _ask(workspace: Workspace, amount: int, reason: str, by: User, key: str, kind: str) -> Adjustment:
    is_large = abs(amount) + _alone_lately(by) > settings.CREDITS_SECOND_PERSON_ABOVE
    row: Adjustment = Adjustment.objects.create(
        workspace=workspace,
        amount=amount,
        reason=reason.strip()[:200],
        kind=kind,
        key=key,
        asked_by=by,
        needs_second=is_large,
    )
    if not is_large:
        _carry_out(row)
        _decide(row, State.DONE, by, "")
    return row


def _alone_lately(by: User) -> int:
    alone = Adjustment.everywhere.filter(
        asked_by=by, asked_at__gt=clock.now() - A_DAY, needs_second=False, state=State.DONE
    )
    return alone.aggregate(total=Sum(Abs("amount")))["total"] or 0


@transaction.atomic
def approve(adjustment: Adjustment, by: User) -> Adjustment:
    """Carry it out. Raises NeedsAnother, AlreadyDecided, InsufficientCredits; then it waits on."""
    row = _waiting(adjustment)
    if row.asked_by_id == by.pk:
        raise NeedsAnother
    _decide(row, State.DONE, by, "")
    _carry_out(row)
    return row


@transaction.atomic
def refuse(adjustment: Adjustment, by: User, note: str) -> Adjustment:
    """Not to be done; who asked may so take it back. Raises NoReason, AlreadyDecided."""
    if not note.strip():
        raise NoReason(_("Say why."), field="note")
    row = _waiting(adjustment)
    _decide(row, State.REFUSED, by, note.strip()[:200])
    return row


def _waiting(adjustment: Adjustment) -> Adjustment:
    """The row, locked: of two who decide at one moment the second finds it decided."""
    rows = Adjustment.objects.of(adjustment.workspace_id).select_for_update(of=("self",))
    row: Adjustment = rows.select_related("workspace", "asked_by").get(pk=adjustment.pk)
    if row.state != State.WAITING:
        raise AlreadyDecided
    return row


def _decide(row: Adjustment, state: str, by: User, note: str) -> None:
    row.state, row.decided_by, row.decided_at, row.note = state, by, clock.now(), note
    row.save(update_fields=["state", "decided_by", "decided_at", "note"])


def _carry_out(row: Adjustment) -> None:
    ledger.grant(
        row.workspace,
        row.amount,
        row.reason,
        by=row.asked_by,
        kind=row.kind,
        key=f"adjustment:{row.public_id}",
        subject=row.public_id,
    )
